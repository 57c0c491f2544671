// How the text of a CSV is written: encoding and separator, found out from its first row. Pure.
import iconv from 'iconv-lite';

export const SEPARATORS = [',', ';', '\t', '|'] as const;
export type Separator = (typeof SEPARATORS)[number];

/** `8-bit`: each row by itself is UTF-8, or the channel's encoding where it is not. */
export type Width = '8-bit' | 'utf-16le' | 'utf-16be';

export interface Dialect {
  width: Width;
  /** Bytes of the byte order mark. */
  mark: number;
  separator: Separator;
}

export const unitOf = (width: Width): 1 | 2 => (width === '8-bit' ? 1 : 2);

/** @param head  the first bytes of a file: its first row, or as much as there is */
export function widthOf(head: Uint8Array): Pick<Dialect, 'width' | 'mark'> {
  const [a, b, c] = head;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { width: '8-bit', mark: 3 };
  if (a === 0xff && b === 0xfe) return { width: 'utf-16le', mark: 2 };
  if (a === 0xfe && b === 0xff) return { width: 'utf-16be', mark: 2 };
  // Without a mark: records are mostly ASCII, whose other byte is zero.
  if (a !== undefined && a !== 0 && b === 0 && head[3] === 0) return { width: 'utf-16le', mark: 0 };
  if (a === 0 && b !== undefined && b !== 0 && c === 0) return { width: 'utf-16be', mark: 0 };
  return { width: '8-bit', mark: 0 };
}

/** The one that occurs most outside of quotes; a row of one column has none, and gets a comma. */
export function separatorOf(row: string): Separator {
  const open = row.replace(/"(?:[^"]|"")*"/g, '');
  const counts = SEPARATORS.map(one => open.split(one).length - 1);
  return SEPARATORS[counts.indexOf(Math.max(...counts))] ?? ',';
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Never throws: what fits no encoding shows as U+FFFD. NULs, which no text has, are left out. */
export function decodeText(bytes: Uint8Array, width: Width, encoding: string): string {
  return decoded(bytes, width, encoding).replaceAll('\0', '');
}

function decoded(bytes: Uint8Array, width: Width, encoding: string): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (width === 'utf-16le') return buffer.toString('utf16le').toWellFormed();
  if (width === 'utf-16be')
    return Buffer.from(buffer.subarray(0, buffer.length & ~1))
      .swap16()
      .toString('utf16le')
      .toWellFormed();
  try {
    return utf8.decode(buffer);
  } catch {
    return iconv.decode(buffer, encoding).toWellFormed();
  }
}
