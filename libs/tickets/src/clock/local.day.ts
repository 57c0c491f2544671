// Local days as text `YYYY-MM-DD` and as numbers (days since 1970-01-01): numbers for arithmetic, text for people and settings. A day is a
// date on the wall, without time zone; its instants are the wall clock's business.

const DAY = 86_400_000;
const EPOCH_WEEKDAY = 3;

/** Throws RangeError for a text that is no day of the years 1900 to 2199; holidays are known for no others. */
export function dayNumber(isoDay: string): number {
  const at = /^(19|20|21)\d\d-\d\d-\d\d$/.test(isoDay) ? Date.parse(`${isoDay}T00:00:00Z`) : Number.NaN;
  // 30 February parses as 2 March.
  if (Number.isNaN(at) || isoDayOf(at / DAY) !== isoDay) throw new RangeError(`"${isoDay}" is no day`);
  return at / DAY;
}

export const isoDayOf = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);

/** 0 is Monday, as in a calendar's shifts. */
export const weekdayOf = (day: number): number => (((day + EPOCH_WEEKDAY) % 7) + 7) % 7;
