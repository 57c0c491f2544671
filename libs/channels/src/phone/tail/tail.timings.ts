// How long the connector of logs waits for what.

export interface TailTimings {
  /** First and longest pause after a failure of ours, ms. */
  retry: { first: number; longest: number };
  /** Waiting for a lease this long is shown as standby, ms. */
  standbyAfter: number;
  /** A line without an end that nobody has gone on with for so long is whole, ms. */
  lineAfter: number;
  /** Looks without news after which nobody writes to a rotated file any more. */
  quietLooks: number;
  /** Trouble with a file stays in the channel's health this long, ms. */
  newsFor: number;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

export const TAIL_TIMINGS: TailTimings = {
  retry: { first: SECOND, longest: 5 * MINUTE },
  standbyAfter: 2 * SECOND,
  lineAfter: 2 * MINUTE,
  quietLooks: 3,
  newsFor: 60 * MINUTE,
};
