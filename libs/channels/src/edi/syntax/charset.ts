// Character sets of interchanges. Guarantees: every one of them leaves ASCII as it is, so that delimiters can be found before anything is decoded; a
// name that is unknown is null, never a guess.
import iconv from 'iconv-lite';

/** ISO/IEC 9735 annex A of version 4: what 0001 says, and what Node and iconv call it. */
const DECLARED: Readonly<Record<string, string>> = {
  UNOA: 'ascii',
  UNOB: 'ascii',
  UNOC: 'latin1',
  UNOD: 'iso-8859-2',
  UNOE: 'iso-8859-5',
  UNOF: 'iso-8859-7',
  UNOG: 'iso-8859-3',
  UNOH: 'iso-8859-4',
  UNOI: 'iso-8859-6',
  UNOJ: 'iso-8859-8',
  UNOK: 'iso-8859-9',
  UNOW: 'utf-8',
  // Code extension of ISO 2022: nobody sends it; its plain part is ASCII.
  UNOX: 'ascii',
  UNOY: 'utf-8',
};

/** Of a syntax identifier (0001); null where the standard has none of that name. */
export const declaredCharset = (syntax: string): string | null => DECLARED[syntax] ?? null;

/** A name that somebody configured; null where it is unknown, or where ASCII would not be ASCII in it (UTF-16, EBCDIC). */
export function configuredCharset(name: string): string | null {
  const plain = name.trim().toLowerCase();
  if (/^(latin-?1|iso-?8859-1)$/.test(plain)) return 'latin1';
  if (/^utf-?8$/.test(plain)) return 'utf-8';
  if (/^(us-)?ascii$/.test(plain)) return 'ascii';
  if (!iconv.encodingExists(plain)) return null;
  const sample = "AZ09+:'?*~";
  return iconv.encode(sample, plain, { addBOM: false }).toString('latin1') === sample ? plain : null;
}

/** @param name one of the names that the functions above give; `ascii` must be decided before */
export const decodeCharset = (bytes: Buffer, name: string): string =>
  name === 'utf-8' ? bytes.toString('utf8') : name === 'latin1' ? bytes.toString('latin1') : iconv.decode(bytes, name);
