// Whether an SSH server is the one that ops meant. Guarantee: without a key that was named, nothing is sent to it, no password and no file.
import { createHash, timingSafeEqual } from 'node:crypto';

const FINGERPRINT = /^SHA256:[A-Za-z0-9+/]{43}=?$/;
const PUBLIC_KEY = /^(?:ssh|ecdsa|sk)-[\w.@-]+ ([A-Za-z0-9+/]{40,}={0,2})(?: .*)?$/;

/** `SHA256:…` as `ssh-keygen -l` prints it, or a line of `ssh-keyscan` without its host. */
export const isHostKey = (text: string): boolean => FINGERPRINT.test(text) || PUBLIC_KEY.test(text);

/** @param key  as it is sent in the key exchange (RFC 4253, section 6.6) */
export const fingerprintOf = (key: Buffer): string =>
  `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;

/** One of the keys that ops named? */
export function matchesHostKey(key: Buffer, named: string | readonly string[]): boolean {
  const shown = Buffer.from(fingerprintOf(key));
  const wanted = (typeof named === 'string' ? [named] : named).map(text => {
    const bytes = PUBLIC_KEY.exec(text)?.[1];
    return Buffer.from(bytes === undefined ? text.replace(/=+$/, '') : fingerprintOf(Buffer.from(bytes, 'base64')));
  });
  return wanted.some(one => one.length === shown.length && timingSafeEqual(one, shown));
}
