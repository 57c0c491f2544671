// Collects the attachments of one mail. Guarantees: exact decoded bytes; a message inside the mail keeps its original bytes;
// names are unique; sizes and hashes are of the decoded bytes.
import { createHash } from 'node:crypto';
import type { DraftAttachment } from '#tickets';
import type { Warn } from '../charset/charset.decoder.js';
import type { ConvertLimits } from '../convert.limits.js';
import { firstValue, readHeaderSection } from '../header/header.reader.js';
import { headerTextDecoder } from '../header/header-text.decoder.js';
import { canonicalLines, normaliseLineEnds } from '../mime/line-end.normaliser.js';
import { attachmentName, UniqueNames } from '../mime/part.namer.js';
import type { Part } from '../mime/part.walker.js';
import { decodeTransfer, uuName } from '../mime/transfer.decoder.js';

export interface AttachedPart extends DraftAttachment {
  bytes: Buffer;
  /** Hash that copies with other line ends agree on; equals `sha256` where the transfer kept the bytes. */
  contentHash: string;
}

export class AttachmentList {
  private readonly attached: AttachedPart[] = [];
  private readonly names = new UniqueNames();

  constructor(
    private readonly limits: ConvertLimits,
    private readonly warn: Warn,
  ) {}

  /** Adds a leaf of the tree. */
  add(part: Part): void {
    const bytes = decodeTransfer(part.body, part.encoding, this.warn);
    const isMessage = part.mediaType === 'message/rfc822' || part.mediaType === 'message/global';
    const given = part.filename || (part.encoding.includes('uu') ? (uuName(part.body) ?? '') : '');
    const subject = isMessage && !given ? this.innerSubject(bytes) : null;
    const attached = this.addBytes(
      attachmentName(given, part.mediaType, subject),
      part.mediaType,
      bytes,
      part.encoding !== 'base64',
    );
    if (part.contentId) attached.contentId = part.contentId;
  }

  /** Adds bytes that are no part of their own. @param asLines true where a transport may have changed line ends */
  addBytes(name: string, contentType: string, bytes: Buffer, asLines = true): AttachedPart {
    const sha256 = hash(bytes);
    const lines = asLines ? canonicalLines(bytes) : bytes;
    const attached: AttachedPart = {
      filename: this.names.take(name),
      contentType,
      size: bytes.length,
      sha256,
      bytes,
      contentHash: lines === bytes ? sha256 : hash(lines),
    };
    this.attached.push(attached);
    return attached;
  }

  /** All of them, marked where the HTML shows them by Content-ID. */
  finish(html: string | null): AttachedPart[] {
    if (html === null) return this.attached;
    const shown = new Set(
      [...html.matchAll(/\ssrc="cid:([^"]+)"/g)].map(match => decoded(match[1]!.replace(/&amp;/g, '&'))),
    );
    for (const attached of this.attached) {
      if (attached.contentId && shown.has(attached.contentId)) attached.inline = true;
    }
    return this.attached;
  }

  private innerSubject(bytes: Buffer): string {
    const inner = normaliseLineEnds(bytes);
    const { fields } = readHeaderSection(inner, 0, this.limits);
    const subject = firstValue(fields, 'subject') ?? '';
    const declared = /charset\s*=\s*"?([^\s";]+)/i.exec(firstValue(fields, 'content-type') ?? '')?.[1] ?? null;
    return headerTextDecoder([subject], declared, this.warn).text(subject) || 'message';
  }
}

function hash(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** RFC 2392: the id in a cid: address may be percent-encoded. A broken encoding is the id itself. */
function decoded(contentId: string): string {
  if (!/%[0-9a-f]{2}/i.test(contentId)) return contentId;
  return Buffer.from(
    contentId.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');
}
