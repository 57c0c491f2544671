// Where a page of the rail ended: base64url of JSON, made and read here only. A cursor is a hint from outside: it is checked part by part
// before it meets SQL, and it can name nothing but a place in the order of its own view.

export const RAIL_VIEWS = ['rail', 'waiting', 'done', 'mine', 'all'] as const;
export type RailView = (typeof RAIL_VIEWS)[number];

/** Values of the view's sort key, as text with full precision (a Date would cut microseconds and serve a slip twice). */
export type SortKey = string[];

const INTEGER = /^\d{1,15}$/;
const RANK = /^[01]$/;
const INSTANT = /^\d{4,6}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d{1,6})?\+00$/;

/** A view, or the ranks of what a search found. */
type Listed = RailView | 'found';

/** What each is ordered by. */
const SHAPES: Record<Listed, readonly RegExp[]> = {
  found: [/^[012]$/, INTEGER],
  rail: [RANK, INSTANT, INTEGER],
  mine: [RANK, INSTANT, INTEGER],
  waiting: [INSTANT, INTEGER],
  done: [INSTANT, INTEGER],
  all: [INTEGER],
};

export function writeCursor(view: Listed, key: SortKey): string {
  return Buffer.from(JSON.stringify([view, ...key])).toString('base64url');
}

/** Null where the text is no cursor of this view. */
export function readCursor(view: Listed, text: string): SortKey | null {
  const parts = parse(text);
  if (!Array.isArray(parts) || parts[0] !== view) return null;
  const key: unknown[] = parts.slice(1);
  const shape = SHAPES[view];
  if (key.length !== shape.length) return null;
  const good = key.every(
    (part, i) => typeof part === 'string' && shape[i]!.test(part) && isInstantOrOther(shape[i]!, part),
  );
  return good ? (key as SortKey) : null;
}

function parse(text: string): unknown {
  if (text.length > 400 || !/^[A-Za-z0-9_-]+$/.test(text)) return null;
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    // Not JSON: no cursor of ours. The caller tells so.
    return null;
  }
}

/** 2026-02-31 has the form of an instant, and PostgreSQL refuses it. */
function isInstantOrOther(shape: RegExp, part: string): boolean {
  if (shape !== INSTANT) return true;
  const [year = '', month = '', day = '', hour = '', minute = '', second = ''] = part.split(/[- :.+]/);
  const at = new Date(
    Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second)),
  );
  return (
    Number(year) > 0 &&
    at.getUTCMonth() === Number(month) - 1 &&
    at.getUTCDate() === Number(day) &&
    Number(hour) < 24 &&
    Number(minute) < 60
  );
}
