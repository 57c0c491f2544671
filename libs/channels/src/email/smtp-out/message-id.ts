// Own Message-IDs and reply addresses that nobody else can make: they carry a 128-bit HMAC-SHA-256.
// Letters are lower-case and digits only, so that a system that folds case breaks nothing. No I/O: the domain may use it.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
const MAC_BYTES = 16;
/** Keeps the local part under the 64 characters of RFC 5321, section 4.5.3.1.1. */
const LARGEST_ID = 999_999_999_999;
const OWN_ID = /^<?t([1-9]\d{0,11})\.e([1-9]\d{0,11})\.([a-z2-7]{8})\.([a-z2-7]{26})@([^\s@<>]{1,255})>?$/;
const OWN_REPLY = /^([^\s@<>]+)\+t([1-9]\d{0,11})-([a-z2-7]{26})@([^\s@<>]{1,255})$/;

/**
 * A new Message-ID for one entry: `<t123.e45.RANDOM.MAC@domain>`, with angle brackets.
 * @throws RangeError where an id is no positive whole number below 10^12, or the key is shorter than 16 bytes
 */
export function signMessageId(of: { ticketId: number; entryId: number }, key: Buffer, domain: string): string {
  checkId(of.ticketId, 'ticketId');
  checkId(of.entryId, 'entryId');
  const place = domain.toLowerCase();
  if (!/^[^\s@<>]{1,255}$/.test(place)) throw new RangeError('The domain of a Message-ID must be a plain domain');
  const random = base32(randomBytes(5));
  const mac = base32(messageMac(key, of.ticketId, of.entryId, random, place));
  return `<t${of.ticketId}.e${of.entryId}.${random}.${mac}@${place}>`;
}

/**
 * What an own Message-ID is about, or null where it is foreign or forged. Any of the keys may have signed it (rotation).
 * With or without angle brackets, in any case of letters.
 */
export function readOwnMessageId(id: string, keys: readonly Buffer[]): { ticketId: number; entryId: number } | null {
  const found = OWN_ID.exec(id.trim().toLowerCase());
  if (!found) return null;
  const [, ticket = '', entry = '', random = '', mac = '', domain = ''] = found;
  const ticketId = Number(ticket);
  const entryId = Number(entry);
  const good = keys.some(key => sameMac(mac, messageMac(key, ticketId, entryId, random, domain)));
  return good ? { ticketId, entryId } : null;
}

/**
 * A Reply-To whose answers find their ticket: `support+t123-MAC@example.com`, lower-case (RFC 5233 sub-address).
 * @throws RangeError where the local part would pass 64 characters: use the plain address then
 */
export function signReplyAddress(address: string, ticketId: number, key: Buffer): string {
  checkId(ticketId, 'ticketId');
  const at = address.lastIndexOf('@');
  const base = address.slice(0, at).toLowerCase();
  const domain = address.slice(at + 1).toLowerCase();
  if (at < 1 || domain === '') throw new RangeError('A reply address needs a local part and a domain');
  const local = `${base}+t${ticketId}-${base32(replyMac(key, base, ticketId, domain))}`;
  if (local.length > 64) throw new RangeError(`The local part "${base}" is too long for a signed reply address`);
  return `${local}@${domain}`;
}

/** The ticket that a signed reply address names and its plain address, or null where it carries no valid token. */
export function readReplyToken(address: string, keys: readonly Buffer[]): { ticketId: number; address: string } | null {
  const found = OWN_REPLY.exec(address.trim().toLowerCase());
  if (!found) return null;
  const [, base = '', ticket = '', mac = '', domain = ''] = found;
  const ticketId = Number(ticket);
  const good = keys.some(key => sameMac(mac, replyMac(key, base, ticketId, domain)));
  return good ? { ticketId, address: `${base}@${domain}` } : null;
}

function messageMac(key: Buffer, ticketId: number, entryId: number, random: string, domain: string): Buffer {
  return macOf(key, ['message-id', String(ticketId), String(entryId), random, domain]);
}

function replyMac(key: Buffer, base: string, ticketId: number, domain: string): Buffer {
  return macOf(key, ['reply-to', base, String(ticketId), domain]);
}

/** Each field with its length in front: no two lists of fields give the same bytes. */
function macOf(key: Buffer, fields: string[]): Buffer {
  if (key.length < 16) throw new RangeError('The signing key must have at least 16 bytes');
  const mac = createHmac('sha256', key);
  for (const field of fields) mac.update(`${Buffer.byteLength(field)}:${field};`);
  return mac.digest().subarray(0, MAC_BYTES);
}

/** Compares the texts, not decoded bytes: the last letter of 26 has spare bits, and a second spelling must not pass. */
function sameMac(given: string, expected: Buffer): boolean {
  const right = Buffer.from(base32(expected));
  const left = Buffer.from(given);
  return left.length === right.length && timingSafeEqual(left, right);
}

/** RFC 4648 base32, lower-case, without padding. */
function base32(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let value = 0;
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xffff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += ALPHABET[(value >>> bits) & 31];
    }
  }
  return bits > 0 ? text + ALPHABET[(value << (5 - bits)) & 31] : text;
}

function checkId(id: number, name: string): void {
  if (!Number.isInteger(id) || id < 1 || id > LARGEST_ID)
    throw new RangeError(`${name} must be a whole number from 1 on`);
}

/** Where an answer is to go so that it finds its ticket; the plain address where its local part leaves no room for a token. */
export function replyAddressFor(
  from: { name: string; address: string },
  ticketId: number,
  key: Buffer,
): { name: string; address: string } {
  try {
    return { name: from.name, address: signReplyAddress(from.address, ticketId, key) };
  } catch (error) {
    if (error instanceof RangeError) return from;
    throw error;
  }
}
