// The calls and callbacks that a batch meets, kept up to date as it is decided, so that a missed call and the call that keeps its promise in one batch end
// as they would in two. Pure.
import type { CallFacts } from './call.js';
import type { CallDecision, Caller, KnownCall, OpenCallback, Reached } from './callback.js';
import { callNumber, decideCall } from './decide.call.js';

/** What does not change with each call. */
export type CallerRest = Omit<Caller, 'callbacks'>;

const NOBODY: CallerRest = { reached: null, ended: null, openTicketId: null };

export class CallBook {
  private readonly calls = new Map<string, KnownCall>();
  private readonly callbacks = new Map<number, OpenCallback>();
  private readonly callers = new Map<string, CallerRest>();

  /** @param key  channel and call id */
  addCall(key: string, call: KnownCall): void {
    this.calls.set(key, call);
  }

  /** One that is not over. */
  addCallback(callback: OpenCallback): void {
    this.callbacks.set(callback.ticketId, callback);
  }

  addCaller(departmentId: number, number: string, rest: CallerRest): void {
    this.callers.set(callerKey(departmentId, number), rest);
  }

  call(key: string): KnownCall | undefined {
    return this.calls.get(key);
  }

  callback(ticketId: number): OpenCallback | undefined {
    return this.callbacks.get(ticketId);
  }

  /** @param at.id  for a call that is not known yet */
  decide(at: { key: string; departmentId: number; id: () => number; meant?: number }, record: CallFacts): CallDecision {
    const known = this.calls.get(at.key) ?? null;
    const caller = this.callerOf(at.departmentId, callNumber(record, known), known, at.meant);
    return decideCall({ id: known?.id ?? at.id(), record, known, caller, meant: at.meant });
  }

  /** The decision has been carried out. @param ticketId  where the call stands now */
  settle(
    at: { key: string; departmentId: number },
    { call, kept, ends, named, place }: CallDecision,
    ticketId: number,
  ): void {
    const gone = new Set([...kept, call.id]);
    for (const callback of this.callbacks.values())
      callback.waiting = callback.waiting.filter(one => !gone.has(one.id));
    for (const known of this.calls.values()) if (kept.includes(known.id)) known.promise = 'kept';
    for (const end of ends) this.callbacks.delete(end.ticketId);
    if (place.at === 'callback')
      this.addCallback({
        ...{ ticketId, departmentId: at.departmentId, phone: call.number, waiting: [] },
        openedAt: new Date(call.facts.startedAt),
      });
    const callback = this.callbacks.get(ticketId);
    if (named && callback) callback.phone = named.phone;
    if (call.promise === 'waits')
      callback?.waiting.push({ id: call.id, number: call.number, startedAt: new Date(call.facts.startedAt) });
    this.calls.set(at.key, { ...call, ticketId });
    if (call.reachedAt && call.number)
      this.reach(at.departmentId, call.number, { ...call, at: call.reachedAt, ticketId });
  }

  private reach(departmentId: number, number: string, { at, ticketId, facts }: Reached): void {
    const key = callerKey(departmentId, number);
    const rest = this.callers.get(key) ?? NOBODY;
    if (!rest.reached || rest.reached.at <= at) this.callers.set(key, { ...rest, reached: { at, ticketId, facts } });
  }

  /** The callbacks of the number, and the one that the call itself stands on, or is said to belong to. */
  private callerOf(departmentId: number, number: string | null, known: KnownCall | null, meant?: number): Caller {
    const mine = (one: OpenCallback) =>
      one.ticketId === known?.ticketId ||
      one.ticketId === meant ||
      (number !== null && one.phone === number && one.departmentId === departmentId);
    const rest = number === null ? NOBODY : (this.callers.get(callerKey(departmentId, number)) ?? NOBODY);
    return { ...rest, callbacks: [...this.callbacks.values()].filter(mine).sort((a, b) => a.ticketId - b.ticketId) };
  }
}

const callerKey = (departmentId: number, number: string): string => `${departmentId} ${number}`;
