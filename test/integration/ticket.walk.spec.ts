// Hundreds of actions at random, several people at once, then the books are compared: counters with tickets, timelines and events with their
// numbers, states with what belongs to them. The seed is printed on failure; RAIL_WALK_SEED repeats a walk.
import {
  addNote,
  assignTicket,
  claimTicket,
  expediteTicket,
  expireClaims,
  finishTicket,
  mergeTicket,
  moveTicket,
  next,
  releaseTicket,
  reopenTicket,
  reserveReply,
  sendReply,
  snoozeTicket,
  type Tx,
  undoReply,
  wakeDue,
  wakeTicket,
} from '#store';
import {
  type House,
  makeChannel,
  makeDepartment,
  makePerson,
  makeTicket,
  openHouse,
} from '../database/tickets.factory.js';

let house: House;
beforeAll(async () => {
  house = await openHouse(8);
});
afterAll(() => house.close());

/** Mulberry32: the same seed walks the same way. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const WALKERS = 4;
const STEPS = 150;

it('after a random walk of hundreds of actions all books agree', async () => {
  const seed = Number(process.env.RAIL_WALK_SEED ?? Math.floor(Math.random() * 2 ** 31));
  const { database } = house;
  const rails = [await makeDepartment(database, { claimLimit: 4 }), await makeDepartment(database, { claimLimit: 4 })];
  const channelId = await makeChannel(database, rails[0]!);
  const people = await Promise.all(Array.from({ length: WALKERS }, (_, i) => makePerson(database, `P${i}`, rails)));
  for (let i = 0; i < 40; i += 1)
    await makeTicket(database, { department_id: rails[i % 2]!, due_at: new Date(Date.now() + (i - 10) * 60_000) });
  const outboundIds: number[] = [];
  const happened = new Map<string, number>();

  async function walk(userId: number, dice: () => number): Promise<void> {
    const pick = <T>(list: readonly T[]): T => list[Math.floor(dice() * list.length)]!;
    for (let step = 0; step < STEPS; step += 1) {
      const tickets = await database.rows<{ id: number; version: number }>(
        'SELECT id, version FROM ticket ORDER BY id',
      );
      const { id: ticketId, version } = pick(tickets);
      // One in twenty acts on what it saw a moment ago.
      const request = {
        ticketId,
        expectedVersion: dice() < 0.05 ? version - 1 : version,
        actor: { userId, name: 'P' },
        now: new Date(),
      };
      const soon = new Date(Date.now() + 50);
      const done = { outcome: 'answered' };
      const actions: Record<string, (tx: Tx) => Promise<{ outcome: string }>> = {
        next: tx =>
          next(tx, {
            departmentId: pick(rails),
            userId,
            leaseMinutes: 30,
            skip: dice() < 0.2 ? { ticketId, reason: 'other' } : undefined,
          }),
        claim: tx => claimTicket(tx, request),
        release: tx => releaseTicket(tx, { ...request, bySupervisor: dice() < 0.3 }),
        assign: tx => assignTicket(tx, { ...request, personId: pick([...people, null]) }),
        snooze: tx => snoozeTicket(tx, { ...request, now: new Date(0), reason: 'until', until: soon }),
        wait: tx => snoozeTicket(tx, { ...request, reason: 'customer', until: null }),
        wake: tx => wakeTicket(tx, request),
        done: tx => finishTicket(tx, { ...request, ...done }),
        reopen: tx => reopenTicket(tx, request),
        merge: tx => mergeTicket(tx, { ...request, into: pick(tickets).id }),
        move: tx =>
          moveTicket(tx, {
            ...request,
            departmentId: pick(rails),
            reason: 'other',
            newDueAt: soon,
            newMinutesAllowed: 9,
          }),
        expedite: tx => expediteTicket(tx, { ...request, reason: 'now' }),
        note: tx => addNote(tx, { ...request, text: 'n' }),
        undo: tx =>
          undoReply(tx, {
            outboundId: outboundIds.length > 0 ? pick(outboundIds) : 0,
            actor: request.actor,
            now: new Date(),
          }),
        reply: async tx => {
          const ids = await reserveReply(tx);
          const mail = {
            channelId,
            messageId: `<${ids.entryId}@walk.test>`,
            raw: Buffer.from(`${ids.entryId}`),
            envelope: { from: 'a@b.test', to: ['c@d.test'] },
            notBefore: new Date(Date.now() + 60_000),
          };
          outboundIds.push(ids.outboundId);
          const then = pick([
            { state: 'keep' },
            { state: 'waiting', until: null },
            { state: 'done', ...done },
          ] as const);
          return sendReply(tx, {
            ...request,
            ...ids,
            subject: 's',
            text: 't',
            html: null,
            to: [{ name: '', address: 'c@d.test' }],
            cc: [],
            mail,
            then,
          });
        },
      };
      const name = pick(Object.keys(actions));
      const { outcome } = await database.transaction(actions[name]!);
      if (!['stale', 'refused'].includes(outcome)) happened.set(name, (happened.get(name) ?? 0) + 1);
      if (dice() < 0.05) await wakeDue(database, 5);
      if (dice() < 0.05) {
        await database.rows(
          `UPDATE ticket SET claim_until = now() - interval '1 second' WHERE id = $1 AND state = 'claimed'`,
          [ticketId],
        );
        await expireClaims(database, 5);
      }
      if (dice() < 0.1) await makeTicket(database, { department_id: pick(rails) });
    }
  }

  await Promise.all(people.map((person, i) => walk(person, random(seed + i))));

  const wrong = Object.fromEntries(
    await Promise.all(Object.entries(BOOKS).map(async ([book, sql]) => [book, await database.rows(sql)] as const)),
  );
  expect({ seed, ...wrong }).toEqual({ seed, ...Object.fromEntries(Object.keys(BOOKS).map(book => [book, []])) });
  // The walk was one: most kinds of action took place.
  expect(happened.size).toBeGreaterThan(11);
}, 60_000);

/** Each statement finds what does not agree. */
const BOOKS = {
  counters: `
    SELECT d.id, k.*, t.* FROM department d
      LEFT JOIN (SELECT department_id, sum(open)::int AS o, sum(claimed)::int AS c, sum(waiting)::int AS w FROM rail_counter GROUP BY 1) k ON k.department_id = d.id
      LEFT JOIN (SELECT department_id, count(*) FILTER (WHERE state = 'open')::int AS o2, count(*) FILTER (WHERE state = 'claimed')::int AS c2,
                        count(*) FILTER (WHERE state = 'waiting')::int AS w2 FROM ticket GROUP BY 1) t ON t.department_id = d.id
     WHERE (o, c, w) IS DISTINCT FROM (o2, c2, w2)`,
  finishes: `
    SELECT d.id, k.*, t.* FROM department d
      LEFT JOIN (SELECT department_id, sum(finished)::int AS f, sum(finished_on_time)::int AS p FROM rail_day GROUP BY 1) k ON k.department_id = d.id
      LEFT JOIN (SELECT department_id, count(done_at)::int AS f2, count(*) FILTER (WHERE done_on_time)::int AS p2 FROM ticket GROUP BY 1) t ON t.department_id = d.id
     WHERE (f, p) IS DISTINCT FROM (f2, p2)`,
  eventsWithoutGaps: `
    SELECT t.id, t.event_seq, array_agg(o.seq ORDER BY o.id) AS told FROM ticket t LEFT JOIN outbox o ON o.key = t.id::text AND o.topic = 'rail.tickets'
     GROUP BY t.id HAVING coalesce(array_agg(o.seq ORDER BY o.id) FILTER (WHERE o.seq IS NOT NULL), '{}') <> ARRAY(SELECT generate_series(1, t.event_seq))`,
  entriesWithoutGaps: `
    SELECT t.id FROM ticket t LEFT JOIN entry e ON e.ticket_id = t.id GROUP BY t.id
    HAVING count(e.id) <> t.entry_seq OR coalesce(max(e.seq), 0) <> t.entry_seq`,
  versionsRise: `
    SELECT key, id, seq FROM (SELECT key, id, seq, (payload ->> 'version')::int AS v, lag((payload ->> 'version')::int) OVER (PARTITION BY key ORDER BY seq) AS before FROM outbox) o
     WHERE v < before`,
  overTheLimit: `
    SELECT t.claimed_by, t.department_id, count(*) FROM ticket t WHERE state = 'claimed'
       AND NOT EXISTS (SELECT 1 FROM entry e WHERE e.ticket_id = t.id AND e.type IN ('reply') OR e.ticket_id = t.id AND e.detail -> 'change' ->> 'action' IN ('undo-reply', 'move'))
     GROUP BY 1, 2 HAVING count(*) > 4`,
  mergedIntoRings: `
    WITH RECURSIVE way (start, id, depth) AS (
      SELECT id, merged_into, 1 FROM ticket WHERE merged_into IS NOT NULL
      UNION ALL SELECT w.start, t.merged_into, depth + 1 FROM way w JOIN ticket t ON t.id = w.id WHERE t.merged_into IS NOT NULL AND depth < 99)
    SELECT start FROM way WHERE depth >= 99`,
  familiesApart: `SELECT t.id FROM ticket t JOIN ticket s ON s.id = t.merged_into WHERE s.department_id <> t.department_id`,
  laterDefects: `
    SELECT t.id FROM ticket t WHERE state = 'done' AND NOT done_on_time AND NOT EXISTS (SELECT 1 FROM defect f WHERE f.ticket_id = t.id AND f.kind = 'late')`,
};
