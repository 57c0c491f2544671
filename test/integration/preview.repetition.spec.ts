// Previews of interchanges that came before. The router takes the first one for real; the preview says of the next what the router then does with it.
import { randomUUID } from 'node:crypto';
import { createEdiConverter } from '#channels';
import { ConversionStep, HouseReader } from '#router';
import { LedgerStore, PartnerStore } from '#store';
import { type SignedIds, usualAgreement } from '#tickets';
import { ApiHouse } from './api.house.js';
import { edifact, x12 } from './trade.things.js';

const signed: SignedIds = { messageId: () => null, replyAddress: () => null };
const converter = createEdiConverter();
let house: ApiHouse;
let channelId: number;
const partnerIds: number[] = [];

beforeAll(async () => {
  house = await ApiHouse.open();
  const [row] = await house.rows<{ id: number }>(
    `INSERT INTO channel (key, kind, name, department_id, settings) VALUES ('orders', 'edi', 'Orders', $1, '{"http":{}}') RETURNING id`,
    [house.departments.service],
  );
  channelId = row!.id;
  for (const [standard, id, qualifier] of [
    ['x12', 'NORTHMILL', 'ZZ'],
    ['edifact', '4000000000002', '14'],
  ] as const) {
    const made = await house.database.transaction(tx =>
      new PartnerStore().create(tx, {
        ...{ ...usualAgreement(standard), key: id.toLowerCase(), name: id, enabled: true },
        ...{ identities: [{ qualifier, id }], ownIdentities: [], duplicateWindowDays: 30 },
      }),
    );
    partnerIds.push((made as { id: number }).id);
  }
}, 60_000);
afterAll(async () => {
  await converter.close();
  await house?.close();
});

/** As the router takes it. @returns the message */
async function received(raw: string, daysAgo = 0): Promise<number> {
  const receivedAt = new Date(Date.now() - daysAgo * 86_400_000);
  const [accepted] = await new LedgerStore(house.database).accept(
    [
      {
        ...{ channelId, sourceIdentity: randomUUID(), raw: Buffer.from(raw), receivedAt, conversationKey: 'edi' },
        transport: { file: 'orders.edi', byteStart: 0 },
      },
    ],
    { departmentOf: () => house.departments.service },
  );
  const log = { warn: () => undefined, error: () => undefined };
  const step = new ConversionStep({
    ...{ database: house.database, house: new HouseReader(house.database, signed), signed, log },
    converterOf: () => converter,
    now: () => new Date(),
  });
  await step.run([accepted!.messageId]);
  return accepted!.messageId;
}
const ended = async (id: number) =>
  (
    await house.rows<{ state: string; reason: string; detail: string }>(
      'SELECT state, reason, detail FROM message WHERE id = $1',
      [id],
    )
  )[0]!;
async function previewed(sample: string | { messageId: number }) {
  const given =
    typeof sample === 'string' ? { fileName: 'a.edi', contentBase64: Buffer.from(sample).toString('base64') } : sample;
  const body = {
    channelId,
    kind: 'edi',
    departmentId: house.departments.service,
    settings: { http: {} },
    sample: given,
  };
  const answer = await house.ask('admin', 'POST', '/channel-previews', { body });
  expect([answer.status, answer.text]).toEqual([200, expect.any(String)]);
  return answer.body;
}
const counts = () =>
  house.rows(
    `SELECT (SELECT count(*) FROM message) m, (SELECT count(*) FROM interchange) i, (SELECT count(*) FROM ticket) t, (SELECT count(*) FROM outbound) a,
            (SELECT sum(control_number) FROM partner) n`,
  );

describe('a preview of an interchange', () => {
  it('that never came says nothing of it', async () => {
    expect(await previewed(x12('NORTHMILL', 1))).toMatchObject({ interchanges: [], decision: { outcome: 'opened' } });
  });

  it('that came before with the same bytes would open nothing, as the router then says in the same words', async () => {
    const first = await received(x12('NORTHMILL', 2), 3);
    const before = await counts();
    const shown = await previewed(x12('NORTHMILL', 2));
    expect(shown).toMatchObject({
      interchanges: [{ controlRef: '000000002', outcome: 'repeated', messageId: first, answer: null }],
      decision: { outcome: 'suppressed', ticketId: null, rule: { id: null, name: 'edi.repeated-interchange' } },
    });
    expect(Date.now() - Date.parse(shown.interchanges[0].receivedAt)).toBeGreaterThan(2 * 86_400_000);
    // What stands in it is shown all the same.
    expect(shown.drafts[0].fields.documentNumber).toBe('PO-2');
    expect(await counts()).toEqual(before);
    const again = await ended(await received(x12('NORTHMILL', 2)));
    expect(again).toMatchObject({ state: 'suppressed', reason: shown.decision.rule.name });
    expect(shown.decision.why).toEqual([again.detail]);
  });

  it('that uses a control number again for other bytes would be held, and the partner told', async () => {
    const first = await received(x12('NORTHMILL', 3));
    const other = x12('NORTHMILL', 3, { orders: ['PO-other'] });
    const shown = await previewed(other);
    expect(shown).toMatchObject({
      interchanges: [{ outcome: 'reused', messageId: first, answer: { type: 'TA1', code: 'R' } }],
      decision: { outcome: 'quarantined' },
    });
    const again = await ended(await received(other));
    expect(again).toMatchObject({ state: 'quarantined', reason: 'edi.control-number-reused' });
    expect(shown.decision.why).toEqual([again.detail]);
    await received(edifact('4000000000002'));
    const edifactOther = edifact('4000000000002').replace('PO-9', 'PO-8');
    expect((await previewed(edifactOther)).interchanges).toMatchObject([
      { outcome: 'reused', answer: { type: 'CONTRL', code: '4' } },
    ]);
  });

  it('waits for nobody: not for who decides about the same partner at that moment', async () => {
    const first = await received(x12('NORTHMILL', 8));
    await house.database.transaction(async tx => {
      await new PartnerStore().lockForAnswer(tx, partnerIds);
      expect((await previewed(x12('NORTHMILL', 8))).interchanges).toMatchObject([{ messageId: first }]);
    });
  });

  it('whose control number is older than what was agreed is a new one', async () => {
    await received(x12('NORTHMILL', 4), 31);
    expect(await previewed(x12('NORTHMILL', 4))).toMatchObject({ interchanges: [], decision: { outcome: 'opened' } });
  });

  it('that repeats itself in one file says so of the later ones, and decides by the first', async () => {
    const twice = `${x12('NORTHMILL', 5)}\n${x12('NORTHMILL', 5)}\n${x12('NORTHMILL', 5, { orders: ['PO-x'] })}`;
    expect(await previewed(twice)).toMatchObject({
      decision: { outcome: 'opened' },
      interchanges: [
        {
          outcome: 'repeated',
          messageId: null,
          receivedAt: null,
          detail: expect.stringContaining('earlier in this file'),
        },
        { outcome: 'reused', messageId: null },
      ],
    });
  });

  it('that is stored is shown as if it came now, and says that it was taken; its repetition stays one', async () => {
    const first = await received(x12('NORTHMILL', 6), 1);
    const second = await received(x12('NORTHMILL', 6));
    const shown = await previewed({ messageId: first });
    expect(shown.interchanges).toMatchObject([{ outcome: 'itself', messageId: first, detail: null }]);
    expect(shown.decision.outcome).not.toBe('suppressed');
    expect((await previewed({ messageId: second })).interchanges).toMatchObject([
      { outcome: 'repeated', messageId: first },
    ]);
  });

  it('that is held because of its control number would be held again, however well it can be read', async () => {
    await received(x12('NORTHMILL', 9));
    const held = await received(x12('NORTHMILL', 9, { orders: ['PO-other'] }));
    const shown = await house.ask('admin', 'GET', `/messages/${held}/preview`);
    expect(shown.body).toMatchObject({
      outcome: 'quarantined',
      draftCount: 0,
      quarantined: [{ reason: 'edi.control-number-reused', detail: (await ended(held)).detail }],
    });
    const again = await received(x12('NORTHMILL', 9));
    expect((await house.ask('admin', 'GET', `/messages/${again}/preview`)).body).toMatchObject({
      outcome: 'suppressed',
      suppressed: 'edi.repeated-interchange',
    });
  });

  it('that is held whole for another reason is held for that one', async () => {
    await received(x12('NORTHMILL', 7));
    const cut = x12('NORTHMILL', 7).replace(/IEA.*$/, '');
    const shown = await previewed(cut);
    expect(shown).toMatchObject({ interchanges: [], quarantined: [{ reason: expect.stringMatching(/^edi\./) }] });
    expect(await ended(await received(cut))).toMatchObject({
      state: 'quarantined',
      reason: shown.quarantined[0].reason,
    });
  });
});
