// How long the IMAP connector waits for what. All on timers and the monotonic clock: a wall clock that jumps changes nothing.

export interface ImapTimings {
  /** First and longest pause after an ordinary failure, ms. */
  retry: { first: number; longest: number };
  /** The same after a refused sign-in or a throttle: such servers must not be hammered. */
  refused: { first: number; longest: number };
  /** The same while the ledger cannot store. */
  store: { first: number; longest: number };
  /** A connection that lived this long reconnects at once, ms. */
  stableAfter: number;
  /** Whole connect with TLS and sign-in, ms. */
  connect: number;
  /** Idle time before IDLE is entered, ms. */
  idleAfter: number;
  /** Pause before a mail that could not be read is tried again, ms. */
  rereadAfter: number;
  /** Waiting for a lease this long is shown as standby, ms. */
  standbyAfter: number;
  /** What a polite end may take before the socket is cut, ms. */
  farewell: number;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

export const IMAP_TIMINGS: ImapTimings = {
  retry: { first: SECOND, longest: 5 * MINUTE },
  refused: { first: MINUTE, longest: 15 * MINUTE },
  store: { first: SECOND, longest: MINUTE },
  stableAfter: 5 * MINUTE,
  connect: MINUTE,
  idleAfter: SECOND,
  rereadAfter: 2 * SECOND,
  standbyAfter: 2 * SECOND,
  farewell: 3 * SECOND,
};
