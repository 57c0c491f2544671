// Looking a kind up.
import type { TicketKind } from './kind.js';
import { shippedKinds } from './shipped.kinds.js';

export const kinds: readonly TicketKind[] = shippedKinds;
const byKey = new Map(kinds.map(kind => [kind.key, kind]));

export const isKind = (key: string): boolean => byKey.has(key);

/** Throws RangeError for a key that no kind has. */
export function kindOf(key: string): TicketKind {
  const kind = byKey.get(key);
  if (!kind) throw new RangeError(`There is no ticket kind "${key}"`);
  return kind;
}
