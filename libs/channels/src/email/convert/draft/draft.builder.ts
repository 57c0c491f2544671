// From a mail to a ticket draft. Guarantees: pure; the same bytes give the same draft; a colleague's forward is the customer's
// request, an agent's mail to a customer is the agent's word to that customer.
import type { MailboxAddress, TicketDraft } from '#tickets';
import type { Conversion, ConvertInput } from '../../../contract/converter.js';
import type { AttachedPart } from '../body/attachment.list.js';
import type { ConvertLimits } from '../convert.limits.js';
import { readForward } from '../forward/forward.reader.js';
import { senderProof } from '../forward/sender.proof.js';
import { firstValue } from '../header/header.reader.js';
import { contentKey } from './content.key.js';
import { cleanStrings } from './draft.cleaner.js';
import { NO_SUBJECT, type ReadMail, readMail } from './mail.reader.js';
import { oversizeText } from './oversize.text.js';
import { isInDomains, mailboxes } from './sender.reader.js';

/**
 * Reads one mail and drafts its ticket.
 * @throws LimitExceeded where the mail is beyond a limit
 */
export function draftMail(input: ConvertInput, limits: ConvertLimits): Conversion {
  const warnings = new Set<string>();
  const warn = (warning: string) => void warnings.add(warning);
  const raw = Buffer.from(input.raw.buffer, input.raw.byteOffset, input.raw.byteLength);
  const mail = readMail(raw, input.transport, limits, warn);
  const organisation = { domains: input.organisationDomains, authServers: input.authServers ?? [] };
  const forward = input.oversize ? null : readForward(mail, organisation, limits, warn);
  // Only a verdict that was given speaks here: a copy of what we sent ourselves has met no server that could give one.
  const refuted =
    isInDomains(mail.sender.address, input.organisationDomains) &&
    senderProof(mail.fields, mail.sender.address, []) === 'refuted';
  if (refuted) warn('not sent by whom it says');
  const people = forward
    ? { requester: forward.requester, author: mail.sender }
    : requesterOf(mail, refuted ? [] : input.organisationDomains);
  const shown = forward ? forward.mail : mail;
  const fields: Record<string, unknown> = {};
  if (forward?.facts.note) fields.forwardNote = forward.facts.note;
  if (input.oversize) {
    warn('mail too large');
    fields.oversizeBytes = input.oversize.declaredBytes;
  }
  const text = input.oversize ? oversizeText(input.oversize) : shown.text;
  const draft: TicketDraft = {
    kind: 'inquiry',
    subject: shown.subject || NO_SUBJECT,
    requester: {
      name: people.requester.name,
      ...(people.requester.address ? { address: people.requester.address } : {}),
    },
    ...(people.author ? { author: people.author } : {}),
    to: shown.to,
    cc: shown.cc,
    text,
    html: input.oversize ? null : shown.html,
    attachments: [],
    messageId: mail.messageId,
    inReplyTo: shown.inReplyTo,
    references: shown.references,
    automatic: mail.automatic,
    ...(refuted ? { refuted } : {}),
    forwardedBy: forward ? mail.sender : null,
    ...(forward ? { forward: forward.facts } : {}),
    sentAt: shown.sentAt,
    deliveredTo: mail.deliveredTo,
    contentKey: '',
    fields,
    warnings: [],
  };
  if (forward?.facts.way === 'attached' && forward.mail.messageId) fields.forwardedMessageId = forward.mail.messageId;
  limitContacts(draft, limits.contacts, warn);
  const blobs = attach(draft, input.oversize ? [] : shown.attachments);
  draft.contentKey = contentKey({
    author: mail.sender.address || mail.sender.name,
    subject: draft.subject,
    sentAt: draft.sentAt,
    text: forward?.facts.note ? `${forward.facts.note}\n${text}` : text,
    attachments: shown.attachments.map(part => part.contentHash),
  });
  draft.warnings = [...warnings];
  return { drafts: [cleanStrings(draft)], blobs, suppressed: null, quarantined: [] };
}

/**
 * Requester and, where it is somebody else, the author. A mail that a colleague wrote to somebody outside is about that
 * somebody; a Sender field (RFC 5322, 3.6.2) names who typed it.
 */
function requesterOf(
  mail: ReadMail,
  domains: readonly string[],
): { requester: MailboxAddress; author?: MailboxAddress } {
  const recipient = mail.to[0];
  if (recipient && isInDomains(mail.sender.address, domains) && !isInDomains(recipient.address, domains)) {
    return { requester: recipient, author: mail.sender };
  }
  if (firstValue(mail.fields, 'sender') !== null && !mail.automatic.isBulk) {
    const typist = mailboxes(mail.fields, 'sender', mail.decoder).find(entry => entry.address !== '');
    if (typist && typist.address.toLowerCase() !== mail.sender.address.toLowerCase())
      return { requester: mail.sender, author: typist };
  }
  return { requester: mail.sender };
}

/** One mail introduces at most so many people; the raw mail keeps the rest. */
function limitContacts(draft: TicketDraft, most: number, warn: (warning: string) => void): void {
  const room = Math.max(0, most - 1);
  const total = draft.to.length + draft.cc.length;
  if (total <= room) return;
  draft.to = draft.to.slice(0, room);
  draft.cc = draft.cc.slice(0, room - draft.to.length);
  draft.fields.recipientsLeftOut = total - room;
  warn('recipients left out');
}

function attach(draft: TicketDraft, parts: readonly AttachedPart[]): Map<string, Uint8Array> {
  const blobs = new Map<string, Uint8Array>();
  for (const { bytes, contentHash: _, ...attachment } of parts) {
    draft.attachments.push(attachment);
    if (!blobs.has(attachment.sha256)) blobs.set(attachment.sha256, bytes);
  }
  return blobs;
}
