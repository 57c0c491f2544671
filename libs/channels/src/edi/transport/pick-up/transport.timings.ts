// How long the connector of a folder waits for what.

export interface TransportTimings {
  /** First and longest pause after an ordinary failure, ms. */
  retry: { first: number; longest: number };
  /** The same after a refused sign-in or an unknown host key: such servers must not be hammered. */
  refused: { first: number; longest: number };
  /** Waiting for a lease this long is shown as standby, ms. */
  standbyAfter: number;
  /** What is in hand when the connector stops gets so long, ms. */
  farewell: number;
  /** What went wrong with a file stays in the channel's health this long, ms. */
  newsFor: number;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

export const TRANSPORT_TIMINGS: TransportTimings = {
  retry: { first: SECOND, longest: 5 * MINUTE },
  refused: { first: MINUTE, longest: 15 * MINUTE },
  standbyAfter: 2 * SECOND,
  farewell: 4 * SECOND,
  newsFor: 60 * MINUTE,
};
