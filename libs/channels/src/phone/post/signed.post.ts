// Signed posts of any system, by the convention of our own webhooks (standardwebhooks.com): `webhook-timestamp`, `webhook-signature` with `v1,<base64>`, and,
// where the sender has one, `webhook-id`. HMAC-SHA256 over `timestamp.body`; with an id over `id.timestamp.body`.
import { createHmac } from 'node:crypto';
import { isEqual } from './twilio.signature.js';

export const WINDOW_SECONDS = 5 * 60;
const PREFIX = 'whsec_';
/** Signatures of one post: two while a secret changes. */
const MOST_SIGNATURES = 10;

export interface SignedPost {
  headers: Readonly<Record<string, string>>;
  body: Buffer;
  receivedAt: Date;
}

export type SignatureVerdict = { genuine: true; id: string | null } | { genuine: false; detail: string };

/** Everything is compared in constant time, and before anything of the body is read. */
export function judgeSignature({ headers, body, receivedAt }: SignedPost, secret: string): SignatureVerdict {
  const timestamp = headers['webhook-timestamp'] ?? '';
  const given = headers['webhook-signature'] ?? '';
  const id = headers['webhook-id'] ?? null;
  if (timestamp === '' || given === '') return no('Send webhook-timestamp and webhook-signature');
  if (secret === '') return no('The channel has no signing secret yet');
  if (!/^\d{1,11}$/.test(timestamp)) return no('webhook-timestamp is in seconds since 1970');
  const wanted = signatureOf(id, timestamp, body, secret);
  const isOurs = given
    .split(/[\s,]+(?=v1,)|\s+/)
    .slice(0, MOST_SIGNATURES)
    .map(one => isEqual(one, wanted))
    .includes(true);
  if (!isOurs) return no('The signature does not fit');
  const age = Math.abs(receivedAt.getTime() / 1000 - Number(timestamp));
  if (age > WINDOW_SECONDS) return no('The signature is older than 5 minutes, or from the future');
  return { genuine: true, id };
}

/** `v1,<base64>` @param secret  `whsec_<base64>`, or any text as it is */
export function signatureOf(id: string | null, timestamp: string, body: Uint8Array, secret: string): string {
  const key = secret.startsWith(PREFIX) ? Buffer.from(secret.slice(PREFIX.length), 'base64') : Buffer.from(secret);
  const content = Buffer.concat([Buffer.from(`${id === null ? '' : `${id}.`}${timestamp}.`), body]);
  return `v1,${createHmac('sha256', key).update(content).digest('base64')}`;
}

const no = (detail: string): SignatureVerdict => ({ genuine: false, detail });
