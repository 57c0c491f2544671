// Days as people say them: "5 Mar 2026". A day has no zone; what is no day stays as it is written.
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** ISO 8601: a day, a moment ("5 Mar 2026, 14:30"), or two of them. */
export function dayWords(value: string): string {
  const slash = value.indexOf('/');
  if (slash > 0) return `${dayWords(value.slice(0, slash))} to ${dayWords(value.slice(slash + 1))}`;
  if (value.charAt(4) !== '-' || value.charAt(7) !== '-') return value;
  const month = MONTHS[Number(value.slice(5, 7)) - 1];
  const day = Number(value.slice(8, 10));
  if (month === undefined || Number.isNaN(day)) return value;
  const words = `${day} ${month} ${value.slice(0, 4)}`;
  return value.length <= 11 ? words : `${words}, ${value.slice(11).replace('Z', ' UTC')}`;
}

/** Can it be compared with another day: does it begin with one? */
export const isDay = (value: string): boolean =>
  value.length >= 10 && value.charAt(4) === '-' && value.charAt(7) === '-' && value.charAt(5) !== 'W';
