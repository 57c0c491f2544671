// One value against its rule. Guarantee: reads each character once at most; nothing becomes a number or a date object.
import type { FindingCode } from '../../envelope/finding.js';
import type { ElementRule } from '../table/rule.js';

/**
 * What is wrong with a value that is there; null where nothing is. Decimals have one mark, `.` or `,`, and no other separator (X12.6 type R, ISO 9735-1
 * section 10.1); lengths count neither sign nor mark.
 */
export function faultOf(value: string, rule: ElementRule): FindingCode | null {
  switch (rule.type) {
    case 'decimal':
    case 'whole':
      return numberFault(value, rule);
    case 'date':
      return lengthFault(value.length, rule) ?? (isDay(value) ? null : 'element.bad-date');
    case 'time':
      return lengthFault(value.length, rule) ?? (isTime(value) ? null : 'element.bad-time');
    case 'letters':
      return (
        lengthFault(value.length, rule) ??
        (/^[A-Za-z]+$/.test(value) ? codeFault(value, rule) : 'element.bad-character')
      );
    case 'text':
      return textFault(value, rule);
  }
}

function textFault(value: string, rule: ElementRule): FindingCode | null {
  let length = value.length;
  for (let at = 0; at < length; at++) {
    const code = value.charCodeAt(at);
    if (code < 0x20 || code === 0x7f) return 'element.bad-character';
  }
  // Blanks at the end mean nothing; some pad with them.
  if (length > rule.max) while (length > rule.min && value.charCodeAt(length - 1) === 0x20) length--;
  return lengthFault(length, rule) ?? (rule.codes === null ? null : codeFault(value, rule));
}

const codeFault = (value: string, { codes }: ElementRule): FindingCode | null =>
  codes === null || codes.has(value.trimEnd()) ? null : 'element.bad-code';

const lengthFault = (length: number, { min, max }: ElementRule): FindingCode | null =>
  length < min ? 'element.too-short' : length > max ? 'element.too-long' : null;

function numberFault(value: string, rule: ElementRule): FindingCode | null {
  let digits = 0;
  let marked = rule.type === 'whole';
  for (let at = 0; at < value.length; at++) {
    const code = value.charCodeAt(at);
    if (code >= 48 && code <= 57) digits++;
    else if (!marked && (code === 46 || code === 44)) marked = true;
    else if (at > 0 || (code !== 45 && code !== 43)) return 'element.bad-number';
  }
  return digits === 0 ? 'element.bad-number' : lengthFault(digits, rule);
}

/**
 * `1,000`: a thousand to whom writes thousands with a comma, one to whom writes fractions with it. ISO 9735-1 section 10.1 forbids the first, so that in EDIFACT it
 * is a fraction; X12.6 type R has no comma at all, and both are met. Other commas are fractions wherever they stand.
 */
export const mayBeThousands = (value: string): boolean =>
  value.includes(',') && /^[-+]?[1-9]\d{0,2},\d{3}$/.test(value);

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** CCYYMMDD or YYMMDD, of a day that there is. */
export function isDay(value: string): boolean {
  if (!/^(\d{6}|\d{8})$/.test(value)) return false;
  const month = Number(value.slice(-4, -2));
  const day = Number(value.slice(-2));
  if (day < 1 || !(day <= (DAYS[month - 1] ?? 0))) return false;
  if (month !== 2 || day < 29) return true;
  const year = Number(value.length === 6 ? `20${value.slice(0, 2)}` : value.slice(0, 4));
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** HHMM, HHMMSS, HHMMSSD or HHMMSSDD. */
export const isTime = (value: string): boolean => /^([01]\d|2[0-3])[0-5]\d([0-5]\d(\d{1,2})?)?$/.test(value);
