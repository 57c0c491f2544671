// The few causes that make most of the trouble: counts by cause, sender or field, the largest first, with the share of all so far. Pure.
import type { DefectRow } from '#api';

export type ParetoBy = 'cause' | 'sender' | 'field';
export type ParetoBar = { name: string; detail: string; count: number; cumulated: number };

const KIND: Record<string, string> = {
  misroute: 'On the wrong rail',
  skip: 'Passed over',
  reopened: 'Opened again',
  late: 'Finished late',
  quarantined: 'Could not be read',
  returned: 'Handoff sent back',
};

export const kindWords = (kind: string): string => KIND[kind] ?? kind;

/** What one row counts for; null: the row has no such thing, and is left out. */
const NAME: Record<ParetoBy, (row: DefectRow) => [name: string, detail: string] | null> = {
  cause: row => [row.reasonTitle, row.contract ? `${kindWords(row.kind)}: ${row.contract}` : kindWords(row.kind)],
  sender: row => (row.sender === null ? null : [row.sender, 'Sent handoffs that came back']),
  field: row => (row.field === null ? null : [row.field, row.contract ?? kindWords(row.kind)]),
};

/** Shares are whole per cent of the rows that count, cut, so that 100 is all of them; equal counts stand by name. */
export function paretoOf(rows: readonly DefectRow[], by: ParetoBy): ParetoBar[] {
  const groups = new Map<string, { name: string; detail: string; count: number }>();
  for (const row of rows) {
    const named = NAME[by](row);
    if (!named) continue;
    const [name, detail] = named;
    const key = `${name}\n${detail}`;
    const group = groups.get(key) ?? { name, detail, count: 0 };
    group.count += row.count;
    groups.set(key, group);
  }
  const bars = [...groups.values()].sort((a, b) => b.count - a.count || a.name.localeCompare(b.name));
  const all = bars.reduce((sum, bar) => sum + bar.count, 0);
  let sum = 0;
  return bars.map(bar => {
    sum += bar.count;
    return { ...bar, cumulated: Math.floor((100 * sum) / all) };
  });
}
