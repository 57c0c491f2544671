// The refresh token as it is stored: what ops entered, or a record with the days that tell when it dies, and the access token that came with it, so that
// instances share one. One secret: a token and its dates never part. Pure.
import type { TokenAnswer } from './token.client.js';

export interface RefreshRecord {
  token: string;
  /** The newest access token; null where none was kept. */
  access: SharedAccess | null;
  /** First used or received here; null as long as ops' own text is stored. */
  savedAt: Date | null;
  /** Said by the server. */
  expiresAt: Date | null;
}

/** By the clock on the wall: it is read on another machine. */
export interface SharedAccess {
  token: string;
  scope: string | null;
  receivedAt: Date;
  endsAt: Date;
  /** For whom it was asked, see `askedBy`: settings that changed make it another one. */
  asked: string;
}

const DAY = 24 * 60 * 60_000;
/** Ops are warned this long before the end, or for the last fifth of a short life. */
const WARN_BEFORE = 14 * DAY;
/** A server that counts down names the same end each time, give or take the way. */
const SAME_END = 60_000;

/** @param stored a bare token, or what `writeRefreshRecord` made */
export function readRefreshRecord(stored: string): RefreshRecord {
  const text = stored.trim();
  const bare = { token: text, access: null, savedAt: null, expiresAt: null };
  if (!text.startsWith('{')) return bare;
  let read: { refreshToken?: unknown; access?: unknown; savedAt?: unknown; expiresAt?: unknown };
  try {
    read = JSON.parse(text);
  } catch {
    return bare; // a token may begin with a brace
  }
  if (typeof read.refreshToken !== 'string') return bare;
  return {
    token: read.refreshToken,
    access: accessOf(read.access),
    savedAt: dateOf(read.savedAt),
    expiresAt: dateOf(read.expiresAt),
  };
}

export function writeRefreshRecord({ token, access, savedAt, expiresAt }: RefreshRecord): string {
  return JSON.stringify({ refreshToken: token, access, savedAt, expiresAt });
}

/** What is to be stored after an answer. `changed` is false where only the access token is new: then nothing is lost with it. */
export function recordAfter(
  before: RefreshRecord,
  answer: TokenAnswer,
  now: Date,
  access: SharedAccess | null = null,
): { record: RefreshRecord; changed: boolean } {
  const rotated = answer.refreshToken !== null && answer.refreshToken !== before.token;
  const said = answer.refreshLifetime === null ? null : new Date(now.getTime() + answer.refreshLifetime);
  const record = {
    token: answer.refreshToken ?? before.token,
    access,
    savedAt: rotated ? now : (before.savedAt ?? now),
    expiresAt: said ?? (rotated ? null : before.expiresAt),
  };
  const moved = Math.abs((record.expiresAt?.getTime() ?? 0) - (before.expiresAt?.getTime() ?? 0)) > SAME_END;
  return { record, changed: rotated || before.savedAt === null || moved };
}

/** The day to warn of; null where no end is known or it is far away. @param days lifetime as ops know it */
export function endToWarnOf(record: RefreshRecord, days: number | null, now: Date): Date | null {
  const from = record.savedAt ?? now;
  const end = record.expiresAt ?? (days === null ? null : new Date(from.getTime() + days * DAY));
  if (end === null) return null;
  const margin = Math.min(WARN_BEFORE, (end.getTime() - from.getTime()) / 5);
  return end.getTime() - now.getTime() <= margin ? end : null;
}

function accessOf(value: unknown): SharedAccess | null {
  if (typeof value !== 'object' || value === null) return null;
  const { token, scope, receivedAt, endsAt, asked } = value as Record<string, unknown>;
  const [received, ends] = [dateOf(receivedAt), dateOf(endsAt)];
  if (typeof token !== 'string' || typeof asked !== 'string' || !received || !ends) return null;
  return { token, scope: typeof scope === 'string' ? scope : null, receivedAt: received, endsAt: ends, asked };
}

function dateOf(value: unknown): Date | null {
  const date = typeof value === 'string' ? new Date(value) : null;
  return date && !Number.isNaN(date.getTime()) ? date : null;
}
