// One mail, read whole: the facts that a draft is made of. Guarantee: pure; throws only LimitExceeded for what a sender can send.
import type { Automatic, MailboxAddress } from '#tickets';
import { detectAutomatic } from '../automatic/automatic.detector.js';
import type { AttachedPart } from '../body/attachment.list.js';
import { readContent } from '../body/mail.content.js';
import type { Warn } from '../charset/charset.decoder.js';
import type { ConvertLimits } from '../convert.limits.js';
import { readDate } from '../header/date.reader.js';
import { allValues, firstValue, type HeaderField } from '../header/header.reader.js';
import type { HeaderTextDecoder } from '../header/header-text.decoder.js';
import { readMessageId, readMessageIds } from '../header/message-id.reader.js';
import { normaliseLineEnds } from '../mime/line-end.normaliser.js';
import { walkParts } from '../mime/part.walker.js';
import { cleanString } from './draft.cleaner.js';
import { readDeliveredTo, readRecipients, readSender } from './sender.reader.js';

export const NO_SUBJECT = '(no subject)';
/** Characters of a subject that are kept. */
const LONGEST_SUBJECT = 1_000;

export interface ReadMail {
  fields: HeaderField[];
  decoder: HeaderTextDecoder;
  sender: MailboxAddress;
  to: MailboxAddress[];
  cc: MailboxAddress[];
  deliveredTo: string[];
  subject: string;
  messageId: string | null;
  inReplyTo: string | null;
  references: string[];
  sentAt: string | null;
  text: string;
  html: string | null;
  attachments: AttachedPart[];
  automatic: Automatic;
}

/**
 * Reads raw bytes as a mail (RFC 5322).
 * @param transport facts of the connector: `mailFrom`, `rcptTo`
 * @throws LimitExceeded
 */
export function readMail(raw: Buffer, transport: Record<string, unknown>, limits: ConvertLimits, warn: Warn): ReadMail {
  const root = walkParts(normaliseLineEnds(raw), { limits, warn, parts: 0 });
  const { fields, decoder } = root;
  const sender = readSender(fields, decoder);
  const to = readRecipients(fields, 'to', decoder);
  const cc = readRecipients(fields, 'cc', decoder);
  const subject = readSubject(fields, decoder);
  const content = readContent(root, limits, warn);
  const text = cleanString(content.text);
  return {
    fields,
    decoder,
    sender,
    to,
    cc,
    deliveredTo: readDeliveredTo(fields, decoder, transport, [...to, ...cc]),
    subject,
    messageId: readMessageId(firstValue(fields, 'message-id')),
    inReplyTo: readMessageId(firstValue(fields, 'in-reply-to')),
    references: readMessageIds(allValues(fields, 'references').join(' ')),
    sentAt: readDate(firstValue(fields, 'date')),
    text,
    html: content.html === null ? null : cleanString(content.html),
    attachments: content.attachments,
    automatic: detectAutomatic({ root, attachments: content.attachments, sender, subject, text, transport, limits }),
  };
}

/** The first subject that says something, on one line. */
function readSubject(fields: readonly HeaderField[], decoder: HeaderTextDecoder): string {
  for (const value of allValues(fields, 'subject')) {
    const subject = cleanString(decoder.text(value)).replace(/\s+/g, ' ').trim();
    if (subject)
      return subject.length > LONGEST_SUBJECT ? `${subject.slice(0, LONGEST_SUBJECT - 1).toWellFormed()}…` : subject;
  }
  return NO_SUBJECT;
}
