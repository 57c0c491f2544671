// The key that keeps the mails of one conversation in the order of their arrival.
// A cheap look at the first bytes of the header, no parsing: a wrong key costs order, never a message.
import { createHash } from 'node:crypto';

/** Header bytes that are looked at. A References line beyond them is not worth the time on the hot path. */
const WINDOW = 16 * 1024;
const LONGEST_KEY = 200;

const REFERENCES = /(?:^|[\r\n])references[ \t]*:/i;
const IN_REPLY_TO = /(?:^|[\r\n])in-reply-to[ \t]*:/i;
const MESSAGE_ID = /(?:^|[\r\n])message-id[ \t]*:/i;

/**
 * The first id of References, else of In-Reply-To, else the Message-ID, else the identity (RFC 5322, section 3.6.4).
 * @param raw the mail's bytes, or its header section only
 * @param identity hex SHA-256 of the raw bytes, used where the mail names nothing
 */
export function conversationKey(raw: Buffer, identity: string): string {
  const header = headerWindow(raw);
  const id = firstId(header, REFERENCES) ?? firstId(header, IN_REPLY_TO) ?? firstId(header, MESSAGE_ID);
  if (id === undefined) return identity;
  return id.length <= LONGEST_KEY ? id : createHash('sha256').update(id, 'latin1').digest('hex');
}

/** Latin-1, so that one byte is one character and no sequence is invalid. Line ends may be CRLF, LF or CR. */
function headerWindow(raw: Buffer): string {
  const text = raw.toString('latin1', 0, Math.min(raw.length, WINDOW));
  const end = text.search(/\r\n\r\n|\n\n|\r\r/);
  return end < 0 ? text : text.slice(0, end);
}

function firstId(header: string, name: RegExp): string | undefined {
  const found = name.exec(header);
  if (!found) return undefined;
  const start = found.index + found[0].length;
  const next = header.slice(start).search(/(?:\r\n|\r|\n)[^ \t\r\n]/);
  const value = next < 0 ? header.slice(start) : header.slice(start, start + next);
  const inBrackets = /<([^<>\s]+)>/.exec(value)?.[1];
  return inBrackets ?? /[^\s<>]+/.exec(value)?.[0];
}
