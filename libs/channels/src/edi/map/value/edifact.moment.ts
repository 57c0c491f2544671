// C507 of EDIFACT: data element 2380 in the format that 2379 names, as ISO 8601. Guarantee: the format is honoured to the letter; what does not have its
// form gives null.
import { century, isDigits, isLeap, isoDay, isoMonth, isoTime } from './moment.js';

type Reader = (written: string) => string | null;

/** A day of `days` digits and then a time of the rest. */
const moment =
  (days: 6 | 8, length: number): Reader =>
  written => {
    if (written.length !== length) return null;
    const day = isoDay(written.slice(0, days));
    const time = day === null ? null : isoTime(written.slice(days));
    return time === null ? null : `${day}T${time}`;
  };

/** A moment, and the offset of its zone: `Z`, or hours and minutes with a sign. Names of zones (`CET`) say no offset: they are left away. */
const zoned =
  (length: number, days: 6 | 8): Reader =>
  written => {
    const at = moment(days, length)(written.slice(0, length));
    return at === null ? null : at + offsetOf(written.slice(length));
  };

const day =
  (length: number, turned: Reader = isoDay): Reader =>
  written =>
    written.length === length ? turned(written) : null;

const twice =
  (length: number, read: Reader): Reader =>
  written => {
    const dash = written.length === 2 * length + 1 ? 1 : 0;
    if (dash === 1 ? written.charAt(length) !== '-' : written.length !== 2 * length) return null;
    const [from, to] = [read(written.slice(0, length)), read(written.slice(length + dash))];
    return from === null || to === null ? null : `${from}/${to}`;
  };

const duration =
  (before: string, after: string): Reader =>
  written =>
    isDigits(written) ? `${before}${written}${after}` : null;

const week = (year: string, number: string, weekday = ''): string | null =>
  number >= '01' && number <= '53' && (weekday === '' || (weekday >= '1' && weekday <= '7'))
    ? `${year}-W${number}${weekday && `-${weekday}`}`
    : null;

const ordinal: Reader = written => {
  if (!isDigits(written) || written.length !== 5) return null;
  const year = century(written.slice(0, 2));
  const number = Number(written.slice(2));
  return number >= 1 && number <= (isLeap(Number(year)) ? 366 : 365) ? `${year}-${written.slice(2)}` : null;
};

const digits =
  (length: number, read: Reader): Reader =>
  written =>
    written.length === length && isDigits(written) ? read(written) : null;

const FORMATS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['2', day(6, w => isoDay(w.slice(4) + w.slice(2, 4) + w.slice(0, 2)))],
  ['3', day(6, w => isoDay(w.slice(4) + w.slice(0, 4)))],
  ['4', day(8, w => isoDay(w.slice(4) + w.slice(2, 4) + w.slice(0, 2)))],
  ['101', day(6)],
  ['102', day(8)],
  ['103', digits(5, w => week(century(w.slice(0, 2)), w.slice(2, 4), w.slice(4)))],
  ['105', ordinal],
  ['201', moment(6, 10)],
  ['202', moment(6, 12)],
  ['203', moment(8, 12)],
  ['204', moment(8, 14)],
  ['205', zoned(12, 8)],
  ['301', zoned(10, 6)],
  ['303', zoned(12, 8)],
  ['304', zoned(14, 8)],
  ['401', isoTime],
  ['602', digits(4, w => w)],
  ['609', digits(4, w => isoMonth(century(w.slice(0, 2)) + w.slice(2)))],
  ['610', isoMonth],
  ['615', digits(4, w => week(century(w.slice(0, 2)), w.slice(2)))],
  ['616', digits(6, w => week(w.slice(0, 4), w.slice(4)))],
  ['713', twice(10, moment(6, 10))],
  ['717', twice(6, day(6))],
  ['718', twice(8, day(8))],
  ['719', twice(12, moment(8, 12))],
  ['801', duration('P', 'Y')],
  ['802', duration('P', 'M')],
  ['803', duration('P', 'W')],
  ['804', duration('P', 'D')],
  ['805', duration('PT', 'H')],
  ['806', duration('PT', 'M')],
]);

/** Null: the format is not known, or the value does not have its form. */
export function edifactMoment(written: string, format: string): string | null {
  // Almost all are days: they need no look-up.
  if (format === '102') return written.length === 8 ? isoDay(written) : null;
  return FORMATS.get(format)?.(written) ?? null;
}

function offsetOf(zone: string): string {
  if (zone === 'Z' || zone === 'UTC' || zone === 'GMT') return 'Z';
  const sign = zone.charAt(0);
  const rest = zone.slice(1).replace(':', '');
  if ((sign !== '+' && sign !== '-') || !isDigits(rest) || (rest.length !== 2 && rest.length !== 4)) return '';
  return `${sign}${rest.slice(0, 2)}:${rest.slice(2) || '00'}`;
}
