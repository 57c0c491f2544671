// Versions as text that can be compared. Guarantee: a version that nobody can read counts as the newest, which refuses the least.
import type { TradeStandard } from '#tickets';

const NEWEST = '999999';

/** `004010` stays; `D:96A` gives `1996A`, `D:03B` gives `2003B`. */
export function comparableVersion(standard: TradeStandard, version: string): string {
  if (standard === 'x12') return /^\d{6}/.exec(version)?.[0] ?? NEWEST;
  const directory = /^[A-Z]:(\d\d)([A-Z])/.exec(version);
  if (!directory) return NEWEST;
  return `${Number(directory[1]) < 70 ? '20' : '19'}${directory[1]}${directory[2]}`;
}

/** Versions in which a length or a segment changed. */
const STEPS: Record<TradeStandard, readonly string[]> = {
  x12: ['000000', '004010', '004020', '005020'],
  edifact: ['0000A', '1997A', '1999B'],
};

/** The last step that this version has taken: versions between two steps share one table. */
export const stepOf = (standard: TradeStandard, version: string): string => {
  const comparable = comparableVersion(standard, version);
  return STEPS[standard].filter(step => step <= comparable).at(-1)!;
};
