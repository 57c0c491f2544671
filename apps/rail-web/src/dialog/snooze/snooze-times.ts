// When a snoozed ticket comes back: the few moments people mean. The server counts working time; these are wall-clock moments. Pure.

export type SnoozeTime = { title: string; until: string };

const HOUR = 3_600_000;

/** Moments after `now` (ms). Mornings are 08:00 of the reader's day. */
export function snoozeTimes(now: number): SnoozeTime[] {
  const times: SnoozeTime[] = [
    { title: 'In an hour', until: new Date(now + HOUR).toISOString() },
    { title: 'In three hours', until: new Date(now + 3 * HOUR).toISOString() },
  ];
  const tomorrow = morning(now, 1);
  const monday = morning(now, 8 - (new Date(now).getDay() || 7));
  if (!isWeekend(tomorrow)) times.push({ title: 'Tomorrow morning', until: tomorrow.toISOString() });
  if (monday.getTime() !== tomorrow.getTime()) times.push({ title: 'Monday morning', until: monday.toISOString() });
  const week = morning(now, 7);
  if (week.getTime() !== monday.getTime()) times.push({ title: 'In a week', until: week.toISOString() });
  return times;
}

function morning(now: number, days: number): Date {
  const day = new Date(now);
  day.setDate(day.getDate() + days);
  day.setHours(8, 0, 0, 0);
  return day;
}

const isWeekend = (day: Date): boolean => day.getDay() === 0 || day.getDay() === 6;
