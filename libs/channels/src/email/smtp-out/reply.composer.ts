// Makes the bytes of a reply, once: they are committed with the decision to send, and every attempt sends them unchanged.
// Nothing that a customer or an agent typed can add a header, a recipient, a file or a web address to the mail.
import MailComposer from 'nodemailer/lib/mail-composer';
import { htmlOf } from './reply.html.js';

export interface ReplyAddress {
  name: string;
  address: string;
}

export interface ReplyFile {
  /** A plain name, in any script; it is encoded for the header (RFC 2231). */
  filename: string;
  contentType: string;
  bytes: Buffer;
}

export interface ReplyInput {
  /** With angle brackets; see signMessageId. */
  messageId: string;
  date: Date;
  from: ReplyAddress;
  to: ReplyAddress[];
  cc: ReplyAddress[];
  /** Complete, `Re: ... [#123]` included. */
  subject: string;
  /** Plain text; line ends of any kind. The HTML part is made from it. */
  text: string;
  inReplyTo: string | null;
  /** Oldest first, as RFC 5322, section 3.6.4 has them; capped here. */
  references: string[];
  replyTo?: ReplyAddress;
  /** What goes along, in this order. In memory only: nothing is read from a disk or the web for it. */
  files?: ReplyFile[];
  /** True for mail that no person wrote: marks it Auto-Submitted (RFC 3834, section 5). */
  automatic?: boolean;
  /** True for what the house tells a colleague by itself: plain text only, marked Auto-Submitted: auto-generated, an answer to nobody. */
  notice?: boolean;
}

export class ReplyRefused extends Error {
  readonly retryable = false;
  constructor(
    readonly code: 'REPLY.LINE_BREAK' | 'REPLY.ADDRESS' | 'REPLY.FIELD' | 'REPLY.NO_RECIPIENT',
    message: string,
  ) {
    super(message);
    this.name = 'ReplyRefused';
  }
}

const FIELDS = new Set([
  'messageId',
  'date',
  'from',
  'to',
  'cc',
  'subject',
  'text',
  'inReplyTo',
  'references',
  'replyTo',
  'files',
  'automatic',
  'notice',
]);
const ADDRESS = /^[^\s<>(),;:"[\]\\@\x00-\x1f\x7f]{1,64}@[^\s<>(),;:"[\]\\@\x00-\x1f\x7f]{1,253}$/;
const MESSAGE_ID = /^<[^<>\s]{1,250}>$/;
const ENDS_KEPT = 20;
const REFERENCES_BYTES = 2_000;

/**
 * The mail as RFC 5322 bytes with CRLF line ends: plain text and HTML.
 * @throws ReplyRefused for a CR, LF or NUL in a field, an address that is none, or a field that is not named in ReplyInput
 */
export async function composeReply(input: ReplyInput): Promise<Buffer> {
  refuseUnknownFields(input);
  const from = checkedAddress(input.from, 'from');
  const to = input.to.map(one => checkedAddress(one, 'to'));
  const cc = input.cc.map(one => checkedAddress(one, 'cc'));
  if (to.length + cc.length === 0) throw new ReplyRefused('REPLY.NO_RECIPIENT', 'A reply needs a recipient');
  const subject = oneLine(input.subject, 'subject');
  const messageId = oneLine(input.messageId, 'messageId');
  if (!MESSAGE_ID.test(messageId)) throw new ReplyRefused('REPLY.FIELD', 'messageId must look like <id@domain>');
  if (Number.isNaN(input.date.getTime())) throw new ReplyRefused('REPLY.FIELD', 'date must be a valid date');
  const text = plainBody(input.text);
  const inReplyTo = input.inReplyTo === null ? undefined : usableId(oneLine(input.inReplyTo, 'inReplyTo'));
  const references = cappedReferences(input.references.map(one => oneLine(one, 'references')));

  const composer = new MailComposer({
    from,
    to,
    cc,
    ...(input.replyTo ? { replyTo: checkedAddress(input.replyTo, 'replyTo') } : {}),
    subject,
    messageId,
    date: input.date,
    ...(inReplyTo ? { inReplyTo } : {}),
    ...(references.length > 0 ? { references: references.join(' ') } : {}),
    text,
    ...(input.notice ? {} : { html: htmlOf(text) }),
    attachments: (input.files ?? []).map(attachmentOf),
    headers: autoSubmitted(input),
    newline: '\r\n',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}

/**
 * References that any server takes: the first and the last 20, under 2 kB together. The first names the conversation, the
 * last ones its newest turns, so the middle goes.
 */
export function cappedReferences(references: string[]): string[] {
  const usable = [...new Set(references.map(usableId).filter(one => one !== undefined))];
  const kept = usable.length > ENDS_KEPT + 1 ? [usable[0] as string, ...usable.slice(-ENDS_KEPT)] : usable;
  while (kept.length > 2 && kept.join(' ').length > REFERENCES_BYTES) kept.splice(1, 1);
  return kept.join(' ').length > REFERENCES_BYTES ? kept.slice(-1) : kept;
}

/** Made anew from what is named here: a `path`, `href` or `raw` beside it never reaches the mail. As base64, so that no line end of it changes. */
function attachmentOf({ filename, contentType, bytes }: ReplyFile) {
  if (!Buffer.isBuffer(bytes)) throw new ReplyRefused('REPLY.FIELD', 'A file must be bytes');
  return {
    filename: oneLine(filename, 'filename'),
    content: bytes,
    contentType: oneLine(contentType, 'contentType'),
    contentTransferEncoding: 'base64' as const,
    contentDisposition: 'attachment' as const,
  };
}

function autoSubmitted({ notice, automatic }: ReplyInput): Record<string, string> {
  if (notice) return { 'Auto-Submitted': 'auto-generated' };
  return automatic ? { 'Auto-Submitted': 'auto-replied' } : {};
}

/** Some senders write their Message-ID without brackets; what is no id at all is left out rather than failing the reply. */
export function usableId(id: string): string | undefined {
  const trimmed = id.trim();
  const inBrackets = trimmed.startsWith('<') ? trimmed : `<${trimmed}>`;
  return MESSAGE_ID.test(inBrackets) ? inBrackets : undefined;
}

export function checkedAddress(value: ReplyAddress, field: string): ReplyAddress {
  if (typeof value !== 'object' || value === null || typeof value.address !== 'string') {
    throw new ReplyRefused('REPLY.ADDRESS', `${field} takes addresses as { name, address }, never as text`);
  }
  const name = oneLine(value.name ?? '', `${field} name`);
  const address = oneLine(value.address, `${field} address`);
  if (!ADDRESS.test(address))
    throw new ReplyRefused('REPLY.ADDRESS', `${field}: ${JSON.stringify(address)} is no address`);
  return { name, address };
}

export function oneLine(value: string, field: string): string {
  if (typeof value !== 'string') throw new ReplyRefused('REPLY.FIELD', `${field} must be text`);
  if (/[\r\n\0]/.test(value)) throw new ReplyRefused('REPLY.LINE_BREAK', `${field} must stand on one line`);
  return value;
}

/** The types forbid them; data from outside may still carry `raw`, `path`, `href`, `attachments` or `headers`. */
function refuseUnknownFields(input: object): void {
  for (const name of Object.keys(input)) {
    if (!FIELDS.has(name)) throw new ReplyRefused('REPLY.FIELD', `A reply has no field "${name}"`);
  }
}

function plainBody(text: string): string {
  if (typeof text !== 'string') throw new ReplyRefused('REPLY.FIELD', 'text must be text');
  return text.replace(/\r\n?/g, '\n').replaceAll('\0', '');
}
