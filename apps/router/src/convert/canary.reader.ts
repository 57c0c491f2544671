// Finds test messages of ours among what came in. Only a token that we made counts, and of a mail only its own Message-ID: what a machine says about a
// test mail quotes it.
import { CANARY_MARK } from '#channels/contract';
import { arriveCanaries, type PendingMessage, type Tx } from '#store';
import type { Converted } from './planning.js';

/** Our own are small, and carry the token early. */
const LOOKED_AT = 8_192;
const TOKEN = new RegExp(`${CANARY_MARK}([0-9a-f]{32})`);
const MAIL_TOKEN = new RegExp(`^Message-ID:\\s*<${CANARY_MARK}([0-9a-f]{32})@`, 'im');
const MAIL = new Set<unknown>(['imap', 'smtp', 'lmtp']);

/** The token that a message carries; null for nearly all. */
export function canaryToken({ raw, transport }: Pick<PendingMessage, 'raw' | 'transport'>): string | null {
  const beginning = raw.subarray(0, LOOKED_AT);
  if (!beginning.includes(CANARY_MARK)) return null;
  const text = beginning.toString('latin1');
  if (!MAIL.has(transport.via)) return TOKEN.exec(text)?.[1] ?? null;
  return MAIL_TOKEN.exec(text.split(/\r?\n\r?\n/, 1)[0] ?? '')?.[1]?.toLowerCase() ?? null;
}

/**
 * Those of the messages that are locked, marked where they are tests of ours. In the transaction that decides them: a test has arrived when its message is
 * decided.
 */
export async function markCanaries(
  tx: Tx,
  all: readonly Converted[],
  locked: ReadonlySet<number>,
): Promise<Converted[]> {
  const converted = all.filter(({ message }) => locked.has(message.id));
  const tokens = converted.map(({ message }) => canaryToken(message));
  const found = converted.flatMap(({ channel }, i) => {
    const token = tokens[i];
    return token ? [{ token, channelId: channel.id }] : [];
  });
  if (found.length === 0) return converted;
  const ours = await arriveCanaries(tx, found);
  return converted.map((one, i) => (ours.has(tokens[i] ?? '') ? { ...one, isCanary: true } : one));
}
