// multipart/form-data (RFC 7578) from a whole body. Guarantees: one pass, views instead of copies; counted as it goes; a part that holds parts is refused; names
// of fields and files are data, in whatever script. A body that ends before its last boundary is refused: something of it is missing.
import { FORM_LIMITS, type FormCounter, type PostedForm, refuse } from './posted.form.js';
import { cleanText, TextReader } from './text.decoder.js';

interface Part {
  name: string;
  /** Null: a field, not a file. */
  filename: string | null;
  contentType: string;
  bytes: Buffer;
}

const CUT = 'The form broke off before its end, or its parts cannot be told apart';

export function readMultipart(body: Uint8Array, boundary: string, counter: FormCounter): PostedForm {
  // RFC 2046, section 5.1.1
  if (!/^[\x20-\x7e]{1,70}$/.test(boundary))
    refuse(400, 'FORM.UNREADABLE', 'The Content-Type names no boundary of its parts');
  const raw = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const parts = [...partsOf(raw, boundary, counter)];
  const text = new TextReader('');
  const said = parts.find(part => part.name === '_charset_' && part.filename === null);
  if (said) text.declare(said.bytes.toString('latin1').trim());
  const form: PostedForm = { fields: [], files: [], warnings: [] };
  for (const { name, filename, contentType, bytes } of parts) {
    if (filename === null) {
      const own = /;\s*charset="?([\w:.-]+)/i.exec(contentType)?.[1];
      form.fields.push([name, own === undefined ? text.read(bytes) : new TextReader(own).read(bytes)]);
      // What a browser sends where no file was chosen.
    } else if (filename !== '' || bytes.length > 0)
      form.files.push({ field: name, filename, declaredType: contentType.split(';')[0]!.trim().toLowerCase(), bytes });
  }
  if (text.guessed) form.warnings.push('charset guessed');
  return form;
}

function* partsOf(raw: Buffer, boundary: string, counter: FormCounter): Generator<Part> {
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  // The first may stand at the very beginning, without an end of line before it.
  const opening = delimiter.subarray(2);
  let at = raw.subarray(0, opening.length).equals(opening) ? opening.length : after(raw, delimiter, 0);
  while (at >= 0) {
    if (raw[at] === 0x2d && raw[at + 1] === 0x2d) return;
    const line = raw.indexOf('\r\n', at);
    // Blanks may stand behind a boundary; anything else is another, longer one.
    if (line < 0 || !/^[ \t]*$/.test(raw.toString('latin1', at, Math.min(line, at + 200)))) break;
    const end = raw.indexOf(delimiter, line);
    if (end < 0) break;
    yield partOf(raw.subarray(line + 2, Math.max(line + 2, end)), counter);
    at = end + delimiter.length;
  }
  refuse(400, 'FORM.UNREADABLE', CUT);
}

function after(raw: Buffer, delimiter: Buffer, from: number): number {
  const at = raw.indexOf(delimiter, from);
  return at < 0 ? -1 : at + delimiter.length;
}

function partOf(part: Buffer, counter: FormCounter): Part {
  // Of a part without content the empty line that ends its header is the delimiter's own.
  const gap = part.indexOf('\r\n\r\n');
  const header = gap < 0 ? part : part.subarray(0, gap);
  const bytes = gap < 0 ? part.subarray(part.length) : part.subarray(gap + 4);
  if (header.length > FORM_LIMITS.partHeaderBytes) refuse(413, 'FORM.TOO_LARGE', 'The header of a part is too long');
  const lines = headerText(header).split('\r\n');
  const value = (name: string) =>
    lines
      .find(line => line.toLowerCase().startsWith(`${name}:`))
      ?.slice(name.length + 1)
      .trim() ?? '';
  const disposition = value('content-disposition');
  const contentType = value('content-type');
  if (/^multipart\//i.test(contentType))
    refuse(400, 'FORM.NESTED', 'A part of the form holds parts itself: send each file as a part of its own');
  if (/^(?!7bit$|8bit$|binary$)./i.test(value('content-transfer-encoding')))
    refuse(
      400,
      'FORM.UNREADABLE',
      'A part of the form has a transfer encoding, which forms do not have (RFC 7578, section 4.7)',
    );
  const name = parameter(disposition, 'name');
  if (!/^form-data\b/i.test(disposition) || name === null)
    refuse(400, 'FORM.UNREADABLE', 'A part of the form has no name');
  const filename = parameter(disposition, 'filename');
  counter.name(Buffer.byteLength(name!));
  if (filename === null) counter.value(bytes.length, `/${name!.replaceAll('~', '~0').replaceAll('/', '~1')}`);
  else counter.file();
  return { name: name!, filename, contentType, bytes };
}

/** Browsers write UTF-8; what is none was written by something old. */
const headerText = (bytes: Buffer): string => {
  const text = bytes.toString('utf8');
  return text.includes('\ufffd') ? bytes.toString('latin1') : text;
};

/** Browsers escape three signs only (WHATWG HTML, multipart/form-data encoding algorithm); others write a backslash before a quote. */
function parameter(disposition: string, name: string): string | null {
  const found = new RegExp(`;\\s*${name}\\s*=\\s*(?:"((?:\\\\"|[^"])*)"|([^\\s;]+))`, 'i').exec(disposition);
  if (!found) return extended(disposition, name);
  const text = (found[1] ?? found[2] ?? '').replaceAll('\\"', '"');
  return cleanText(text.replaceAll('%22', '"').replace(/%0D/gi, '\r').replace(/%0A/gi, '\n'));
}

/** `filename*=UTF-8''…` (RFC 8187), which forms should not have and some programs write. */
function extended(disposition: string, name: string): string | null {
  const found = new RegExp(`;\\s*${name}\\*\\s*=\\s*utf-8'[^']*'([^\\s;]*)`, 'i').exec(disposition);
  if (!found) return null;
  try {
    return cleanText(decodeURIComponent(found[1]!));
  } catch {
    return cleanText(found[1]!);
  }
}
