// Bounces from before RFC 3464, or from systems that never adopted it: free text by a mail daemon (Exim, qmail, sendmail,
// Exchange and others). Guarantee: says "bounce" only where a daemon wrote it and its words, or X-Failed-Recipients, say so.
import type { DeliveryReport } from '#tickets';
import { usableAddress } from '../header/address.parser.js';

const DAEMON =
  /^(?:mailer-daemon|mailerdaemon|postmaster|mail-daemon|mdaemon|mail-delivery(?:-subsystem)?|microsoftexchange\w*|double-bounce|bounces?)$/i;
const DAEMON_NAME = /mail(?:er)?[ -]?(?:delivery|daemon)|delivery (?:sub)?system|postmaster/i;
const SUBJECT =
  /undeliver|unzustellbar|non remis|returned mail|return(?:ed)? to sender|returning message|delivery (?:status notification|failure|has failed|report|failed|problem)|failure notice|mail (?:delivery|system error)|delivery.*(?:delay|warning)|could not (?:send|deliver)|message not delivered|nondeliverable|rejected mail|warning: message .{1,60} delayed|message you sent blocked/i;
const WORDS =
  /could not be delivered|couldn't be delivered|wasn't able to deliver|was not able to deliver|unable to deliver|not delivered|not (?:yet )?been delivered|did not reach|could not be reached|was blocked by|undeliverable|permanent (?:fatal )?error|delivery (?:has )?failed|delivery to the following recipients? failed|konnte nicht zugestellt|has been delayed|delivery.{0,40}delayed|user unknown|no such user|mailbox (?:full|unavailable|not found)|n'a pas pu être remis/i;
const DELAYED =
  /has been delayed|delayed (?:mail|\d+ hours)|still (?:being )?(?:tried|in the queue)|will (?:keep trying|be retried|retry)|do not need to (?:send|resend)|warning: could not send|delivery.{0,40}delay/i;
/** Where the copy of the original begins: addresses after it are not the daemon's. */
const COPY =
  /^(?:-* ?(?:this is a copy of|below this line is a copy of|original message\b|unsent message below|the following is the message|the header of the original|message headers? follows?|returned message|possibly truncated original message|message contains:|: message contains:).*|-{2,}\s*(?:original|returned).*)$/im;
/** A line of the session with the other server, or of a header: what it names is said elsewhere. */
const TALK = /^\s*(?:>>>|<<<|-->|<--|\w+ sent:|rcpt to:|from:|sender:|return-path:|message-id:|reporting-mta:)/i;

/** Of one notice. */
const MOST_RECIPIENTS = 50;

export interface BounceText {
  reports: DeliveryReport[];
  /** Raw Message-ID field in the copy of the original, or null. */
  originalMessageId: string | null;
  /** Raw Subject of the original, where the notice or the copy says it, or null. */
  originalSubject: string | null;
}

export interface DaemonMail {
  senderAddress: string;
  senderName: string;
  subject: string;
  text: string;
  /** Values of X-Failed-Recipients (Exim, Gmail). */
  failedRecipients: string[];
  /** True where the reverse-path is empty. */
  nullReturnPath: boolean;
}

/** What a free-text bounce reports, or null where the mail is none. */
export function parseBounceText(mail: DaemonMail): BounceText | null {
  const text = mail.text.slice(0, 64 * 1024);
  const local = mail.senderAddress.split('@')[0] ?? '';
  const byDaemon = DAEMON.test(local) || DAEMON_NAME.test(mail.senderName);
  const saysSo = WORDS.test(text.slice(0, 8_192)) || SUBJECT.test(mail.subject);
  const isBounce =
    mail.failedRecipients.length > 0 ||
    (byDaemon && saysSo) ||
    (mail.nullReturnPath && SUBJECT.test(mail.subject) && WORDS.test(text.slice(0, 8_192)));
  if (!isBounce) return null;
  const copyAt = COPY.exec(text)?.index ?? text.length;
  const notice = text.slice(0, copyAt);
  const action = DELAYED.test(notice) || DELAYED.test(mail.subject) ? 'delayed' : 'failed';
  const recipients = mail.failedRecipients.map(usableAddress).filter(address => address !== '');
  const named = recipients.length > 0 ? recipients : addressesIn(notice, mail.senderAddress);
  return {
    reports: named.map(recipient => report(recipient, stretchOf(recipient, named, notice), action)),
    originalMessageId: /^[> \t]*message-id:\s*(<[^<>\s]+>)/im.exec(text)?.[1] ?? null,
    originalSubject: /^[> \t]*(?:the )?subject(?: of the message is)?:[ \t]*(\S[^\n]{0,998})/im.exec(text)?.[1] ?? null,
  };
}

/** Addresses that stand at the beginning of a line, in brackets or behind a word of the daemon's, as daemons write them. */
function addressesIn(notice: string, daemon: string): string[] {
  const found = new Set<string>();
  for (const line of notice.split('\n')) {
    if (TALK.test(line)) continue;
    for (const match of line.matchAll(
      /(?:^[ \t]*<?|<|(?:to|address|smtp)[ \t]*:[ \t]*<?|')([^\s<>()[\]"',;:]+@[^\s<>()[\]"',;:]+)/gi,
    )) {
      const address = usableAddress(match[1]!);
      if (address && address.toLowerCase() !== daemon.toLowerCase()) found.add(address);
    }
    if (found.size >= MOST_RECIPIENTS) break;
  }
  return [...found].slice(0, MOST_RECIPIENTS);
}

/** What the notice says of one recipient: from its name to the next one's. */
function stretchOf(recipient: string, all: readonly string[], notice: string): string {
  const at = notice.indexOf(recipient);
  if (at === -1 || all.length === 1) return notice;
  const next = all
    .map(other => notice.indexOf(other, at + recipient.length))
    .filter((place, i) => place !== -1 && all[i] !== recipient);
  return notice.slice(at, Math.min(at + 1_000, ...next));
}

function report(recipient: string, near: string, action: string): DeliveryReport {
  const status = /(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?![\d.])/.exec(near)?.[0] ?? '';
  const diagnostic = /(?<![\d.])[45]\d\d[ -][^\n]{3,300}/.exec(near)?.[0]?.trim() ?? '';
  return { recipient, status, action, ...(diagnostic ? { diagnostic } : {}) };
}
