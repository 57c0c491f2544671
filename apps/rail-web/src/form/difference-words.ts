// What changed, in the words of the page: here times are hours, as they are typed; in files and in the API they are minutes. Pure.
import type { Difference } from '#api';

const TIMES: Record<string, string> = {
  '/toleranceMinutes': 'Tolerance',
  '/acceptMinutes': 'Time to accept',
  '/finishMinutes': 'Time to finish',
  '/correctMinutes': 'Time to correct',
};

export function differenceWords({ pointer, before, after, words }: Difference): string {
  const time = TIMES[pointer];
  if (!time || typeof before !== 'number' || typeof after !== 'number') return words;
  return `${time}: ${hours(before)} working hours, now ${hours(after)}`;
}

const hours = (minutes: number): number => Math.round((minutes / 60) * 100) / 100;
