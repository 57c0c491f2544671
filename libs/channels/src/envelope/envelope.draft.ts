// From the document to a draft. Pure.
import { createHash } from 'node:crypto';
import type { Conversion } from '#channels/contract';
import { type DraftAttachment, notAutomatic, type TicketDraft } from '#tickets';
import { sanitiseHtml } from '../email/convert/body/html.sanitiser.js';
import { textOfHtml } from '../email/convert/body/html-text.renderer.js';
import { DEFAULT_LIMITS, LimitExceeded } from '../email/convert/convert.limits.js';
import type { EnvelopeDocument } from './envelope.schema.js';

/** What the channel wrote beside the bytes when it took them. */
export interface EnvelopeTransport {
  channelId?: number;
  /** The kind of tickets where the document names none. */
  usualKind?: string;
  /** Tells this message from every other: what was taken twice is known at the door, and two that say the same are two. */
  identity?: string;
}

export function draftOf(
  document: EnvelopeDocument,
  raw: Uint8Array,
  transport: EnvelopeTransport,
): Pick<Conversion, 'blobs'> & { draft: TicketDraft } {
  const blobs = new Map<string, Uint8Array>();
  const attachments = document.attachments.map((file): DraftAttachment => {
    const bytes = Buffer.from(file.content, 'base64');
    const hash = sha256(bytes);
    blobs.set(hash, bytes);
    return {
      filename: nameOf(file.filename),
      contentType: file.contentType || 'application/octet-stream',
      size: bytes.length,
      sha256: hash,
    };
  });
  const warnings: string[] = [];
  const html = document.html === undefined ? null : safeHtml(document.html, warnings);
  const { conversation, requester } = document;
  const draft: TicketDraft = {
    kind: document.kind ?? transport.usualKind ?? 'inquiry',
    subject: document.subject,
    requester: {
      name: requester.name?.trim() || (requester.address ? '' : (requester.phone ?? '')),
      ...(requester.address ? { address: plainAddress(requester.address) } : {}),
      ...(requester.phone ? { phone: requester.phone.trim() } : {}),
    },
    to: [],
    cc: [],
    text: document.text === '' && html !== null ? textOfHtml(html) : document.text,
    html,
    attachments,
    messageId: null,
    inReplyTo: null,
    references: [],
    automatic: notAutomatic(),
    forwardedBy: null,
    sentAt: document.occurredAt ?? document.receivedAt ?? null,
    deliveredTo: [],
    contentKey: sha256(transport.identity ?? raw),
    fields: document.fields ?? {},
    warnings,
    ...(conversation === undefined ? {} : { conversation: `conversation ${transport.channelId ?? 0} ${conversation}` }),
  };
  return { draft, blobs };
}

/** Beyond what can be shown safely, the text has to do. */
function safeHtml(html: string, warnings: string[]): string | null {
  try {
    const safe = sanitiseHtml(html, DEFAULT_LIMITS, { elements: 0, links: 0 });
    if (safe === null) warnings.push('html too large to show');
    return safe;
  } catch (error) {
    if (!(error instanceof LimitExceeded)) throw error;
    warnings.push('html too complex to show');
    return null;
  }
}

const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

/** A name is never a path. */
const nameOf = (filename: string): string =>
  (filename.split(/[/\\]/).at(-1) ?? '')
    .replace(/[\0-\x1f\x7f]/g, '')
    .trim()
    .slice(0, 200) || 'attachment';

function plainAddress(address: string): string {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, at)}@${address.slice(at + 1).toLowerCase()}`;
}
