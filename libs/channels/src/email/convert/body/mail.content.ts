// From the tree of parts to what a person reads: one text, one HTML, the attachments. Guarantees: each part is shown or
// attached, none is lost and none is both; machine reports are attachments, never body text.
import type { Warn } from '../charset/charset.decoder.js';
import { decodeBytes } from '../charset/charset.decoder.js';
import type { ConvertLimits } from '../convert.limits.js';
import type { Part } from '../mime/part.walker.js';
import { decodeTransfer } from '../mime/transfer.decoder.js';
import { type AttachedPart, AttachmentList } from './attachment.list.js';
import { type HtmlBudget, sanitiseHtml } from './html.sanitiser.js';
import { htmlOfText, strippedText, textOfHtml } from './html-text.renderer.js';
import { plainText, withoutTrailingLines } from './plain-text.decoder.js';

export interface MailContent {
  text: string;
  html: string | null;
  attachments: AttachedPart[];
}

/** One stretch of the body: what it offers to read. */
interface View {
  plain: string | null;
  html: string | null;
}

interface Reading {
  limits: ConvertLimits;
  warn: Warn;
  budget: HtmlBudget;
  attachments: AttachmentList;
}

const NOTHING: View = { plain: null, html: null };
/** Other shapes of the same text, for devices: not shown, not attached. */
const ALTERNATIVE_SHAPES = new Set(['text/x-amp-html', 'text/watch-html']);

/** @throws LimitExceeded from the HTML bounds */
export function readContent(root: Part, limits: ConvertLimits, warn: Warn): MailContent {
  const reading: Reading = {
    limits,
    warn,
    budget: { elements: 0, links: 0 },
    attachments: new AttachmentList(limits, warn),
  };
  const view = readPart(root, reading, true);
  const html = view.html === null || view.html === '' ? null : view.html;
  const plain =
    view.plain !== null && view.plain.trim() !== ''
      ? view.plain
      : html === null
        ? (view.plain ?? '')
        : textOfHtml(html);
  return { text: withoutTrailingLines(plain), html, attachments: reading.attachments.finish(html) };
}

function readPart(part: Part, reading: Reading, isRoot: boolean): View {
  if (part.children === null) return readLeaf(part, reading, isRoot);
  switch (part.mediaType) {
    case 'multipart/alternative':
      return readAlternative(part.children, reading);
    case 'multipart/encrypted':
      reading.warn('mail encrypted');
      return readSequence(part.children, reading);
    default:
      return readSequence(part.children, reading);
  }
}

/** RFC 2046, 5.1.4: the same content in several shapes, the best last. */
function readAlternative(children: Part[], reading: Reading): View {
  const view: View = { plain: null, html: null };
  for (const child of children) {
    if (ALTERNATIVE_SHAPES.has(child.mediaType)) continue;
    const offered = readPart(child, reading, false);
    if (offered.html !== null) view.html = offered.html;
    if (offered.plain !== null && !view.plain?.trim()) view.plain = offered.plain;
  }
  return view;
}

/** Parts one after the other. Where one of them is HTML, the others are shown within it too. */
function readSequence(children: Part[], reading: Reading): View {
  const views = children
    .map(child => readPart(child, reading, false))
    .filter(view => view.plain !== null || view.html !== null);
  if (views.length <= 1) return views[0] ?? NOTHING;
  const plain = views.map(view =>
    view.plain?.trim() ? view.plain : view.html === null ? (view.plain ?? '') : textOfHtml(view.html),
  );
  const html = views.some(view => view.html !== null)
    ? views.map(view => view.html ?? htmlOfText(view.plain ?? '')).join('\n')
    : null;
  return {
    plain: plain
      .map(text => withoutTrailingLines(text))
      .filter(text => text !== '')
      .join('\n\n'),
    html,
  };
}

function readLeaf(part: Part, reading: Reading, isRoot: boolean): View {
  if (!isBodyText(part, isRoot)) {
    reading.attachments.add(part);
    return NOTHING;
  }
  const bytes = decodeTransfer(part.body, part.encoding, reading.warn);
  if (part.mediaType === 'text/html' || part.mediaType === 'application/xhtml+xml')
    return readHtml(part, bytes, reading);
  return {
    plain: plainText(decodeBytes(bytes, part.parameters.get('charset') ?? null, reading.warn), part.parameters),
    html: null,
  };
}

function isBodyText(part: Part, isRoot: boolean): boolean {
  if (part.disposition === 'attachment' || part.filename !== '') return false;
  if (part.mediaType === 'text/plain' || part.mediaType === 'text/html' || part.mediaType === 'application/xhtml+xml')
    return true;
  // text/enriched, text/markdown and the like are readable as they are; calendars, cards and tables are files.
  if (/^text\/(?:enriched|richtext|markdown|x-markdown)$/.test(part.mediaType)) return true;
  return (
    isRoot &&
    part.mediaType.startsWith('text/') &&
    !/^text\/(?:calendar|(?:x-)?vcard|directory|csv|rtf|xml)$/.test(part.mediaType)
  );
}

function readHtml(part: Part, bytes: Buffer, reading: Reading): View {
  const charset = part.parameters.get('charset') ?? metaCharset(bytes);
  const source = decodeBytes(bytes, charset, reading.warn);
  const html = sanitiseHtml(source, reading.limits, reading.budget);
  if (html !== null) return { plain: null, html };
  reading.warn('html too large to show');
  reading.attachments.addBytes('message.html', 'text/html', bytes);
  return { plain: strippedText(source), html: null };
}

/** The charset that the HTML names in itself, where the mail names none. */
function metaCharset(bytes: Buffer): string | null {
  const head = bytes.toString('latin1', 0, Math.min(bytes.length, 2048));
  return /<meta\b[^>]*?charset\s*=\s*["']?\s*([\w:.-]+)/i.exec(head)?.[1] ?? null;
}
