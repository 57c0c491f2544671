// decideCall(): one record of a call and what is known of its caller, in; where it stands and which callbacks it ends, out. Pure. Calls are compared by
// when they began, never by when they came: what arrives late neither reopens nor ends what it should not.
import { type CallFacts, mergeCalls } from './call.js';
import type { CallbackEnd, CallDecision, Caller, KnownCall, OpenCallback } from './callback.js';

export interface CallInput {
  /** Of the call; that of `known` where there is one. */
  id: number;
  record: CallFacts;
  /** What earlier records said of the same call. */
  known: KnownCall | null;
  caller: Caller;
  /** A person says which callback the call belongs to, whatever its number. */
  meant?: number;
}

type Base = CallDecision['call'];
type Place = Pick<CallDecision, 'place' | 'why'>;

export function decideCall(input: CallInput): CallDecision {
  const { id, record, known } = input;
  const facts = known ? mergeCalls(known.facts, record) : record;
  const talk = record.outcome === 'answered' ? new Date(record.answeredAt ?? record.startedAt) : null;
  const reachedAt = talk && known?.reachedAt ? later(talk, known.reachedAt) : (talk ?? known?.reachedAt ?? null);
  const call = { id, facts, number: facts.outside.number, reachedAt, promise: null };
  if (reachedAt) return throughCall(call, reachedAt, input);
  return facts.direction === 'inbound' ? missedCall(call, input) : attempt(call, input);
}

/** The number that a call counts under once this record is put to what is known of it. */
export const callNumber = (record: CallFacts, known: KnownCall | null): string | null =>
  (known ? mergeCalls(known.facts, record) : record).outside.number;

/** Somebody was talked to: all that waited for it by then is kept. */
function throughCall(call: Base, at: Date, { known, caller, meant }: CallInput): CallDecision {
  const inbound = call.facts.direction === 'inbound';
  const covers = (one: OpenCallback['waiting'][number], on: OpenCallback) =>
    one.id === call.id ||
    on.ticketId === meant ||
    (call.number !== null && one.number === call.number && one.startedAt <= at);
  const met = caller.callbacks.map(callback => {
    const kept = callback.waiting.filter(one => covers(one, callback));
    const without = callback.waiting.length === 0 && (callback.ticketId === meant || startedBy(callback, call, at));
    const over = without || (kept.length > 0 && kept.length === callback.waiting.length);
    return { callback, kept, over };
  });
  const ends = met
    .filter(({ over }) => over)
    .map(({ callback, kept }): CallbackEnd => {
      const itself = kept.length > 0 && kept.every(one => one.id === call.id);
      const cause = itself ? 'answered' : inbound ? 'got-through' : 'called-back';
      return { ticketId: callback.ticketId, cause, facts: call.facts, at };
    });
  const touched = met.find(({ over }) => over) ?? met.find(({ kept }) => kept.length > 0);
  const home = meant ?? touched?.callback.ticketId;
  return {
    ...decided({ ...call, promise: known?.promise ? 'kept' : null }),
    ...(known
      ? { place: on(known.ticketId), why: 'another record of the same call' }
      : home === undefined
        ? besides(caller)
        : { place: on(home), why: meant === home ? 'a person says that it belongs here' : 'the caller waited for it' }),
    speaks: inbound && !known,
    kept: met.flatMap(({ kept }) => kept.map(one => one.id)).filter(id => id !== call.id),
    ends,
  };
}

/** Without calls of its own a callback waits since it was opened. */
const startedBy = ({ phone, openedAt }: OpenCallback, { number }: Base, at: Date): boolean =>
  number !== null && phone === number && openedAt <= at;

/** A promise to call back, unless it was kept before its record came. */
function missedCall(call: Base, input: CallInput): CallDecision {
  const { known, caller } = input;
  if (known?.promise === 'kept') return { ...decided({ ...call, promise: 'kept' }), ...samePlace(known) };
  const started = new Date(call.facts.startedAt);
  const { reached, ended } = caller;
  if (reached && reached.at >= started) return keptAlready(call, reached, input);
  if (known?.promise === 'waits') return stillWaits(call, known, input);
  const waits = decided({ ...call, promise: 'waits' });
  if (ended && ended.at >= started) {
    const why = 'the call began before a person ended the callback';
    return { ...waits, call: { ...call, promise: 'kept' }, place: on(ended.ticketId), why };
  }
  const open = caller.callbacks.find(one => one.phone === call.number && call.number !== null);
  if (open)
    return { ...waits, place: on(open.ticketId), why: 'the same number waits for a call already', speaks: true };
  return { ...waits, place: { at: 'callback' }, why: 'a missed call is a promise to call back', speaks: true };
}

function keptAlready(call: Base, reached: NonNullable<Caller['reached']>, { known, caller }: CallInput): CallDecision {
  const inbound = reached.facts.direction === 'inbound';
  const { facts, at } = reached;
  return {
    ...decided({ ...call, promise: 'kept' }),
    place: on(known?.ticketId ?? reached.ticketId),
    why: known ? 'another record of the same call' : 'the caller was talked to later, before this record came',
    ends: endsWithout(call.id, caller, { cause: inbound ? 'got-through' : 'called-back', facts, at }),
  };
}

/** Another leg that nobody answered either. It may tell the number that the first did not know. */
function stillWaits(call: Base, known: KnownCall, { caller }: CallInput): CallDecision {
  const waits = decided({ ...call, promise: 'waits' });
  const own = caller.callbacks.find(one => one.ticketId === known.ticketId);
  const phone = call.number;
  if (phone === known.number || phone === null || !own || own.phone === phone) return { ...waits, ...samePlace(known) };
  const other = caller.callbacks.find(one => one.phone === phone);
  const alone = own.waiting.every(one => one.id === call.id);
  if (!other && alone) return { ...waits, ...samePlace(known), named: { ticketId: own.ticketId, phone } };
  if (!other) return { ...waits, place: { at: 'callback' }, why: 'the number became known, and is another one' };
  const end = { cause: 'same-call' as const, facts: call.facts, at: new Date(call.facts.startedAt) };
  return {
    ...waits,
    place: on(other.ticketId),
    why: 'the number became known, and it waits for a call already',
    ends: alone ? [{ ticketId: own.ticketId, ...end }] : [],
  };
}

/** A call of ours that reached nobody. */
function attempt(call: Base, { known, caller, meant }: CallInput): CallDecision {
  const open = caller.callbacks.find(one => one.ticketId === meant) ?? caller.callbacks[0];
  const tried = { place: on(meant ?? open?.ticketId ?? 0), why: 'tried to call back, no answer' };
  return {
    ...decided(call),
    ...(known ? samePlace(known) : meant || open ? tried : besides(caller)),
  };
}

/** Callbacks on which nothing waits any more when this call does not. */
const endsWithout = (id: number, { callbacks }: Caller, end: Omit<CallbackEnd, 'ticketId'>): CallbackEnd[] =>
  callbacks
    .filter(({ waiting }) => waiting.length > 0 && waiting.every(one => one.id === id))
    .map(({ ticketId }) => ({ ticketId, ...end }));

const besides = ({ openTicketId }: Caller): Place =>
  openTicketId === null
    ? { place: { at: 'record' }, why: 'a call that is nobody’s work: kept as a record' }
    : { place: on(openTicketId), why: 'the caller’s open ticket' };

const samePlace = ({ ticketId }: KnownCall): Place => ({ place: on(ticketId), why: 'another record of the same call' });

const on = (ticketId: number) => ({ at: 'ticket' as const, ticketId });

const decided = (call: Base): Omit<CallDecision, 'place' | 'why'> => ({
  ...{ call, speaks: false, kept: [], ends: [], named: null },
});

const later = (one: Date, other: Date): Date => (one >= other ? one : other);
