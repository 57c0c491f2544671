// From times as sources write them to instants. Guarantees: pure; of a night when the clocks change
// - a time that the clock shows twice has two instants, the earlier first: whoever knows more chooses (clock.twice);
// - a time that the clock skips is read by the offset from before the change, as a clock shows it that nobody has set yet (clock.skipped).
import { DateTime } from 'luxon';

export interface TimeRules {
  zone: string;
  /** In Luxon's letters; undefined: ISO 8601 and its likes. */
  format?: string | undefined;
}

export interface ReadTime {
  /** Milliseconds since 1970, ascending; two where the clock showed the time twice. */
  instants: [number, ...number[]];
  isSkipped: boolean;
}

/** `2026-11-28 10:15:00`, `2026/11/28T10:15`, with fraction, with `Z` or an offset. Day and month in this order only: others need a format. */
const USUAL =
  /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[T\s]+|\s*,\s*)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?$/i;
const EARLIEST = Date.UTC(1971, 0);
const LATEST = Date.UTC(2200, 0);

/** Null for what is no time. A number is seconds since 1970 where there is no format; one of 13 digits milliseconds, of 16 microseconds. */
export function readTime(text: string, rules: TimeRules): ReadTime | null {
  const said = text.trim();
  if (rules.format !== undefined) return byFormat(said, rules.zone, rules.format);
  if (/^\d{9,10}(\.\d+)?$/.test(said)) return instant(Number(said) * 1000);
  if (/^\d{13}$/.test(said)) return instant(Number(said));
  if (/^\d{16}$/.test(said)) return instant(Number(said) / 1000);
  const found = USUAL.exec(said);
  if (!found) return null;
  const [, year, , month, day, hour, minute, second = '0', fraction = '', offset] = found;
  const wall = {
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    millisecond: Number(`${fraction}000`.slice(0, 3)),
  };
  return offset === undefined ? onTheWall(wall, rules.zone) : onTheWall(wall, zoneOf(offset));
}

/** `Z`, `+0100`, `+01:00`, `+01` as Luxon calls them. */
const zoneOf = (offset: string): string =>
  /^[+-]/.test(offset) ? `UTC${offset.slice(0, 3)}:${offset.slice(3).replace(':', '') || '00'}` : 'utc';

function byFormat(text: string, zone: string, format: string): ReadTime | null {
  // Read as UTC first: Luxon chooses silently where the zone has two answers, or none.
  const read = DateTime.fromFormat(text, format, { zone: 'utc', setZone: true, locale: 'en' });
  if (!read.isValid) return null;
  if (/z|Z|X|x/.test(format.replace(/'[^']*'/g, ''))) return instant(read.toMillis());
  const { year, month, day, hour, minute, second, millisecond } = read;
  return onTheWall({ year, month, day, hour, minute, second, millisecond }, zone);
}

function onTheWall(
  wall: Parameters<typeof DateTime.fromObject>[0] & { hour: number; minute: number },
  zone: string,
): ReadTime | null {
  const found = DateTime.fromObject(wall, { zone });
  if (!found.isValid) return null;
  const isSkipped = found.hour !== wall.hour || found.minute !== wall.minute;
  const at = isSkipped ? [found.toMillis()] : found.getPossibleOffsets().map(one => one.toMillis());
  at.sort((one, other) => one - other);
  const [first, ...more] = at;
  return first === undefined || !isUsable(first) ? null : { instants: [first, ...more], isSkipped };
}

const instant = (at: number): ReadTime | null =>
  isUsable(at) ? { instants: [Math.round(at)], isSkipped: false } : null;

const isUsable = (at: number): boolean => at >= EARLIEST && at < LATEST;
