// Trading partners in a real PostgreSQL: whose interchange it is, who may claim an identity, and control numbers without gaps, also when two act at once.

import { type PartnerCreated, PartnerStore, type PartnerValues } from '#store';
import { identityKey, usualAgreement } from '#tickets';
import { type House, openHouse } from '../database/tickets.factory.js';

const store = new PartnerStore();
let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

let count = 0;
function values(given: Partial<PartnerValues> = {}): PartnerValues {
  count += 1;
  return {
    ...usualAgreement('x12'),
    key: `partner-${count}`,
    name: `Partner ${count}`,
    enabled: true,
    identities: [{ qualifier: 'ZZ', id: `SENDER${count}` }],
    ownIdentities: [],
    ...given,
  };
}
const create = (given?: Partial<PartnerValues>) => house.database.transaction(tx => store.create(tx, values(given)));
const change = (id: number, version: number, given: PartnerValues) =>
  house.database.transaction(tx => store.change(tx, id, version, given));
async function made(given?: Partial<PartnerValues>): Promise<number> {
  const outcome = await create(given);
  if (outcome.outcome !== 'saved') throw new Error(outcome.outcome);
  return outcome.id;
}

describe('a partner', () => {
  it('is read as it was saved, identities in their order', async () => {
    const given = values({
      identities: [
        { qualifier: '01', id: '987654321' },
        { qualifier: '', id: 'NORTH MILLS' },
      ],
      ownIdentities: [{ qualifier: '14', id: '4012345000009' }],
      versions: ['004010'],
      errors: 'note-errors',
      charset: 'latin1',
      ackAddress: 'edi@mills.example.com',
      enabled: false,
    });
    const created = await house.database.transaction(tx => store.create(tx, given));
    const id = (created as { id: number }).id;
    expect(created).toEqual({ outcome: 'saved', id, version: 1 });
    expect(await store.byId(house.database, id)).toEqual({ ...given, id, version: 1 });
    expect(await store.byKey(house.database, given.key)).toMatchObject({ id });
    expect(await store.byId(house.database, id + 1000)).toBeNull();
  });

  it('stands in the list by name', async () => {
    const late = await made({ name: 'Zeta Fittings' });
    const early = await made({ name: 'Able Pumps' });
    const ids = (await store.list(house.database)).map(partner => partner.id);
    expect(ids.indexOf(early)).toBeLessThan(ids.indexOf(late));
  });

  it('keeps an identity once, though it was given twice with blanks', async () => {
    const id = await made({
      identities: [
        { qualifier: 'ZZ', id: 'TWICE' },
        { qualifier: 'ZZ ', id: 'TWICE  ' },
      ],
    });
    expect((await store.byId(house.database, id))!.identities).toHaveLength(1);
  });
});

describe('the partner of an interchange', () => {
  it('is found by standard, qualifier and identifier, for a whole batch at once', async () => {
    const x12 = await made({ identities: [{ qualifier: 'ZZ', id: 'SAME' }] });
    const edifact = await made({
      ...usualAgreement('edifact'),
      identities: [
        { qualifier: 'ZZ', id: 'SAME' },
        { qualifier: '', id: 'BARE' },
      ],
    });
    const found = await store.byIdentities(house.database, [
      { standard: 'x12', qualifier: 'ZZ', id: 'SAME           ' },
      { standard: 'x12', qualifier: 'ZZ', id: 'SAME' },
      { standard: 'edifact', qualifier: '', id: 'BARE' },
      { standard: 'x12', qualifier: '', id: 'BARE' },
      { standard: 'x12', qualifier: '01', id: 'SAME' },
    ]);
    const idOf = (standard: 'x12' | 'edifact', qualifier: string, id: string) =>
      found.get(identityKey(standard, { qualifier, id }))?.id;
    expect(idOf('x12', 'ZZ', 'SAME  ')).toBe(x12);
    expect(idOf('edifact', '', 'BARE')).toBe(edifact);
    expect(idOf('x12', '', 'BARE')).toBeUndefined();
    expect(idOf('x12', '01', 'SAME')).toBeUndefined();
    expect(await store.byIdentities(house.database, [])).toEqual(new Map());
  });
});

describe('an identity', () => {
  it('of another partner is refused with its name, and nothing is written', async () => {
    const owner = await made({ name: 'Owner Works', identities: [{ qualifier: '12', id: '5550100' }] });
    const refused = { outcome: 'identity-taken', identity: { qualifier: '12', id: '5550100' }, name: 'Owner Works' };
    const before = (await store.list(house.database)).length;
    expect(await create({ identities: [{ qualifier: '12', id: '5550100 ' }] })).toEqual({
      ...refused,
      partnerId: owner,
    });
    expect(await store.list(house.database)).toHaveLength(before);
    const given = values();
    const other = await made(given);
    expect(await change(other, 1, { ...given, identities: [{ qualifier: '12', id: '5550100' }] })).toMatchObject(
      refused,
    );
    expect(await store.byId(house.database, other)).toMatchObject({ version: 1, identities: given.identities });
    // Their own identity they keep.
    expect(await change(owner, 1, values({ identities: [{ qualifier: '12', id: '5550100' }] }))).toMatchObject({
      outcome: 'saved',
      version: 2,
    });
  });

  it('of ours may be the same with every partner', async () => {
    const ours = [{ qualifier: '14', id: '4000000000001' }];
    await made({ ownIdentities: ours });
    await made({ ownIdentities: ours });
  });

  it('that two claim at once goes to one; the other is told whose it is', async () => {
    for (let round = 0; round < 5; round += 1) {
      const identities = [
        { qualifier: 'ZZ', id: `RACE${round}A` },
        { qualifier: 'ZZ', id: `RACE${round}B` },
      ];
      const outcomes: PartnerCreated[] = await Promise.all([
        create({ identities }),
        create({ identities: identities.toReversed() }),
        create({ identities }),
      ]);
      expect(outcomes.map(one => one.outcome).sort()).toEqual(['identity-taken', 'identity-taken', 'saved']);
      const saved = outcomes.find(one => one.outcome === 'saved')!;
      for (const one of outcomes)
        if (one.outcome === 'identity-taken') expect(one.partnerId).toBe((saved as { id: number }).id);
    }
  });
});

describe('a change', () => {
  it('from an older version is refused; so is one of nobody, and a key that is taken', async () => {
    const given = values();
    const id = await made(given);
    expect(await change(id, 1, { ...given, name: 'Renamed' })).toEqual({ outcome: 'saved', id, version: 2 });
    expect(await change(id, 1, { ...given, name: 'Late' })).toEqual({
      outcome: 'changed-meanwhile',
      currentVersion: 2,
    });
    expect((await store.byId(house.database, id))!.name).toBe('Renamed');
    expect(await change(id + 1000, 1, values())).toEqual({ outcome: 'unknown' });
    const other = values({ name: 'Key Holder' });
    await made(other);
    expect(await change(id, 2, { ...given, key: other.key })).toEqual({ outcome: 'key-taken', name: 'Key Holder' });
    expect(await create({ key: other.key })).toEqual({ outcome: 'key-taken', name: 'Key Holder' });
  });

  it('by two at once is saved once', async () => {
    const given = values();
    const id = await made(given);
    const outcomes = await Promise.all([
      change(id, 1, { ...given, name: 'One' }),
      change(id, 1, { ...given, name: 'Two' }),
    ]);
    expect(outcomes.map(one => one.outcome).sort()).toEqual(['changed-meanwhile', 'saved']);
  });
});

describe('control numbers', () => {
  it('rise from 1, several at a time, each partner its own', async () => {
    const [a, b] = [await made(), await made()];
    const take = (howMany: [number, number][]) =>
      house.database.transaction(tx => store.takeControlNumbers(tx, new Map(howMany)));
    expect(await take([[b, 2]])).toEqual(new Map([[b, 1]]));
    expect(
      await take([
        [b, 1],
        [a, 3],
      ]),
    ).toEqual(
      new Map([
        [a, 1],
        [b, 3],
      ]),
    );
    expect(await house.database.transaction(tx => store.lockForAnswer(tx, [b, a]))).toEqual(
      new Map([
        [a, 3],
        [b, 3],
      ]),
    );
    expect(await take([])).toEqual(new Map());
  });

  it('are given once and without gaps where many answer at once, in any order of partners, also where one gives up', async () => {
    const ids = [await made(), await made(), await made()];
    const given = new Map<number, number[]>(ids.map(id => [id, []]));
    const answer = (round: number) =>
      house.database.transaction(async tx => {
        const order = round % 2 ? ids : ids.toReversed();
        if (round % 3) await store.lockForAnswer(tx, order);
        const first = await store.takeControlNumbers(tx, new Map(order.map(id => [id, 2])));
        if (round % 5 === 0) throw new Error('gave up');
        tx.afterCommit.push(() => {
          for (const [id, number] of first) given.get(id)!.push(number, number + 1);
        });
      });
    const outcomes = await Promise.allSettled(Array.from({ length: 30 }, (_, round) => answer(round)));
    expect(outcomes.filter(one => one.status === 'rejected').map(one => (one.reason as Error).message)).toEqual(
      Array(6).fill('gave up'),
    );
    for (const numbers of given.values())
      expect(numbers.sort((x, y) => x - y)).toEqual(Array.from({ length: 48 }, (_, i) => i + 1));
  });

  it('do not make another wait who writes a row that names the partner', async () => {
    const id = await made();
    await house.database.transaction(async tx => {
      await store.lockForAnswer(tx, [id]);
      await house.database.rows(
        `INSERT INTO partner_identity (partner_id, side, position, standard, qualifier, identifier) VALUES ($1, 'ours', 9, 'x12', 'ZZ', 'US')`,
        [id],
      );
    });
    expect((await store.byId(house.database, id))!.ownIdentities).toEqual([{ qualifier: 'ZZ', id: 'US' }]);
  });
});
