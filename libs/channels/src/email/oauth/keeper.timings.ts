// How long the token keeper waits for what, on the monotonic clock.

export interface KeeperTimings {
  /** An access token is refreshed this long before its end, ms. */
  early: number;
  /** Taken where the server does not say how long an access token lives, ms. */
  unknownLifetime: number;
  /** Whole request to the token endpoint, ms; whole seconds count. */
  request: number;
  /** Waiting for another instance's refresh, ms. */
  leaseWait: number;
  /** First and longest pause while the endpoint or the store is away, ms. */
  away: { first: number; longest: number };
  /** The same after a refusal, which only people mend. */
  refused: { first: number; longest: number };
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

export const KEEPER_TIMINGS: KeeperTimings = {
  early: 5 * MINUTE,
  unknownLifetime: 30 * MINUTE,
  request: 15 * SECOND,
  leaseWait: 45 * SECOND,
  away: { first: SECOND, longest: 5 * MINUTE },
  refused: { first: MINUTE, longest: 15 * MINUTE },
};
