// Days and moments of both standards as ISO 8601. Guarantee: a day that no calendar has gives null, and is never moved to the next one. No zone is
// guessed: a moment has one only where the partner wrote it.

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
/** A year of two digits lies between 1970 and 2069. */
const PIVOT = 70;

export const isDigits = (text: string): boolean => {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 48 || code > 57) return false;
  }
  return text.length > 0;
};

export const century = (twoDigits: string): string => `${Number(twoDigits) >= PIVOT ? '19' : '20'}${twoDigits}`;

export const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** CCYYMMDD or YYMMDD. */
export function isoDay(written: string): string | null {
  if (!isDigits(written)) return null;
  if (written.length === 6) return isoDay(century(written.slice(0, 2)) + written.slice(2));
  if (written.length !== 8) return null;
  const month = pairAt(written, 4);
  const day = pairAt(written, 6);
  const last = month === 2 && isLeap(pairAt(written, 0) * 100 + pairAt(written, 2)) ? 29 : DAYS[month - 1];
  if (last === undefined || day === 0 || day > last) return null;
  return `${written.slice(0, 4)}-${written.slice(4, 6)}-${written.slice(6)}`;
}

/** The number that two digits are. */
const pairAt = (digits: string, at: number): number =>
  (digits.charCodeAt(at) - 48) * 10 + digits.charCodeAt(at + 1) - 48;

/** HHMM, HHMMSS, and of X12 HHMMSSD and HHMMSSDD with parts of a second. 24:00 is none. */
export function isoTime(written: string): string | null {
  if (!isDigits(written) || written.length < 4 || written.length > 8 || written.length === 5) return null;
  const [hour, minute, second] = [written.slice(0, 2), written.slice(2, 4), written.slice(4, 6)];
  if (hour > '23' || minute > '59' || second > '59') return null;
  const part = written.slice(6);
  return `${hour}:${minute}${second && `:${second}`}${part && `.${part}`}`;
}

/**
 * Data elements 373, 337 and 623 of X12. A time that is none, or a zone that names no offset (`ET` is one in summer and another in winter), is left
 * away: the day is what was said for sure.
 */
export function x12Moment(date: string, time: string, zone: string): string | null {
  const day = isoDay(date);
  const clock = day === null || time === '' ? null : isoTime(time);
  return clock === null ? day : `${day}T${clock}${offsetOf(zone)}`;
}

/** Data element 1251 in the format of 1250: a day, a moment, or two days with a dash between. */
export function x12Period(format: string, written: string): string | null {
  switch (format) {
    case 'D8':
    case 'D6':
      return isoDay(written);
    case 'DT':
      return x12Moment(written.slice(0, 8), written.slice(8), '');
    case 'TM':
      return isoTime(written);
    case 'CY':
      return isDigits(written) && written.length === 4 ? written : null;
    case 'CM':
      return isoMonth(written);
    case 'RD8': {
      const dash = written.indexOf('-');
      const [from, to] = [isoDay(written.slice(0, dash)), isoDay(written.slice(dash + 1))];
      return dash < 0 || from === null || to === null ? null : `${from}/${to}`;
    }
    default:
      return null;
  }
}

export function isoMonth(written: string): string | null {
  if (!isDigits(written) || written.length !== 6) return null;
  const month = written.slice(4);
  return month >= '01' && month <= '12' ? `${written.slice(0, 4)}-${month}` : null;
}

/** 623: `01` to `12` are hours before Greenwich, `13` to `24` minus twelve to minus one. */
function offsetOf(zone: string): string {
  if (zone === 'UT' || zone === 'GM') return 'Z';
  if (!isDigits(zone) || zone.length !== 2 || zone === '00' || zone > '24') return '';
  const hours = Number(zone) <= 12 ? Number(zone) : Number(zone) - 25;
  return `${hours < 0 ? '-' : '+'}${String(Math.abs(hours)).padStart(2, '0')}:00`;
}
