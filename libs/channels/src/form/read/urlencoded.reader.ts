// application/x-www-form-urlencoded (WHATWG URL standard, section 5.1). Guarantees: counted before it is decoded; a percent sign that begins no escape is itself.
import type { FormCounter, PostedForm } from './posted.form.js';
import { cleanText, TextReader } from './text.decoder.js';

const AND = 0x26;

/** @param charset of the Content-Type, '' where it says none */
export function readUrlencoded(body: Uint8Array, charset: string, counter: FormCounter): PostedForm {
  const raw = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const pairs: [Buffer, Buffer][] = [];
  for (let start = 0; start <= raw.length; ) {
    const end = indexOr(raw, AND, start);
    if (end > start) {
      const pair = raw.subarray(start, end);
      const at = pair.indexOf('=');
      const [name, value] = at < 0 ? [pair, pair.subarray(pair.length)] : [pair.subarray(0, at), pair.subarray(at + 1)];
      counter.name(name.length);
      pairs.push([name, value]);
    }
    start = end + 1;
  }
  const said = pairs.find(([name]) => name.equals(CHARSET_FIELD));
  const text = new TextReader(charset);
  if (said) text.declare(said[1].toString('latin1').trim());
  const fields = pairs.map(([name, value]): [string, string] => {
    const read = textOf(name, text);
    const bytes = unescaped(value);
    counter.value(bytes.length, `/${read.replaceAll('~', '~0').replaceAll('/', '~1')}`);
    return [read, plainOf(value) ?? text.read(bytes)];
  });
  return { fields, files: [], warnings: text.guessed ? ['charset guessed'] : [] };
}

const CHARSET_FIELD = Buffer.from('_charset_');

const textOf = (bytes: Buffer, text: TextReader): string => plainOf(bytes) ?? text.read(unescaped(bytes));

/** Most names and many values need no decoding at all. */
function plainOf(bytes: Buffer): string | null {
  const text = bytes.toString('latin1');
  return /^[\w.,:;!?@/()[\]*$-]*$/.test(text) ? cleanText(text) : null;
}

function unescaped(bytes: Buffer): Buffer {
  const out = Buffer.allocUnsafe(bytes.length);
  let length = 0;
  for (let at = 0; at < bytes.length; at++) {
    const sign = bytes[at]!;
    const code = sign === 0x25 ? hexAt(bytes, at + 1) : -1;
    if (code >= 0) at += 2;
    out[length++] = code >= 0 ? code : sign === 0x2b ? 0x20 : sign;
  }
  return out.subarray(0, length);
}

function hexAt(bytes: Buffer, at: number): number {
  const high = digit(bytes[at]);
  const low = digit(bytes[at + 1]);
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

function digit(sign: number | undefined): number {
  if (sign === undefined) return -1;
  if (sign >= 0x30 && sign <= 0x39) return sign - 0x30;
  const letter = sign | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

function indexOr(bytes: Buffer, sign: number, from: number): number {
  const at = bytes.indexOf(sign, from);
  return at < 0 ? bytes.length : at;
}
