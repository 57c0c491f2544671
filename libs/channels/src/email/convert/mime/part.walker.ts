// The MIME tree of a mail (RFC 2045 to 2047), as views into the raw bytes: nothing is decoded or copied here. Guarantees:
// bounded in parts and depth; a mail with a bad boundary still gives its text; a message inside the mail is one leaf.
import type { Warn } from '../charset/charset.decoder.js';
import { type ConvertLimits, LimitExceeded } from '../convert.limits.js';
import { firstValue, type HeaderField, readHeaderSection } from '../header/header.reader.js';
import { type HeaderTextDecoder, headerTextDecoder } from '../header/header-text.decoder.js';
import { parseParameterised } from '../header/media-type.parser.js';
import { guessBoundary, splitMultipart } from './multipart.splitter.js';

export interface Part {
  fields: HeaderField[];
  decoder: HeaderTextDecoder;
  /** Lower case, `text/plain` where none is given. */
  mediaType: string;
  parameters: Map<string, string>;
  /** `inline`, `attachment` or ''. */
  disposition: string;
  /** File name of either field, '' where there is none. */
  filename: string;
  /** Content-Transfer-Encoding, lower case. */
  encoding: string;
  /** Content-ID without brackets, or null. */
  contentId: string | null;
  /** Bytes as they stand in the mail. */
  body: Buffer;
  /** Parts of a multipart; null for a leaf. */
  children: Part[] | null;
}

export interface WalkContext {
  limits: ConvertLimits;
  warn: Warn;
  /** Parts seen so far in the whole mail. */
  parts: number;
}

/** Header fields whose raw 8-bit bytes tell the charset of all. */
const READ_BY_PEOPLE = new Set([
  'from',
  'reply-to',
  'sender',
  'to',
  'cc',
  'subject',
  'content-type',
  'content-disposition',
]);

/**
 * Reads the entity that `bytes` is: header section, blank line, body.
 * @throws LimitExceeded `mail.too-many-parts`, `mail.too-deep`, `mail.header-too-large`, `mail.too-many-headers`
 */
export function walkParts(bytes: Buffer, context: WalkContext, depth = 0, parentType = ''): Part {
  const { limits, warn } = context;
  context.parts++;
  if (context.parts > limits.parts)
    throw new LimitExceeded('mail.too-many-parts', `The mail has more than ${limits.parts} parts.`);
  if (depth > limits.depth)
    throw new LimitExceeded('mail.too-deep', `Parts of the mail are nested more than ${limits.depth} deep.`);
  const section = readHeaderSection(bytes, 0, limits);
  if (section.unclosed && depth === 0) warn('header not closed');
  const { fields } = section;
  const declared = /charset\s*=\s*"?([^\s";]+)/i.exec(firstValue(fields, 'content-type') ?? '')?.[1] ?? null;
  const readable = fields.filter(field => READ_BY_PEOPLE.has(field.name)).map(field => field.value);
  const decoder = headerTextDecoder(readable, declared, warn);
  const type = parseParameterised(firstValue(fields, 'content-type'), decoder, warn);
  const disposition = parseParameterised(firstValue(fields, 'content-disposition'), decoder, warn);
  const fallback = parentType === 'multipart/digest' ? 'message/rfc822' : 'text/plain';
  const part: Part = {
    fields,
    decoder,
    mediaType: /^[^\s/]+\/[^\s/]+$/.test(type.value) ? type.value : bareType(type.value, fallback),
    parameters: type.parameters,
    disposition: disposition.value,
    filename: disposition.parameters.get('filename') ?? type.parameters.get('name') ?? '',
    encoding: (firstValue(fields, 'content-transfer-encoding') ?? '')
      .replace(/\([^)]*\)|[;"'].*$/g, '')
      .trim()
      .toLowerCase(),
    contentId: (firstValue(fields, 'content-id') ?? '').replace(/[<>\s]/g, '') || null,
    body: bytes.subarray(section.bodyStart),
    children: null,
  };
  if (part.mediaType.startsWith('multipart/')) openMultipart(part, context, depth);
  return part;
}

/** `Content-Type: text` is what very old mailers call plain text. */
function bareType(value: string, fallback: string): string {
  return value === '' || value === 'text' ? fallback : 'application/octet-stream';
}

function openMultipart(part: Part, context: WalkContext, depth: number): void {
  const boundary = part.parameters.get('boundary') ?? '';
  let pieces = boundary ? splitMultipart(part.body, boundary, context.limits.parts) : null;
  if (pieces === null) {
    context.warn('boundary missing');
    const guess = guessBoundary(part.body);
    pieces = guess === null ? null : splitMultipart(part.body, guess, context.limits.parts);
  }
  if (pieces === null) {
    // Nothing to split at: what is there is shown as text.
    part.mediaType = 'text/plain';
    return;
  }
  part.children = pieces.map(piece => walkParts(piece, context, depth + 1, part.mediaType));
}
