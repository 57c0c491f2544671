// Time as a clerk says it. `minutesLeft` is working time from the server; ages and clock times are wall time. Pure.

const HOUR = 60;

/** A length of working time: `40 min`, `1 h 20 min`, `7 h`. Minutes stand only under three hours. */
export function lengthWords(minutes: number): string {
  const whole = Math.max(0, Math.round(minutes));
  if (whole < HOUR) return `${whole} min`;
  const hours = Math.floor(whole / HOUR);
  const rest = whole % HOUR;
  return hours < 3 && rest > 0 ? `${hours} h ${rest} min` : `${hours} h`;
}

/** `2 h left`, `due now`, `late 40 min`; empty when the ticket is done. */
export function dueWords(minutesLeft: number | null): string {
  if (minutesLeft === null) return '';
  if (minutesLeft < 0) return `late ${lengthWords(-minutesLeft)}`;
  return minutesLeft === 0 ? 'due now' : `${lengthWords(minutesLeft)} left`;
}

/** How long something has hung, in wall time: `under 1 min`, `8 min`, `5 h`, `2 d 4 h`. */
export function ageWords(since: string, now: number): string {
  const minutes = Math.max(0, Math.floor((now - Date.parse(since)) / 60_000));
  if (minutes === 0) return 'under 1 min';
  if (minutes < HOUR) return `${minutes} min`;
  const hours = Math.floor(minutes / HOUR);
  if (hours < 24) return `${hours} h`;
  const rest = hours % 24;
  return rest > 0 && hours < 96 ? `${Math.floor(hours / 24)} d ${rest} h` : `${Math.floor(hours / 24)} d`;
}

/** `08:12` today, `yesterday 08:12`, `12 Nov 08:12`, `3 Feb 2025 08:12`. In `timeZone` (IANA), or the reader's own. */
export function clockWords(at: string, now: number, timeZone?: string): string {
  const then = new Date(at);
  const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone }).format(then);
  const day = dayName(then.getTime(), timeZone);
  if (day === dayName(now, timeZone)) return time;
  if (day === dayName(now - 86_400_000, timeZone)) return `yesterday ${time}`;
  if (day === dayName(now + 86_400_000, timeZone)) return `tomorrow ${time}`;
  const sameYear = day.slice(0, 4) === dayName(now, timeZone).slice(0, 4);
  const date = new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    year: sameYear ? undefined : 'numeric',
    timeZone,
  }).format(then);
  return `${date} ${time}`;
}

/** The day alone, where the hour tells nothing: "28 November 2026". */
export const dayWords = (at: string, timeZone?: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone, day: 'numeric', month: 'long', year: 'numeric' }).format(new Date(at));

/** The whole moment, for a tooltip. */
export const momentWords = (at: string, timeZone?: string): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short', timeZone }).format(new Date(at));

const dayName = (at: number, timeZone?: string): string =>
  new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone }).format(at);

export function sizeWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} kB`;
  return `${(bytes / 1_000_000).toFixed(bytes < 10_000_000 ? 1 : 0)} MB`;
}
