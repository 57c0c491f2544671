// Own Message-IDs and reply addresses that nobody else can make: they carry a 128-bit HMAC-SHA-256.
// Letters are lower-case and digits only, so that a system that folds case breaks nothing. No I/O: the domain may use it.

import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { SignedIds } from '#tickets';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
const MAC_BYTES = 16;
/** Keeps the local part under the 64 characters of RFC 5321, section 4.5.3.1.1. */
const LARGEST_ID = 999_999_999_999;
const OWN_ID = /^<?t([1-9]\d{0,11})\.e([1-9]\d{0,11})\.([a-z2-7]{8})\.([a-z2-7]{26})@([^\s@<>]{1,255})>?$/;
const OWN_REPLY = /^([^\s@<>]+)\+([th])([1-9]\d{0,11})-([a-z2-7]{26})@([^\s@<>]{1,255})$/;
/** What a sub-address names: t a ticket, h a mail that asks for a step of a handoff. A tag of one is none of the other. */
type Tag = 't' | 'h';
const PURPOSE: Readonly<Record<Tag, string>> = { t: 'reply-to', h: 'step-to' };

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
export const signReplyAddress = (address: string, ticketId: number, key: Buffer): string =>
  signTag(address, 't', ticketId, key);

/**
 * A Reply-To whose answers are a step of a handoff: `support+h45-MAC@example.com`. The number is that of the mail that asked, so one address is one
 * person's, for one handoff.
 * @throws RangeError as signReplyAddress()
 */
export const signStepAddress = (address: string, askId: number, key: Buffer): string =>
  signTag(address, 'h', askId, key);

/** The ticket that a signed reply address names and its plain address, or null where it carries no valid token. */
export function readReplyToken(address: string, keys: readonly Buffer[]): { ticketId: number; address: string } | null {
  const found = readTag(address, 't', keys);
  return found && { ticketId: found.id, address: found.address };
}

/** The mail that asked, or null where the address carries no valid token of that sort. */
export function readStepToken(address: string, keys: readonly Buffer[]): { askId: number; address: string } | null {
  const found = readTag(address, 'h', keys);
  return found && { askId: found.id, address: found.address };
}

function signTag(address: string, tag: Tag, id: number, key: Buffer): string {
  checkId(id, tag === 't' ? 'ticketId' : 'askId');
  const at = address.lastIndexOf('@');
  const base = address.slice(0, at).toLowerCase();
  const domain = address.slice(at + 1).toLowerCase();
  if (at < 1 || domain === '') throw new RangeError('A reply address needs a local part and a domain');
  const local = `${base}+${tag}${id}-${base32(replyMac(key, tag, base, id, domain))}`;
  if (local.length > 64) throw new RangeError(`The local part "${base}" is too long for a signed reply address`);
  return `${local}@${domain}`;
}

function readTag(address: string, tag: Tag, keys: readonly Buffer[]): { id: number; address: string } | null {
  const found = OWN_REPLY.exec(address.trim().toLowerCase());
  if (!found || found[2] !== tag) return null;
  const [, base = '', , number = '', mac = '', domain = ''] = found;
  const id = Number(number);
  const good = keys.some(key => sameMac(mac, replyMac(key, tag, base, id, domain)));
  return good ? { id, address: `${base}@${domain}` } : null;
}

function messageMac(key: Buffer, ticketId: number, entryId: number, random: string, domain: string): Buffer {
  return macOf(key, ['message-id', String(ticketId), String(entryId), random, domain]);
}

function replyMac(key: Buffer, tag: Tag, base: string, id: number, domain: string): Buffer {
  return macOf(key, [PURPOSE[tag], base, String(id), domain]);
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

/** Reads what these keys signed: all that decide() asks of it. Asked each time: another process may sign with a key that came after our start. */
export const signedIdsBy = (keys: () => readonly Buffer[]): SignedIds => ({
  messageId: id => readOwnMessageId(id, keys()),
  replyAddress: address => readReplyToken(address, keys()),
  stepAddress: address => readStepToken(address, keys()),
});
