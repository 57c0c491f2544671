// Bytes and a charset label to text. Guarantees: never throws; U+FFFD only where the bytes are really broken; says
// through `warn` when the label was no help and the charset was guessed.
import { isAscii, isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { guessCharset } from './charset.guess.js';
import { charsetName } from './charset.names.js';
import { decodeHz, decodeIso2022Jp, decodeIso2022Kr } from './iso-2022.decoder.js';

export type Warn = (warning: string) => void;

const BOM = '\ufeff';
const JAPANESE_ESCAPE = Buffer.from('\x1b$', 'latin1');

/**
 * Decodes a body or a header value.
 * @param label as the mail gives it; null where it gives none
 * @param hint charset to prefer where the label is no help, e.g. the one that the body declares
 */
export function decodeBytes(bytes: Buffer, label: string | null, warn: Warn, hint: string | null = null): string {
  if (bytes.length === 0) return '';
  const name = charsetName(label);
  if (label && !name) warn('charset unknown');
  if (name === null || name === 'utf-8' || name === 'ascii') return decodeUnicodeOrGuess(bytes, name, warn, hint);
  return decodeNamed(bytes, name);
}

function decodeUnicodeOrGuess(bytes: Buffer, name: string | null, warn: Warn, hint: string | null): string {
  if (isAscii(bytes)) {
    if (name !== 'utf-8' && bytes.includes(JAPANESE_ESCAPE)) return decodeIso2022Jp(bytes);
    return bytes.toString('latin1');
  }
  if (isUtf8(bytes)) {
    const text = bytes.toString('utf8');
    return text.startsWith(BOM) ? text.slice(1) : text;
  }
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff))
    return iconv.decode(bytes, 'utf-16');
  if (name === 'utf-8' && mostlyUtf8(bytes)) {
    warn('text damaged');
    return bytes.toString('utf8');
  }
  warn('charset guessed');
  const guessed = guessCharset(bytes, charsetName(hint));
  return guessed === 'utf-8' ? bytes.toString('utf8') : decodeNamed(bytes, guessed);
}

/** True where the text is UTF-8 with a few broken places (cut in the middle of a character), not another charset. */
function mostlyUtf8(bytes: Buffer): boolean {
  const text = bytes.toString('utf8');
  let broken = 0;
  let good = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 0xfffd) broken++;
    else if (unit > 0x7f) good++;
  }
  return good > 0 && broken <= Math.max(1, good / 10);
}

/** Decodes by a name that `charsetName` gave. */
export function decodeNamed(bytes: Buffer, name: string): string {
  switch (name) {
    case 'utf-8':
    case 'ascii':
      return bytes.toString('utf8');
    case 'iso-2022-jp':
      return decodeIso2022Jp(bytes);
    case 'iso-2022-kr':
      return decodeIso2022Kr(bytes);
    case 'hz':
      return decodeHz(bytes);
    case 'utf-16':
    case 'utf-16le':
    case 'utf-16be':
      return iconv.decode(bytes, name);
    default:
      // ASCII is the same in every charset that is left except UTF-7 and EBCDIC; this is the fast way for most mail.
      return isAscii(bytes) && !/^(?:utf-?7|utf-?32|cp037|ebcdic|ibm)/i.test(name)
        ? bytes.toString('latin1')
        : iconv.decode(bytes, name);
  }
}
