// Address lists (RFC 5322, 3.4) as they really come: comments as names, empty angles, groups, bare names, commas in names.
// Guarantees: linear; never throws; an address is either usable as it stands or ''. Encoded words are decoded after the
// structure was read, so that a decoded comma or bracket cannot add a recipient.
import type { MailboxAddress } from '#tickets';
import type { HeaderTextDecoder } from './header-text.decoder.js';

/** One mailbox while it is read: raw byte strings. */
interface Reading {
  /** Words and quoted strings outside the angle brackets. */
  phrase: string;
  comments: string[];
  /** Text inside the angle brackets; null where there were none. */
  angle: string | null;
}

/** RFC 5321 allows 64 + 1 + 255. */
const LONGEST_ADDRESS = 320;
/** Mailboxes that are read from one field. */
const MOST_MAILBOXES = 5_000;
/** A value of encoded words alone. */
const WORDS_ONLY = /^\s*(?:=\?[^?\s]{1,60}\?[bq]\?[^?]*\?=\s*)+$/i;
const DEEPEST_COMMENT = 20;

/** Mailboxes of one field's value (byte string), groups opened up. Unusable addresses stay in the list with address ''. */
export function parseAddresses(field: string, decoder: HeaderTextDecoder): MailboxAddress[] {
  const value = decoder.ascii(field);
  // An address with raw UTF-8 (RFC 6532) was just written as encoded words; one that came so is none (RFC 2047, 5).
  const addressText = value === field ? decoder.raw : decoder.text;
  const readings = joinNames(read(value));
  const found = readings
    .map(reading => finish(reading, decoder, addressText))
    .filter(entry => entry.name !== '' || entry.address !== '');
  if (found.every(entry => entry.address === '') && WORDS_ONLY.test(value)) {
    // The whole mailbox was put into one encoded word.
    const decoded = decoder.text(value);
    const inner = /^(.*?)<([^<>]+)>\s*$/.exec(decoded);
    const address = usableAddress(inner ? inner[2]! : decoded);
    if (address) return [{ name: inner ? cleanName(inner[1]!) : '', address }];
  }
  return found;
}

function read(value: string): Reading[] {
  const readings: Reading[] = [];
  let current: Reading = { phrase: '', comments: [], angle: null };
  // Looked up once: asking again at each character would let a long value cost its square.
  const lastSemicolon = value.lastIndexOf(';');
  const lastBracket = value.lastIndexOf('>');
  let quotes = true;
  const next = () => {
    if (current.phrase.trim() || current.comments.length > 0 || current.angle !== null) readings.push(current);
    current = { phrase: '', comments: [], angle: null };
  };
  for (let at = 0; at < value.length && readings.length < MOST_MAILBOXES; ) {
    const character = value[at]!;
    if (character === '"' && quotes) {
      const end = quotedEnd(value, at);
      quotes = end !== at;
      // A quoted local part is followed by its @: keep the quotes.
      const quoted = value.slice(at + 1, end);
      current.phrase += value[end + 1] === '@' ? `"${quoted}"` : quoted.replace(/\\(.)/g, '$1').replace(/@/g, '\x01');
      at = end + 1;
    } else if (character === '(') {
      const end = commentEnd(value, at);
      current.comments.push(value.slice(at + 1, end).replace(/\\(.)/g, '$1'));
      current.phrase += ' ';
      at = end + 1;
    } else if (character === '<') {
      const end = angleEnd(value, at, lastBracket);
      const inside = value.slice(at + 1, end).replace(/^[<\s]+/, '');
      if (current.angle === null || current.angle === '') current.angle = inside;
      at = end + 1;
    } else if (character === ',' || character === ';') {
      next();
      at++;
    } else if (character === ':' && current.angle === null && isGroupName(current.phrase, value, at, lastSemicolon)) {
      current = { phrase: '', comments: [], angle: null };
      at++;
    } else {
      if (character !== '>' && character !== '"') current.phrase += character;
      at++;
    }
  }
  next();
  return readings;
}

/** `Name: a, b;` opens a group; `mailto:` and `a:b@c` do not name one. */
function isGroupName(phrase: string, value: string, at: number, lastSemicolon: number): boolean {
  if (phrase.length < 12 && /^\s*(?:mailto|smtp)$/i.test(phrase)) return true;
  // The cheap question first: a value of colons alone must not look at its phrase each time.
  if (lastSemicolon <= at && at < value.length - 1) return false;
  return phrase.trim() !== '' && !phrase.includes('@');
}

function quotedEnd(value: string, start: number): number {
  for (let at = start + 1; at < value.length; at++) {
    if (value[at] === '\\') at++;
    else if (value[at] === '"') return at;
  }
  // Never closed: the quote is noise, the rest of the value is not a name.
  return start;
}

function commentEnd(value: string, start: number): number {
  let depth = 0;
  for (let at = start; at < value.length; at++) {
    if (value[at] === '\\') at++;
    else if (value[at] === '(' && depth < DEEPEST_COMMENT) depth++;
    else if (value[at] === ')' && --depth === 0) return at;
  }
  return value.length;
}

function angleEnd(value: string, start: number, lastBracket: number): number {
  if (lastBracket > start) return value.indexOf('>', start);
  const comma = value.indexOf(',', start);
  return comma === -1 ? value.length : comma - 1;
}

/** `Smith, John <j@x>` without quotes: a part without any address is the beginning of the next one's name. */
function joinNames(readings: Reading[]): Reading[] {
  const joined: Reading[] = [];
  for (const reading of readings) {
    const before = joined.at(-1);
    if (
      before &&
      before.angle === null &&
      !before.phrase.includes('@') &&
      before.comments.length === 0 &&
      reading.angle
    ) {
      before.phrase = reading.phrase.trim() ? `${before.phrase.trim()}, ${reading.phrase.trim()}` : before.phrase;
      before.angle = reading.angle;
      before.comments = reading.comments;
    } else joined.push(reading);
  }
  return joined;
}

function finish(reading: Reading, decoder: HeaderTextDecoder, addressText: (value: string) => string): MailboxAddress {
  let comment = reading.comments.map(text => text.trim()).find(text => text !== '') ?? '';
  let phrase = reading.phrase;
  let address = '';
  if (reading.angle !== null) address = usableAddress(addressText(reading.angle));
  if (address === '' && phrase.includes('@')) {
    const token = phrase.split(/\s+/).find(word => usableAddress(addressText(word)) !== '');
    const candidate = token ?? (reading.angle === null ? phrase : '');
    address = usableAddress(addressText(candidate));
    if (address !== '') phrase = phrase.replace(candidate, ' ');
  }
  if (address === '' && comment.includes('@')) {
    // `Name (a@b)`: the address went into the comment.
    address = usableAddress(addressText(comment));
    if (address !== '') comment = '';
  }
  const named = cleanName(decoder.text(phrase.replaceAll('\x01', '@')));
  const commented = cleanName(decoder.text(comment));
  // `MAILER-DAEMON (Mail Delivery System)`: without an address the comment says who it is.
  const name = address === '' && reading.angle === null && commented ? commented : named || commented;
  return { name: name.toLowerCase() === address.toLowerCase() ? '' : name, address };
}

function cleanName(name: string): string {
  return name
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^(["'])(.*)\1$/, '$2')
    .trim()
    .slice(0, 500);
}

/** The address with its domain in lower case, or '' where no mail could ever reach it. */
export function usableAddress(text: string): string {
  if (text.length > 4 * LONGEST_ADDRESS) return '';
  let candidate = text.trim().replace(/^mailto:/i, '');
  // RFC 5322, 4.4: an old source route before the address.
  if (candidate.startsWith('@')) candidate = candidate.slice(candidate.indexOf(':') + 1).trim();
  candidate = candidate
    .replace(/\s*([@.])\s*/g, '$1')
    .replace(/^['"]([^'"]+)['"]$/, '$1')
    .replace(/\.$/, '');
  if (candidate.length > LONGEST_ADDRESS) return '';
  const at = candidate.lastIndexOf('@');
  const local = candidate.slice(0, at);
  const domain = candidate.slice(at + 1).toLowerCase();
  if (at < 1 || !/^(?:"[^"\x00-\x1f]*"|[^\s@<>()[\]",;:\\\x00-\x1f\x7f]+)$/.test(local)) return '';
  if (!/^(?:\[[0-9a-f.:]+\]|[^\s@<>()[\]",;:\\/\x00-\x1f\x7f]+)$/.test(domain) || domain.includes('..')) return '';
  return `${local}@${domain}`;
}
