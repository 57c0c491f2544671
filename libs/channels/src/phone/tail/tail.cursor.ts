// How far the logs of a channel were read. Stored with the records in one transaction (I13). Beside each place stands what the file had just before it: a
// file that was rotated, truncated or written anew does not have it, whatever its name, size and inode say.
import { createHash } from 'node:crypto';
import { FILE_BEGINNING, type FilePlace } from '../csv/call.file.js';
import { SEPARATORS } from '../csv/dialect.js';

export interface TailPlace extends FilePlace {
  /** Hex SHA-256 of the last bytes before `offset`: so many of them as FINGERPRINT_BYTES says, or all. */
  before: string;
}

export interface TailState {
  place: TailPlace;
  /** The file that had this name before, and is not read to its end. */
  rest: TailPlace | null;
}

export interface TailCursor {
  /** By whole path. */
  files: Record<string, TailState>;
}

export const FINGERPRINT_BYTES = 512;

export const fingerprint = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export const TAIL_BEGINNING: TailPlace = { ...FILE_BEGINNING, before: fingerprint(Buffer.alloc(0)) };

export const freshState = (columns: string[] | null = null): TailState => ({
  place: { ...TAIL_BEGINNING, columns },
  rest: null,
});

/** What was stored, as far as it still has this shape: the rest begins anew, which stores nothing twice. */
export function readTailCursor(stored: unknown): TailCursor {
  const files = objectOf(objectOf(stored)?.files) ?? {};
  const known: [string, TailState][] = Object.entries(files).flatMap(([path, value]) => {
    const state = objectOf(value);
    const place = placeIn(state?.place);
    return place ? [[path, { place, rest: placeIn(state?.rest) }]] : [];
  });
  return { files: Object.fromEntries(known) };
}

function placeIn(value: unknown): TailPlace | null {
  const place = objectOf(value);
  const { offset, line, before, columns, dialect } = place ?? {};
  const isCounted = Number.isSafeInteger(offset) && Number.isSafeInteger(line) && Number(offset) >= 0;
  if (!isCounted || typeof before !== 'string') return null;
  const written = objectOf(dialect);
  const separator = SEPARATORS.find(one => one === written?.separator);
  const width = (['8-bit', 'utf-16le', 'utf-16be'] as const).find(one => one === written?.width);
  // Without it nobody could go on in the middle.
  if (Number(offset) > 0 && (!separator || !width)) return null;
  const names = Array.isArray(columns) && columns.every(name => typeof name === 'string') ? columns : null;
  return {
    ...{ offset: Number(offset), line: Number(line), before, columns: names },
    dialect: separator && width ? { width, separator, mark: Number(written?.mark) || 0 } : null,
  };
}

const objectOf = (value: unknown): Record<string, unknown> | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
