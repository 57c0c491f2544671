// Working hours of a department. A calendar is data: per weekday a list of [from, to] in local wall-clock time.

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** Minutes since midnight, end exclusive, rising and without overlap. */
export interface Shift {
  from: number;
  to: number;
}

export interface Calendar {
  /** IANA name. */
  timeZone: string;
  /** Index 0 is Monday. */
  shifts: readonly (readonly Shift[])[];
}

export type WorkHours = Partial<Record<Weekday, [from: string, to: string][]>>;

export const OFFICE_HOURS: WorkHours = Object.fromEntries(
  WEEKDAYS.slice(0, 5).map(day => [day, [['08:00', '17:00']]]),
) as WorkHours;

/** Throws RangeError, naming the weekday, for a shift that ends before it begins, overlaps, or a calendar without working time. */
/** Local days, both inclusive. */
export interface Closure {
  from: string;
  to: string;
  name: string;
}

export function calendarOf(
  timeZone: string,
  hours: WorkHours,
  _free: { holidayRegion?: string | null; closures?: readonly Closure[] } = {},
): Calendar {
  new Intl.DateTimeFormat('en', { timeZone });
  const shifts = WEEKDAYS.map(day => {
    const list = (hours[day] ?? [])
      .map(([from, to]) => ({ from: minuteOf(from, day), to: minuteOf(to, day) }))
      .sort((a, b) => a.from - b.from);
    list.forEach((shift, i) => {
      if (shift.to <= shift.from) throw new RangeError(`${day}: a shift ends before it begins`);
      if (i > 0 && shift.from < list[i - 1]!.to) throw new RangeError(`${day}: two shifts overlap`);
    });
    return list;
  });
  if (shifts.every(list => list.length === 0)) throw new RangeError('The calendar has no working hours');
  return { timeZone, shifts };
}

function minuteOf(text: string, day: Weekday): number {
  const match = /^([01]\d|2[0-4]):([0-5]\d)$/.exec(text);
  const minute = match ? Number(match[1]) * 60 + Number(match[2]) : Number.NaN;
  if (!(minute <= 1440)) throw new RangeError(`${day}: "${text}" is no time of day`);
  return minute;
}
