// Settings as they stand in the form: numbers and times as they are typed. Read into what the server takes, with what is wrong at its place. Pure.
import type { DepartmentSettings, SaveDepartmentSettings } from '#api';
import type { Fault } from '../../form/field.shape.js';

export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Day = (typeof DAYS)[number];
export const DAY_NAMES: Record<Day, string> = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
};

export type Shift = [from: string, to: string];
export type Closure = { from: string; to: string; name: string };
export type Draft = {
  version: number;
  timeZone: string;
  workHours: Record<Day, Shift[]>;
  /** '': none. */
  holidayRegion: string;
  closures: Closure[];
  claimLimit: string;
  railLimit: string;
  expediteBudget: string;
  kindLimits: { kind: string; limit: string }[];
};

export function draftOf(settings: DepartmentSettings): Draft {
  const hours = DAYS.map(day => [day, (settings.workHours[day] ?? []).map(([from = '', to = '']) => [from, to])]);
  return {
    version: settings.version,
    timeZone: settings.timeZone,
    workHours: Object.fromEntries(hours) as Record<Day, Shift[]>,
    holidayRegion: settings.holidayRegion ?? '',
    closures: settings.closures.map(closure => ({ ...closure })),
    claimLimit: String(settings.claimLimit),
    railLimit: String(settings.railLimit),
    expediteBudget: String(settings.expediteBudget),
    kindLimits: Object.entries(settings.kindLimits).map(([kind, limit]) => ({ kind, limit: String(limit) })),
  };
}

/** `8`, `8.30`, `830` and `08:30` as a time of day; what is none is given back as it is typed. */
export function readTime(typed: string): string {
  const match = /^(\d{1,2})(?:[:.h]?(\d{2}))?$/.exec(typed.trim());
  const [hour, minute] = [Number(match?.[1]), Number(match?.[2] ?? 0)];
  if (!match || hour > 24 || minute > 59 || (hour === 24 && minute > 0)) return typed;
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** The faults are those that the form can see itself; the server says the rest. */
export function readDraft(draft: Draft): { body: SaveDepartmentSettings; faults: Fault[] } {
  const faults: Fault[] = [];
  const whole = (pointer: string, typed: string, least: number, most: number): number => {
    const value = /^\d{1,9}$/.test(typed.trim()) ? Number(typed) : Number.NaN;
    if (!(value >= least && value <= most))
      faults.push({ pointer, detail: `Must be a whole number from ${least} to ${most}.` });
    return value;
  };
  if (draft.timeZone.trim() === '') faults.push({ pointer: '/timeZone', detail: 'Choose a time zone.' });
  const hours = DAYS.map((day): [Day, Shift[]] => {
    const shifts = draft.workHours[day].map(([from, to]): Shift => [readTime(from), readTime(to)]);
    if (shifts.flat().some(time => !/^\d{2}:\d{2}$/.test(time)))
      faults.push({ pointer: `/workHours/${day}`, detail: 'Write times like 08:00.' });
    return [day, shifts];
  });
  draft.closures.forEach(({ from, to, name }, i) => {
    if (!from || !to) faults.push({ pointer: `/closures/${i}`, detail: 'Choose the first and the last day.' });
    else if (name.trim() === '') faults.push({ pointer: `/closures/${i}`, detail: 'Say what it is for.' });
  });
  const kinds = draft.kindLimits.map(({ kind, limit }, i): [string, number] => {
    const pointer = `/kindLimits/${kind}`;
    if (kind === '') faults.push({ pointer, detail: 'Choose a kind.' });
    if (draft.kindLimits.findIndex(other => other.kind === kind) < i)
      faults.push({ pointer, detail: 'This kind has a limit already.' });
    return [kind, whole(pointer, limit, 1, 100_000)];
  });
  const body: SaveDepartmentSettings = {
    version: draft.version,
    timeZone: draft.timeZone.trim(),
    workHours: Object.fromEntries(hours.filter(([, shifts]) => shifts.length > 0)),
    holidayRegion: draft.holidayRegion || null,
    closures: draft.closures.map(closure => ({ ...closure, name: closure.name.trim() })),
    claimLimit: whole('/claimLimit', draft.claimLimit, 1, 1000),
    railLimit: whole('/railLimit', draft.railLimit, 1, 100_000),
    expediteBudget: whole('/expediteBudget', draft.expediteBudget, 0, 10_000),
    kindLimits: Object.fromEntries(kinds),
  };
  return { body, faults };
}

/** `Germany, Nordrhein-Westfalen` (DE-NW) stands below Germany (DE). */
export function partsOf(regions: readonly { code: string; name: string }[], country: string) {
  const whole = regions.find(region => region.code === country)?.name ?? '';
  return regions
    .filter(region => region.code.startsWith(`${country}-`))
    .map(region => ({
      code: region.code,
      name: region.name.startsWith(`${whole}, `) ? region.name.slice(whole.length + 2) : region.name,
    }));
}

/** Hours of a week, as `37.5`. Times that are none count nothing. */
export function hoursOfWeek(workHours: Draft['workHours']): number {
  const minutes = (time: string): number => {
    const [hour, minute] = readTime(time).split(':').map(Number);
    return (hour ?? Number.NaN) * 60 + (minute ?? Number.NaN);
  };
  const worked = DAYS.flatMap(day => workHours[day]).map(([from, to]) => minutes(to) - minutes(from));
  return Math.round(worked.filter(length => length > 0).reduce((sum, length) => sum + length, 0) / 6) / 10;
}
