// What is known about the calls of one number on one rail, and what is decided about the next one. Pure.
import type { CallFacts } from './call.js';

/** A missed call is a promise to call back: it `waits` until somebody got through, and then it is `kept`. Null: a call that promised nothing. */
export type CallPromise = 'waits' | 'kept' | null;

/** A call as it is kept. Further records of it are put together with `facts`. */
export interface KnownCall {
  id: number;
  facts: CallFacts;
  /** E.164; null for a withheld one, and for text that is no number. */
  number: string | null;
  ticketId: number;
  /** When somebody began to talk, last; null where nobody did. It only ever moves on, so that the order of arrival changes nothing. */
  reachedAt: Date | null;
  promise: CallPromise;
}

export interface WaitingCall {
  id: number;
  number: string | null;
  startedAt: Date;
}

/** A callback ticket that is not over. */
export interface OpenCallback {
  ticketId: number;
  departmentId: number;
  /** E.164 of whoever waits; another text, or null, where there is no number to group by. */
  phone: string | null;
  openedAt: Date;
  /** Calls on it that nobody has called back yet. Empty: it was opened by something else than a call. */
  waiting: WaitingCall[];
}

/** Somebody was talked to. */
export interface Reached {
  at: Date;
  ticketId: number;
  facts: CallFacts;
}

/** One number on one rail. */
export interface Caller {
  /** Not over, the oldest first; at most one, unless people reopened others. */
  callbacks: readonly OpenCallback[];
  /** The last time. */
  reached: Reached | null;
  /** The last callback that a person ended, not a call. */
  ended: { at: Date; ticketId: number } | null;
  /** The caller's newest ticket that is not over and no callback. */
  openTicketId: number | null;
}

/**
 * Why a callback is over. `called-back`: a call of ours reached the caller. `got-through`: the caller rang again and was answered. `answered`: another leg
 * of the missed call itself was answered. `same-call`: its number came later, and that caller has a ticket.
 */
export type EndCause = 'called-back' | 'got-through' | 'answered' | 'same-call';

export interface CallbackEnd {
  ticketId: number;
  cause: EndCause;
  /** The call that ended it, and when somebody began to talk. */
  facts: CallFacts;
  at: Date;
}

export interface CallDecision {
  call: Omit<KnownCall, 'ticketId'>;
  /** `record`: a ticket that is opened and done at once, for a call that is nobody's work. */
  place: { at: 'callback' } | { at: 'record' } | { at: 'ticket'; ticketId: number };
  /** Why it stands there. */
  why: string;
  /** The caller asks for something: the ticket comes back to the rail, and shows that something is new. */
  speaks: boolean;
  /** Other calls that are called back with it. */
  kept: number[];
  ends: CallbackEnd[];
  /** A callback without a number that has got one. */
  named: { ticketId: number; phone: string } | null;
}
