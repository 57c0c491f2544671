// Keys in words, and when one ends. Pure.
import type { ApiKey } from '#api';
import { dayWords } from '../../rail/words/time-words.js';

export const ROLES: Record<ApiKey['role'], { title: string; about: string }> = {
  agent: { title: 'Agent', about: 'reads and works tickets' },
  supervisor: { title: 'Supervisor', about: 'also what a supervisor may' },
  sales: { title: 'Sales', about: 'hands requests over' },
  admin: { title: 'Administrator', about: 'everything, also how the company is set up' },
};

export const endWords = (at: string | null): string => (at ? dayWords(at) : 'Never');

/** The key opens until the end of that day, as the day is where it was chosen; '': it never ends. */
export function endOfDay(day: string): string | null {
  if (day === '') return null;
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date, 23, 59, 59).toISOString();
}
