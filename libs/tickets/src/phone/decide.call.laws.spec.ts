// Whatever the order in which records of calls come, the same people wait in the end, and no number waits on two tickets.
import fc from 'fast-check';
import { type CallFacts, mergeCalls } from './call.js';
import { aCall, PaperRail } from './call.world.js';

const NUMBERS = ['+493012345678', '+442079460018', null] as const;

/** Calls with one to three legs each. Legs of one call have one direction; the number may be missing on some. */
const stories = fc
  .array(
    fc.record({
      minute: fc.integer({ min: 0, max: 12 }),
      number: fc.constantFrom(...NUMBERS),
      direction: fc.constantFrom('inbound' as const, 'inbound' as const, 'outbound' as const),
      legs: fc.array(
        fc.record({
          outcome: fc.constantFrom('missed' as const, 'voicemail' as const, 'answered' as const),
          offset: fc.integer({ min: 0, max: 3 }),
          hidden: fc.boolean(),
        }),
        { minLength: 1, maxLength: 3 },
      ),
    }),
    { minLength: 1, maxLength: 9 },
  )
  .map(calls =>
    calls.flatMap(({ minute, number, direction, legs }, i) =>
      legs.map(({ outcome, offset, hidden }, n) =>
        aCall({
          ...{ callId: `call-${i}`, minute: minute + offset, direction, outcome, why: [`leg ${n}`] },
          number: hidden ? null : number,
        }),
      ),
    ),
  );

const shuffled = stories.chain(records =>
  fc.record({
    one: fc.shuffledSubarray(records, { minLength: records.length }),
    other: fc.shuffledSubarray(records, { minLength: records.length }),
  }),
);

/** Who waits, as a person would say who has all calls before them. */
function waitingIn(records: readonly CallFacts[]): string[] {
  const calls = new Map<string, CallFacts>();
  const reached = new Map<string, string>();
  for (const record of records) {
    const known = calls.get(record.callId);
    calls.set(record.callId, known ? mergeCalls(known, record) : record);
    if (record.outcome === 'answered' && record.answeredAt! > (reached.get(record.callId) ?? ''))
      reached.set(record.callId, record.answeredAt!);
  }
  const missed = [...calls.values()].filter(call => call.direction === 'inbound' && call.outcome !== 'answered');
  const calledBack = (call: CallFacts) =>
    [...calls.values()].some(
      other =>
        other.outside.number !== null &&
        other.outside.number === call.outside.number &&
        (reached.get(other.callId) ?? '') >= call.startedAt,
    );
  return missed
    .filter(call => !calledBack(call))
    .map(call => call.callId)
    .sort();
}

function played(records: readonly CallFacts[]): PaperRail {
  const rail = new PaperRail();
  for (const record of records) {
    rail.take(record);
    for (const number of NUMBERS) if (number) expect(rail.openCallbacks(number).length).toBeLessThanOrEqual(1);
  }
  return rail;
}

const waitingOn = (rail: PaperRail, records: readonly CallFacts[]): string[] => {
  const ids = new Map(records.map(({ callId }) => [rail.book.call(callId)!.id, callId]));
  return rail
    .waiting()
    .map(id => ids.get(id)!)
    .sort();
};

it('any order of the same records leaves the same calls waiting, on one ticket a number', () => {
  fc.assert(
    fc.property(shuffled, ({ one, other }) => {
      const [first, second] = [played(one), played(other)];
      expect(waitingOn(first, one)).toEqual(waitingIn(one));
      expect(waitingOn(second, other)).toEqual(waitingIn(one));
      const shape = (rail: PaperRail) =>
        rail
          .openCallbacks()
          .map(({ phone, id }) => `${phone} ${rail.book.callback(id)!.waiting.length}`)
          .sort();
      expect(shape(first)).toEqual(shape(second));
    }),
    { numRuns: 500 },
  );
});

it('a record that comes again changes nothing that waits', () => {
  fc.assert(
    fc.property(stories, fc.nat(), (records, pick) => {
      const again = records[pick % records.length]!;
      expect(waitingOn(played([...records, again]), records)).toEqual(waitingIn(records));
    }),
    { numRuns: 200 },
  );
});

it('each record stands on one ticket, and no callback is open on which nothing waits', () => {
  fc.assert(
    fc.property(stories, records => {
      const rail = played(records);
      expect(rail.tickets.flatMap(ticket => ticket.records).length).toBe(records.length);
      for (const { id } of rail.openCallbacks()) expect(rail.book.callback(id)!.waiting.length).toBeGreaterThan(0);
    }),
    { numRuns: 200 },
  );
});
