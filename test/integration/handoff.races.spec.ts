// Two people, one handoff, one moment. One has his way, the other is told why not, and both tickets say the same as the handoff does.
import {
  acceptHandoff,
  audit,
  beginHandoff,
  cancelHandoff,
  claimTicket,
  completeHandoff,
  discardHandoff,
  editHandoff,
  finishTicket,
  moveTicket,
  offerHandoff,
  returnHandoff,
  type Tx,
} from '#store';
import { atOnce, type House, openHouse, ticketNow } from '../database/tickets.factory.js';
import { brokenLaws } from './handoff.books.js';
import { RESULTS, VALUES } from './handoff.values.js';
import { makeWorld, type Person, standingOf, type World } from './handoff.world.js';

let house: House;
let world: World;
let [mara, ines, jan]: Person[] = [];
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());
beforeEach(async () => {
  world = await makeWorld(house.database);
  [mara, , ines, jan] = world.people;
});
afterEach(async () => {
  expect(await brokenLaws(world)).toEqual([]);
  expect((await audit(house.database)).findings).toEqual([]);
});

const originId = () => Math.min(...world.standing.tickets.keys());
const run = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => house.database.transaction(work);

async function handoffNow(id: number) {
  world.standing = await standingOf(world);
  return world.standing.handoffs.get(id)!;
}
/** A step by that person on the handoff as it stands now. */
async function by(person: Person | undefined, handoffId: number) {
  return { handoffId, expectedVersion: (await handoffNow(handoffId)).version, actor: person!, now: world.now };
}
/** A draft of a design request that can be offered. */
async function drafted(): Promise<number> {
  const begun = await run(tx => beginHandoff(tx, { ticketId: originId(), contract: 'design-request', actor: mara! }));
  if (begun.outcome !== 'begun') throw new Error(JSON.stringify(begun));
  const request = await by(mara, begun.handoffId);
  await run(tx => editHandoff(tx, { ...request, fields: VALUES['design-request']!, note: '', attachments: [] }));
  return begun.handoffId;
}
async function offered(): Promise<number> {
  const id = await drafted();
  const request = await by(mara, id);
  await run(tx => offerHandoff(tx, request));
  return id;
}
async function accepted(): Promise<number> {
  const id = await offered();
  const request = await by(ines, id);
  await run(tx => acceptHandoff(tx, request));
  return id;
}

const sendBack = { reason: 'incomplete', faults: [{ pointer: '/fields/tolerance', detail: 'Is missing' }], note: '' };
const refusalIn = (answers: { outcome: string }[]) => answers.filter(answer => answer.outcome !== 'changed');

describe('two at once', () => {
  it('accept: one wins, the other is told by whom it was accepted', async () => {
    const id = await offered();
    const [one, other] = [await by(ines, id), await by(jan, id)];
    const answers = await atOnce(house.database, [tx => acceptHandoff(tx, one), tx => acceptHandoff(tx, other)]);
    const [no, ...more] = refusalIn(answers);
    expect(more).toEqual([]);
    const winner = answers[0]!.outcome === 'changed' ? ines : jan;
    expect(no).toEqual({
      outcome: 'refused',
      code: 'HANDOFF.ALREADY_ACCEPTED',
      detail: `${winner!.name} has accepted it already`,
    });
    expect((await handoffNow(id)).state).toBe('accepted');
  });

  it('accept and cancel: the handoff is either at work or over, and the other one learns which', async () => {
    const id = await offered();
    const [one, other] = [await by(ines, id), await by(mara, id)];
    const answers = await atOnce(house.database, [
      tx => acceptHandoff(tx, one),
      tx => cancelHandoff(tx, { ...other, reason: 'Not needed any more' }),
    ]);
    expect(refusalIn(answers)).toHaveLength(1);
    const { state, ticketId } = await handoffNow(id);
    const [taken, cancelled] = answers.map(answer => answer.outcome === 'changed');
    expect(state).toBe(taken ? 'accepted' : 'cancelled');
    if (taken)
      expect(refusalIn(answers)).toEqual([{ outcome: 'stale', currentVersion: (await handoffNow(id)).version }]);
    if (cancelled)
      expect(refusalIn(answers)).toEqual([
        expect.objectContaining({ code: 'HANDOFF.WRONG_STATE', detail: `${mara!.name} has cancelled it` }),
      ]);
    expect(await ticketNow(house.database, ticketId!)).toMatchObject(
      taken ? { state: 'open' } : { state: 'done', outcome: 'cancelled' },
    );
    expect(await ticketNow(house.database, originId())).toMatchObject(
      taken ? { state: 'waiting', wait_reason: 'handoff' } : { state: 'open', wait_reason: null },
    );
  });

  it('return and accept: it is on one side only', async () => {
    const id = await offered();
    const [one, other] = [await by(ines, id), await by(jan, id)];
    const answers = await atOnce(house.database, [
      tx => returnHandoff(tx, { ...one, ...sendBack }),
      tx => acceptHandoff(tx, other),
    ]);
    const [no] = refusalIn(answers);
    const returned = answers[0]!.outcome === 'changed';
    expect(no).toMatchObject({
      code: 'HANDOFF.WRONG_STATE',
      detail: returned ? `${ines!.name} has sent it back` : `${jan!.name} has accepted it`,
    });
    expect((await handoffNow(id)).state).toBe(returned ? 'returned' : 'accepted');
    expect((await ticketNow(house.database, originId())).state).toBe(returned ? 'open' : 'waiting');
  });

  it('offer what both have seen: it is offered once, and has one ticket', async () => {
    const id = await drafted();
    const request = await by(mara, id);
    const answers = await atOnce(
      house.database,
      [1, 2, 3].map(() => (tx: Tx) => offerHandoff(tx, request)),
    );
    expect(refusalIn(answers)).toHaveLength(2);
    for (const no of refusalIn(answers)) expect(no).toMatchObject({ outcome: 'refused', code: 'HANDOFF.WRONG_STATE' });
    expect(
      [...(await standingOf(world)).tickets.values()].filter(ticket => ticket.kind === 'design-request'),
    ).toHaveLength(1);
  });

  it('edit and offer: what is offered is what was seen', async () => {
    const id = await drafted();
    const request = await by(mara, id);
    const answers = await atOnce(house.database, [
      tx => editHandoff(tx, { ...request, fields: {}, note: '', attachments: [] }),
      tx => offerHandoff(tx, request),
    ]);
    expect(refusalIn(answers)).toHaveLength(1);
    expect((await handoffNow(id)).state).toBe(answers[1]!.outcome === 'changed' ? 'offered' : 'draft');
  });

  it('discard and offer: it is gone, or out, never both', async () => {
    const id = await drafted();
    const request = await by(mara, id);
    const [gone, out] = await atOnce<{ outcome: string }>(house.database, [
      tx => discardHandoff(tx, request),
      tx => offerHandoff(tx, request),
    ]);
    expect([gone!.outcome, out!.outcome]).toEqual(
      gone!.outcome === 'discarded' ? ['discarded', 'unknown-handoff'] : ['refused', 'changed'],
    );
    expect((await handoffNow(id))?.state).toBe(gone!.outcome === 'discarded' ? undefined : 'offered');
  });

  it('complete and cancel: it ends once', async () => {
    const id = await accepted();
    await house.database.rows(
      `UPDATE ticket SET checklist = '{"feasible": {"by": "I", "userId": null, "at": ""}}' WHERE kind = 'design-request' AND state <> 'done'`,
    );
    const [one, other] = [await by(ines, id), await by(mara, id)];
    const answers = await atOnce(house.database, [
      tx => completeHandoff(tx, { ...one, result: RESULTS['design-request']!, note: '' }),
      tx => cancelHandoff(tx, { ...other, reason: 'Not needed any more' }),
    ]);
    const completed = answers[0]!.outcome === 'changed';
    expect(refusalIn(answers)).toEqual([
      expect.objectContaining({
        code: 'HANDOFF.WRONG_STATE',
        detail: completed ? `${ines!.name} has completed it` : `${mara!.name} has cancelled it`,
      }),
    ]);
    expect((await handoffNow(id)).state).toBe(completed ? 'completed' : 'cancelled');
    expect((await ticketNow(house.database, originId())).state).toBe('open');
  });

  it('offer and finish the origin: a ticket that is done has nothing out', async () => {
    const id = await drafted();
    const request = await by(mara, id);
    const { version } = await ticketNow(house.database, originId());
    const finish = { ticketId: originId(), expectedVersion: version, actor: jan!, now: world.now, outcome: 'answered' };
    const answers = await atOnce<{ outcome: string }>(house.database, [
      tx => offerHandoff(tx, request),
      tx => finishTicket(tx, finish),
    ]);
    expect(refusalIn(answers)).toEqual([
      answers[0]!.outcome === 'changed'
        ? { outcome: 'stale', currentVersion: version + 1 }
        : expect.objectContaining({ code: 'TICKET.DONE' }),
    ]);
    expect((await handoffNow(id)).state).toBe(answers[0]!.outcome === 'changed' ? 'offered' : 'draft');
  });

  it('accept and claim by another: whoever holds the ticket, the handoff has one owner', async () => {
    const id = await offered();
    const request = await by(ines, id);
    const ticketId = (await handoffNow(id)).ticketId!;
    const { version } = await ticketNow(house.database, ticketId);
    const claim = { ticketId, expectedVersion: version, actor: jan!, now: world.now };
    const answers = await atOnce<{ outcome: string }>(house.database, [
      tx => acceptHandoff(tx, request),
      tx => claimTicket(tx, claim),
    ]);
    expect(refusalIn(answers)).toEqual([
      answers[0]!.outcome === 'changed'
        ? expect.objectContaining({ outcome: 'stale' })
        : expect.objectContaining({ code: 'TICKET.CLAIMED_BY_OTHER' }),
    ]);
  });
});

it('a draft whose ticket was moved to another rail meanwhile is not offered from there', async () => {
  const id = await drafted();
  const { version } = await ticketNow(house.database, originId());
  const move = {
    ticketId: originId(),
    expectedVersion: version,
    actor: mara!,
    now: world.now,
    departmentId: world.rails[1]!.id,
    reason: 'other' as const,
  };
  await run(tx => moveTicket(tx, { ...move, newDueAt: world.now, newMinutesAllowed: 60 }));
  const request = await by(mara, id);
  expect(await run(tx => offerHandoff(tx, request))).toMatchObject({
    outcome: 'refused',
    code: 'HANDOFF.WRONG_DEPARTMENT',
  });
  expect((await handoffNow(id)).state).toBe('draft');
});
