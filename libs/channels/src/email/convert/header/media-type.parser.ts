// Content-Type and Content-Disposition (RFC 2045, 5.1; RFC 2183) with their parameters, in RFC 2231 pieces and charsets too.
// Guarantee: never throws; a value that is no type comes back as '' and the caller chooses the default.
import { decodeBytes, type Warn } from '../charset/charset.decoder.js';
import { bytesOf, type HeaderTextDecoder } from './header-text.decoder.js';

export interface ParameterisedValue {
  /** Lower case: `text/plain`, `attachment`; '' where there is none. */
  value: string;
  /** Lower-case names, decoded text. */
  parameters: Map<string, string>;
}

/** RFC 2231 pieces of one value that are put together at most. */
const MOST_PIECES = 100;

/** Reads one field's value (byte string). */
export function parseParameterised(field: string | null, decoder: HeaderTextDecoder, warn: Warn): ParameterisedValue {
  const parameters = new Map<string, string>();
  if (!field) return { value: '', parameters };
  const semicolon = field.indexOf(';');
  const head = (semicolon === -1 ? field : field.slice(0, semicolon)).replace(/\([^)]*\)/g, '');
  const value = head.trim().toLowerCase().replace(/\s+/g, '');
  const raw = semicolon === -1 ? new Map<string, string>() : rawParameters(field.slice(semicolon + 1));
  for (const [name, text] of raw) {
    const base = /^([^*]+)\*/.exec(name)?.[1];
    if (base === undefined) {
      if (!parameters.has(name)) parameters.set(name, decoder.text(text));
    } else if (name === `${base}*` || name === `${base}*0` || name === `${base}*0*`) {
      parameters.set(base, joinPieces(base, raw, decoder, warn));
    }
  }
  return { value, parameters };
}

function rawParameters(text: string): Map<string, string> {
  const found = new Map<string, string>();
  // A quoted value, or anything up to the next semicolon: names with blanks come unquoted.
  const pattern = /\s*([^\s=;"]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"?([^;]*)|([^;]*))(?:;|$)/gy;
  let at = 0;
  while (at < text.length) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (!match) {
      const next = text.indexOf(';', at);
      if (next === -1) break;
      at = next + 1;
      continue;
    }
    const name = match[1]!.toLowerCase();
    const value = match[2] === undefined ? match[4]!.trim() : match[2].replace(/\\(["\\])/g, '$1');
    if (!found.has(name)) found.set(name, value);
    at = pattern.lastIndex === at ? at + 1 : pattern.lastIndex;
  }
  return found;
}

/** RFC 2231: `name*=utf-8''a%20b`, `name*0=..; name*1=..`, `name*0*=utf-8''..; name*1*=..`. */
function joinPieces(base: string, raw: Map<string, string>, decoder: HeaderTextDecoder, warn: Warn): string {
  const single = raw.get(`${base}*`);
  let charset: string | null = null;
  const chunks: Buffer[] = [];
  const add = (text: string, encoded: boolean, first: boolean) => {
    if (!encoded) {
      chunks.push(bytesOf(text));
      return;
    }
    const labelled = first ? /^([^']*)'[^']*'(.*)$/s.exec(text) : null;
    if (labelled) charset = labelled[1] || null;
    const body = labelled ? labelled[2]! : text;
    chunks.push(
      bytesOf(body.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))),
    );
  };
  if (single !== undefined) add(single, true, true);
  else {
    for (let piece = 0; piece < MOST_PIECES; piece++) {
      const encoded = raw.get(`${base}*${piece}*`);
      const plain = raw.get(`${base}*${piece}`);
      if (encoded === undefined && plain === undefined) break;
      add(encoded ?? plain!, encoded !== undefined, piece === 0);
    }
  }
  const bytes = Buffer.concat(chunks);
  return charset === null ? decoder.text(bytes.toString('latin1')) : decodeBytes(bytes, charset, warn);
}
