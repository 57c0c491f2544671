// Today's figure beside that of the last meeting, in words. Pure.
import type { FlowDepartment } from '#api';

export type Tone = 'better' | 'worse' | 'same';
export type Difference = { words: string; tone: Tone };

/** @param better which direction is good; null: neither */
export function differenceOf(
  now: number | null,
  then: number | null,
  better: 'more' | 'less' | null,
  unit = '',
): Difference | null {
  if (now === null || then === null) return null;
  const by = Math.round((now - then) * 10) / 10;
  if (by === 0) return { words: 'same', tone: 'same' };
  const words = `${by > 0 ? '+' : '\u2212'}${Math.abs(by)}${unit}`;
  if (better === null) return { words, tone: 'same' };
  return { words, tone: by > 0 === (better === 'more') ? 'better' : 'worse' };
}

export type Comparison = { title: string; now: string; then: string; difference: Difference | null };

type Row = {
  title: string;
  of: (sheet: FlowDepartment) => number | null;
  better: 'more' | 'less' | null;
  unit?: string;
};

const queued = (state: 'open' | 'claimed' | 'waiting') => (sheet: FlowDepartment) =>
  sheet.queues.reduce((sum, queue) => sum + queue[state], 0);

const ROWS: readonly Row[] = [
  { title: 'On time, 7 days', of: sheet => sheet.onTime.days7.percent, better: 'more', unit: ' %' },
  { title: 'On time, 30 days', of: sheet => sheet.onTime.days30.percent, better: 'more', unit: ' %' },
  { title: 'Open on the rail', of: queued('open'), better: 'less' },
  { title: 'In hand', of: queued('claimed'), better: null },
  { title: 'Waiting', of: queued('waiting'), better: 'less' },
  { title: 'Late', of: sheet => sheet.late, better: 'less' },
  { title: 'Likely late', of: sheet => sheet.likelyLate.length, better: 'less' },
  { title: 'Handoffs to accept', of: sheet => sheet.handoffs.offered, better: 'less' },
  { title: 'Handoffs sent back to us', of: sheet => sheet.handoffs.returned, better: 'less' },
  { title: 'Finished per working hour', of: sheet => sheet.pacePerHour, better: 'more' },
];

export function compare(now: FlowDepartment, then: FlowDepartment): Comparison[] {
  return ROWS.map(({ title, of, better, unit = '' }) => ({
    title,
    now: figure(of(now), unit),
    then: figure(of(then), unit),
    difference: differenceOf(of(now), of(then), better, unit),
  }));
}

const figure = (value: number | null, unit: string): string =>
  value === null ? '–' : `${Math.round(value * 100) / 100}${unit}`;
