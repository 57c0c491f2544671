// The one-time token of the hosted page: which page it is, and when it was made, signed so that nobody makes one. Whoever sends the page twice sends the same
// token: that is how a second click is known, without any script.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const ID_BYTES = 12;
const MAC_BYTES = 16;

export interface PageToken {
  id: string;
  madeAt: Date;
}

/** @param key 32 bytes, for this purpose only */
export function signPageToken(key: Buffer, channelId: number, madeAt: Date): string {
  const text = `${randomBytes(ID_BYTES).toString('base64url')}.${madeAt.getTime().toString(36)}`;
  return `${text}.${macOf(key, channelId, text).toString('base64url')}`;
}

/** Null for whatever was not made here for this channel. It does not expire: a page may be left open for as long as somebody likes. */
export function readPageToken(keys: readonly Buffer[], channelId: number, token: string): PageToken | null {
  const found = /^([\w-]{16})\.([0-9a-z]{1,10})\.([\w-]{22})$/.exec(token);
  if (!found) return null;
  const [, id = '', made = '', mac = ''] = found;
  const given = Buffer.from(mac, 'base64url');
  const isOurs = keys.some(key => {
    const wanted = macOf(key, channelId, `${id}.${made}`);
    return wanted.length === given.length && timingSafeEqual(wanted, given);
  });
  return isOurs ? { id, madeAt: new Date(Number.parseInt(made, 36)) } : null;
}

const macOf = (key: Buffer, channelId: number, text: string): Buffer =>
  createHmac('sha256', key).update(`form ${channelId} ${text}`).digest().subarray(0, MAC_BYTES);
