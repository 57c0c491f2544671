// How long an access token is used, here and where another instance received it. Its own process trusts the monotonic clock; what is shared is dated by the
// clock on the wall, and is only adopted where that makes sense.
import { KEEPER_TIMINGS, type KeeperTimings } from './keeper.timings.js';
import type { SharedAccess } from './refresh.record.js';
import { askedBy, type TokenAccess } from './token.access.js';
import type { TokenAnswer } from './token.client.js';

export interface AccessToken {
  token: string;
  /** By the monotonic clock: refresh from here on. */
  renewAt: number;
  endsAt: number;
  scope: string | null;
}

type Times = Pick<KeeperTimings, 'early' | 'unknownLifetime'>;

export function received({ accessToken, lifetime, scope }: TokenAnswer, times: Times): AccessToken {
  const lives = lifeOf(lifetime, times);
  return livingFor({ token: accessToken, scope }, { lives, left: lives }, times);
}

/** What another instance, or the sign-in, received a moment ago; null where it was asked otherwise, or would have to be renewed by now. */
export function adopted(access: SharedAccess | null, by: TokenAccess, times: Times): AccessToken | null {
  if (!access || access.asked !== askedBy(by)) return null;
  const lives = access.endsAt.getTime() - access.receivedAt.getTime();
  const left = access.endsAt.getTime() - Date.now();
  // A clock that goes wrong must not make it live longer than it was given.
  if (left > lives) return null;
  const token = livingFor(access, { lives, left }, times);
  return performance.now() < token.renewAt ? token : null;
}

/** What a token answer leaves for other instances. */
export function sharedAccess(
  by: TokenAccess,
  { accessToken, lifetime, scope }: Pick<TokenAnswer, 'accessToken' | 'lifetime' | 'scope'>,
  now: Date,
): SharedAccess {
  const endsAt = new Date(now.getTime() + lifeOf(lifetime, KEEPER_TIMINGS));
  return { token: accessToken, scope, receivedAt: now, endsAt, asked: askedBy(by) };
}

function livingFor(
  { token, scope }: Pick<AccessToken, 'token' | 'scope'>,
  { lives, left }: { lives: number; left: number },
  { early }: Times,
): AccessToken {
  const endsAt = performance.now() + left;
  // The early margin never eats more than half of a short life.
  return { token, renewAt: endsAt - Math.min(early, lives / 2), endsAt, scope };
}

const lifeOf = (lifetime: number | null, { unknownLifetime }: Times): number =>
  Math.max(lifetime ?? unknownLifetime, 1_000);
