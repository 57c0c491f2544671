// A customer's mail that a colleague forwarded inside the text, as Gmail, Outlook, Apple Mail, Thunderbird, Yahoo and others do, in the common languages.
// Guarantees: pure; bounded time, whatever the text (see forward.text.ts); of several forwards inside each other the innermost sender from outside counts.
import EmailForwardParser, { type EmailForwardMailbox, type EmailForwardResult } from 'email-forward-parser';
import { isForward, type MailboxAddress } from '#tickets';
import { isInDomains } from '../draft/sender.reader.js';
import { usableAddress } from '../header/address.parser.js';
import { readForwardDate } from './forward.date.js';
import { safeText } from './forward.text.js';

export interface InlineForward {
  /** Null: it is a forward, but nobody from outside can be found in it. */
  sender: MailboxAddress | null;
  to: MailboxAddress[];
  cc: MailboxAddress[];
  /** '' where it names none. */
  subject: string;
  sentAt: string | null;
  /** What the sender wrote. */
  text: string;
  /** What the colleague typed above it. */
  note: string;
  /** Forwards inside each other, from 1. */
  levels: number;
  /** Nothing but the forward says so: its own words stand above the sender's name. */
  bySeparator: boolean;
}

const DEEPEST = 6;
const MOST_PEOPLE = 40;
const REPLY = /^\s*(?:re|aw|antw|antwort|sv|ref|rif|odp|ynt|res|отв|回复|答复)\s*(?:\[\d+\])?\s*[:：]/iu;
/** Any words that end in a colon: what a forward is called where the parser does not know it, it still reads the text. */
const PREFIX = /^\s*[\p{L}.]{1,12}\s*(?:\[\d+\])?\s*[:：]\s*/u;

/** @param mail `offsetMinutes`: the zone of the colleague, for dates without one. Null: no forward. */
export function readInlineForward(
  mail: { subject: string; text: string; offsetMinutes: number },
  domains: readonly string[],
): InlineForward | null {
  const safe = safeText(mail.text);
  const parser = new EmailForwardParser();
  const named = parser.read('', mail.subject).forwarded || isForward(mail.subject);
  // Somebody who answers quotes; that is no forward, whatever stands below.
  if (!named && REPLY.test(mail.subject)) return null;
  const bySeparator = parser.read(safe.text);
  const outer = hasHead(bySeparator) ? bySeparator : named ? parser.read(safe.text, asForward(mail.subject)) : null;
  if (!outer || (outer.email.body === undefined && !named)) return null;
  // Without a word of it in the subject, only a whole head tells a forward from a quotation.
  if (!named && (!outer.email.subject || !addressOf(outer.email.from))) return null;
  if (outer.email.body === undefined) return nothingFound(mail.text);
  const levels = levelsOf(parser, outer, domains);
  const inner = levels.findLast(level => isOutside(level.email.from, domains));
  // The rule that some programs draw above a forward is no word of the colleague's.
  const note = safe
    .restore(outer.message ?? '')
    .replace(/\n[ \t]*[-_]{5,}\s*$/, '')
    .trim();
  if (!inner) return { ...nothingFound(mail.text), levels: levels.length };
  const { email } = inner;
  return {
    sender: mailboxOf(email.from),
    to: mailboxesOf(email.to),
    cc: mailboxesOf(email.cc),
    subject: headSubject(inner, mail.subject),
    sentAt: readForwardDate(email.date, mail.offsetMinutes),
    text: `${safe.restore(email.body ?? '').trim()}${safe.rest}`.trimEnd(),
    note,
    levels: levels.length,
    bySeparator: outer === bySeparator,
  };
}

const nothingFound = (text: string): InlineForward => ({
  ...{ sender: null, to: [], cc: [], subject: '', sentAt: null, text, note: '', levels: 0, bySeparator: false },
});

/** A head names its sender; words that only look like one do not. */
const hasHead = (read: EmailForwardResult): boolean =>
  read.email.body !== undefined && Boolean(read.email.from.address || read.email.from.name);

/** Deeper where whoever forwarded is one of us, or says to have forwarded it too: a customer's quotation is no forward. */
function levelsOf(
  parser: EmailForwardParser,
  outer: EmailForwardResult,
  domains: readonly string[],
): EmailForwardResult[] {
  const levels = [outer];
  while (levels.length < DEEPEST) {
    const last = levels.at(-1)!;
    const body = last.email.body ?? '';
    const passedOn = isForward(last.email.subject ?? '') || !isOutside(last.email.from, domains);
    if (!passedOn || body === '') break;
    const separated = parser.read(body);
    const next = hasHead(separated) ? separated : parser.read(body, asForward(last.email.subject ?? ''));
    if (!hasHead(next) || next.email.body === body) break;
    levels.push(next);
  }
  return levels;
}

/** The parser prefers what the mail is called to what the forward's head says. */
function headSubject({ email }: EmailForwardResult, outer: string): string {
  const said = (email.subject ?? '').replace(/\s+/g, ' ').trim();
  return said || outer.replace(PREFIX, '').trim();
}

const asForward = (subject: string): string => `Fwd: ${subject.replace(PREFIX, '')}`;

const isOutside = (mailbox: EmailForwardMailbox, domains: readonly string[]): boolean => {
  const address = addressOf(mailbox);
  return address !== '' && !isInDomains(address, domains);
};

const addressOf = (mailbox: EmailForwardMailbox): string => usableAddress(mailbox.address ?? '');

function mailboxOf(mailbox: EmailForwardMailbox): MailboxAddress {
  const address = addressOf(mailbox);
  const name = (mailbox.name ?? '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^['"*]+|['"*]+$/g, '')
    .trim()
    .slice(0, 200);
  return { name: name.toLowerCase() === address.toLowerCase() ? '' : name, address };
}

function mailboxesOf(given: EmailForwardMailbox | EmailForwardMailbox[] | null | undefined): MailboxAddress[] {
  const list = given === null || given === undefined ? [] : Array.isArray(given) ? given : [given];
  const seen = new Map<string, MailboxAddress>();
  for (const mailbox of list.map(mailboxOf))
    if (mailbox.address && seen.size < MOST_PEOPLE) seen.set(mailbox.address.toLowerCase(), mailbox);
  return [...seen.values()];
}
