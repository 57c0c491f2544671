// Working hours of a department, and the days on which it does not work. A calendar is data: per weekday a list of [from, to] in local
// wall-clock time, a place whose public holidays are kept, and closures. What is wrong with it is found here, before it is stored: whoever
// has a calendar can count on working time in it.
import { holidayOn, isHolidayRegion } from './holidays.js';
import { dayNumber, isoDayOf } from './local.day.js';

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** Minutes since midnight, end exclusive, rising and without overlap. Night work is two shifts, one of them until 24:00. */
export interface Shift {
  from: number;
  to: number;
}

/** Local days `YYYY-MM-DD`, both inclusive, on which nobody works. */
export interface Closure {
  from: string;
  to: string;
  name: string;
}

/** Never changed after it was made: what is remembered of its days hangs on the object. */
export interface Calendar {
  /** IANA name. */
  readonly timeZone: string;
  /** Index 0 is Monday. */
  readonly shifts: readonly (readonly Shift[])[];
  /** One of `holidayRegions()`; null: no public holidays are kept. */
  readonly holidayRegion: string | null;
  /** By first day. */
  readonly closures: readonly Closure[];
}

export type WorkHours = Partial<Record<Weekday, [from: string, to: string][]>>;

export const OFFICE_HOURS: WorkHours = Object.fromEntries(
  WEEKDAYS.slice(0, 5).map(day => [day, [['08:00', '17:00']]]),
) as WorkHours;

// Whoever is closed for longer has no rail; and a promise must find an end.
const LONGEST_CLOSURE_DAYS = 366;

/**
 * @param hours  per weekday, "08:00" to "24:00"
 * @param free   days off; holidays as whole local days (see holidays.ts)
 * Throws RangeError, naming the time zone, region, weekday or closure at fault: unknown names, a time that is none, a shift or closure that
 * ends before it begins, shifts that overlap, closures without a gap for more than a year, no working hours.
 */
export function calendarOf(
  timeZone: string,
  hours: WorkHours,
  free: { holidayRegion?: string | null; closures?: readonly Closure[] } = {},
): Calendar {
  const holidayRegion = free.holidayRegion ?? null;
  if (!isTimeZone(timeZone)) throw new RangeError(`"${timeZone}" is no time zone such as Europe/Berlin`);
  if (holidayRegion !== null && !isHolidayRegion(holidayRegion)) {
    throw new RangeError(`No public holidays are known for "${holidayRegion}"`);
  }
  const shifts = WEEKDAYS.map(day => shiftsOf(day, hours[day] ?? []));
  if (shifts.every(list => list.length === 0)) {
    const place = holidayRegion === null ? '' : ` with the holidays of ${holidayRegion}`;
    throw new RangeError(`The calendar${place} has no working hours`);
  }
  return Object.freeze({ timeZone, shifts, holidayRegion, closures: closuresOf(free.closures ?? []) });
}

/** Name of the closure or public holiday that keeps the department at home on a local day `YYYY-MM-DD`; null on any other day. */
export function closedDay(calendar: Calendar, isoDay: string): string | null {
  dayNumber(isoDay);
  // The holiday first: "Christmas Day" says more than the works holidays around it.
  const holiday = calendar.holidayRegion === null ? null : holidayOn(calendar.holidayRegion, isoDay);
  // ISO days sort as text.
  return holiday ?? calendar.closures.find(({ from, to }) => from <= isoDay && isoDay <= to)?.name ?? null;
}

/**
 * Closed days in their order, for previews; also those on which nobody would have worked anyway. Both ends inclusive.
 * Throws RangeError for what is no day, and for more than ten years.
 */
export function holidaysBetween(
  calendar: Calendar,
  fromIsoDay: string,
  toIsoDay: string,
): { day: string; name: string }[] {
  const first = dayNumber(fromIsoDay);
  const last = dayNumber(toIsoDay);
  if (last - first > 3_660) throw new RangeError(`${fromIsoDay} to ${toIsoDay} is more than ten years`);
  const found: { day: string; name: string }[] = [];
  for (let number = first; number <= last; number++) {
    const day = isoDayOf(number);
    const name = closedDay(calendar, day);
    if (name !== null) found.push({ day, name });
  }
  return found;
}

function isTimeZone(name: string): boolean {
  // A bare offset has no daylight saving, and PostgreSQL reads its sign the other way round.
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function shiftsOf(day: Weekday, hours: readonly [from: string, to: string][]): Shift[] {
  const list = hours
    .map(([from, to]) => ({ from: minuteOf(from, day), to: minuteOf(to, day) }))
    .sort((a, b) => a.from - b.from);
  list.forEach((shift, i) => {
    if (shift.to <= shift.from) throw new RangeError(`${day}: a shift ends before it begins`);
    if (i > 0 && shift.from < list[i - 1]!.to) throw new RangeError(`${day}: two shifts overlap`);
  });
  return list;
}

function minuteOf(text: string, day: Weekday): number {
  const match = /^([01]\d|2[0-4]):([0-5]\d)$/.exec(text);
  const minute = match ? Number(match[1]) * 60 + Number(match[2]) : Number.NaN;
  if (!(minute <= 1440)) throw new RangeError(`${day}: "${text}" is no time of day`);
  return minute;
}

/** By first day. Closures may overlap: two people enter the same week. */
function closuresOf(closures: readonly Closure[]): Closure[] {
  const days = closures.map(({ from, to, name }) => ({
    first: closureDay(from, name),
    last: closureDay(to, name),
    name,
  }));
  days.sort((a, b) => a.first - b.first || a.last - b.last);
  let run = { first: Number.NEGATIVE_INFINITY, last: Number.NEGATIVE_INFINITY };
  for (const { first, last, name } of days) {
    if (last < first) throw new RangeError(`Closure "${name}" ends before it begins`);
    run = first <= run.last + 1 ? { first: run.first, last: Math.max(run.last, last) } : { first, last };
    if (run.last - run.first >= LONGEST_CLOSURE_DAYS) {
      throw new RangeError(`Closure "${name}" leaves no working day for more than a year from ${isoDayOf(run.first)}`);
    }
  }
  return days.map(({ first, last, name }) => ({ from: isoDayOf(first), to: isoDayOf(last), name }));
}

function closureDay(isoDay: string, name: string): number {
  try {
    return dayNumber(isoDay);
  } catch (cause) {
    throw new RangeError(`Closure "${name}": ${(cause as Error).message}`, { cause });
  }
}
