// DTM of EDIFACT: 2380 must be what 2379 says. Guarantee: formats that are not known here are not judged.
import type { FindingCode } from '../../envelope/finding.js';
import { isDay, isTime } from './value.check.js';

const month = (value: string): boolean => /^\d{4}(0[1-9]|1[0-2])$/.test(value);
const week = (value: string): boolean => /^(\d\d|\d{4})(0[1-9]|[1-4]\d|5[0-3])$/.test(value);
/** @param day how long a day is; @param time how long the time behind it */
const moment = (day: number, time: number) => (value: string) =>
  value.length === day + time && isDay(value.slice(0, day)) && (time === 0 || isTime(value.slice(day)));
/** With a zone of three letters or figures behind it. */
const zoned = (day: number, time: number) => (value: string) =>
  value.length >= day + time && moment(day, time)(value.slice(0, day + time));
const both = (one: (value: string) => boolean, length: number) => (value: string) => {
  const [from, to] = value.length === length * 2 ? [value.slice(0, length), value.slice(length)] : value.split('-');
  return from !== undefined && to !== undefined && one(from) && one(to);
};

/** Data element 2379. */
const FORMATS: Readonly<Record<string, (value: string) => boolean>> = {
  '101': moment(6, 0),
  '102': moment(8, 0),
  '201': moment(6, 4),
  '202': moment(6, 6),
  '203': moment(8, 4),
  '204': moment(8, 6),
  '301': zoned(6, 4),
  '303': zoned(8, 4),
  '304': zoned(8, 6),
  '401': value => value.length === 4 && isTime(value),
  '402': value => value.length === 6 && isTime(value),
  '602': value => /^\d{4}$/.test(value),
  '609': value => /^\d\d(0[1-9]|1[0-2])$/.test(value),
  '610': month,
  '615': value => value.length === 4 && week(value),
  '616': value => value.length === 6 && week(value),
  '711': both(moment(8, 0), 8),
  '713': both(moment(6, 4), 10),
  '717': both(moment(6, 0), 6),
  '718': both(moment(8, 0), 8),
  '719': both(moment(8, 4), 12),
};

/** @param format 2379; '' where it is left out */
export function momentFault(value: string, format: string): FindingCode | null {
  if (value === '') return null;
  const fits = Object.hasOwn(FORMATS, format) ? FORMATS[format]! : null;
  if (fits === null || fits(value)) return null;
  return format === '401' || format === '402' ? 'element.bad-time' : 'element.bad-date';
}
