// A customer's mail that a colleague forwarded: as an attachment (message/rfc822) or inside the text. Guarantees: only mail of the own organisation counts, so
// that a stranger cannot speak in another's name; where a check of the sender failed, it is a stranger's; how it was read is said.
import type { DraftForward, MailboxAddress } from '#tickets';
import type { AttachedPart } from '../body/attachment.list.js';
import type { Warn } from '../charset/charset.decoder.js';
import type { ConvertLimits } from '../convert.limits.js';
import { NO_SUBJECT, type ReadMail, readMail } from '../draft/mail.reader.js';
import { isInDomains } from '../draft/sender.reader.js';
import { firstValue } from '../header/header.reader.js';
import { UniqueNames } from '../mime/part.namer.js';
import { offsetIn } from './forward.date.js';
import { type InlineForward, readInlineForward } from './inline.forward.js';
import { senderProof } from './sender.proof.js';

export interface Forward {
  /** The customer's mail, as far as it could be read. */
  mail: Pick<
    ReadMail,
    'to' | 'cc' | 'subject' | 'messageId' | 'inReplyTo' | 'references' | 'sentAt' | 'text' | 'html' | 'attachments'
  >;
  /** The customer; the colleague where nobody from outside was found. */
  requester: MailboxAddress;
  /** For colleagues only: `note` is what was typed above the forward. */
  facts: DraftForward;
}

/** Whose mail counts as a colleague's. */
export interface Organisation {
  domains: readonly string[];
  /** Names of the mail servers whose Authentication-Results are believed. */
  authServers: readonly string[];
}

/**
 * The forward that this mail is, or null.
 * @throws LimitExceeded where the mail inside is beyond a limit
 */
export function readForward(
  outer: ReadMail,
  { domains, authServers }: Organisation,
  limits: ConvertLimits,
  warn: Warn,
): Forward | null {
  if (!isInDomains(outer.sender.address, domains)) return null;
  const { automatic } = outer;
  if (automatic.isBounce || automatic.isComplaint || automatic.isAutoReply) return null;
  const proof = senderProof(outer.fields, outer.sender.address, authServers);
  const forward = readAttached(outer, limits, warn) ?? readInline(outer, domains);
  if (!forward) return null;
  if (proof === 'refuted') {
    warn("forward not believed: nothing proves that it is the colleague's mail");
    return null;
  }
  if (forward.facts.confidence === 'none') warn('original sender of the forward not found');
  return { ...forward, facts: { ...forward.facts, colleague: proof === 'proven' ? 'proven' : 'unchecked' } };
}

/** Exactly one message inside: of several nobody can say which one is meant. */
function readAttached(outer: ReadMail, limits: ConvertLimits, warn: Warn): Forward | null {
  const messages = outer.attachments.filter(
    part => part.contentType === 'message/rfc822' || part.contentType === 'message/global',
  );
  if (messages.length !== 1) return null;
  const mail = readMail(messages[0]!.bytes, {}, limits, warn);
  if (mail.sender.address === '') return null;
  const names = new UniqueNames();
  for (const part of mail.attachments) names.take(part.filename);
  const others = outer.attachments
    .filter(part => part !== messages[0])
    .map(part => ({ ...part, filename: names.take(part.filename) }));
  return {
    mail: { ...mail, attachments: [...mail.attachments, ...others] },
    requester: mail.sender,
    facts: {
      way: 'attached',
      confidence: 'certain',
      how: 'The original mail is attached to the forward: its own head names the sender',
      colleague: 'unchecked',
      note: outer.text.trim(),
    },
  };
}

function readInline(outer: ReadMail, domains: readonly string[]): Forward | null {
  const offsetMinutes = offsetIn(firstValue(outer.fields, 'date'));
  const subject = outer.subject === NO_SUBJECT ? '' : outer.subject;
  const found = readInlineForward({ subject, text: outer.text, offsetMinutes }, domains);
  if (!found) return null;
  if (!found.sender) return unfound(outer, domains);
  const plain = (part: AttachedPart): AttachedPart => ({ ...part, inline: false });
  return {
    mail: {
      to: found.to,
      cc: found.cc,
      subject: found.subject || NO_SUBJECT,
      // Those of the forward are the colleague's: by them it would be taken for an answer of the customer.
      ...{ messageId: null, inReplyTo: null, references: [] },
      sentAt: found.sentAt,
      text: found.text,
      // With a note above it, the HTML is the colleague's word as well; the text was cut apart, the HTML cannot be.
      html: found.note === '' ? outer.html : null,
      attachments: found.note === '' ? outer.attachments : outer.attachments.map(plain),
    },
    requester: found.sender,
    facts: { way: 'inline', ...confidenceIn(found), colleague: 'unchecked', note: found.note },
  };
}

/** A mail that calls itself a forward and names nobody from outside. One that a colleague sent to somebody outside is that person's business. */
function unfound(outer: ReadMail, domains: readonly string[]): Forward | null {
  const recipient = outer.to[0];
  if (recipient && !isInDomains(recipient.address, domains)) return null;
  return {
    mail: { ...outer, inReplyTo: null, references: [] },
    requester: outer.sender,
    facts: {
      way: 'inline',
      confidence: 'none',
      how: 'It is called a forward, but names no sender from outside: the colleague stands as requester until somebody corrects it',
      colleague: 'unchecked',
      note: '',
    },
  };
}

function confidenceIn(found: InlineForward): Pick<DraftForward, 'confidence' | 'how'> {
  const inside = found.levels > 1 ? `, the innermost of ${found.levels}` : '';
  const missing = [found.subject === '' ? 'no subject' : '', found.sentAt === null ? 'no date' : ''].filter(Boolean);
  if (found.bySeparator && missing.length === 0)
    return { confidence: 'likely', how: `Read from the head of the forward in the text${inside}` };
  const what = found.bySeparator
    ? 'Read from the head of the forward in the text'
    : 'Read from a line that names a sender, without the words of a forward above it';
  const gaps = missing.length > 0 ? `; the head has ${missing.join(' and ')}` : '';
  return { confidence: missing.length > 0 ? 'unsure' : 'likely', how: `${what}${inside}${gaps}` };
}
