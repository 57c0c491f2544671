// The Date field (RFC 5322, 3.3 and 4.3) to an instant. Guarantee: null for what is no date of our times, never an error: the
// year 300000 does not fit the database.

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const ZONES: Record<string, number> = {
  edt: -240,
  est: -300,
  cdt: -300,
  cst: -360,
  mdt: -360,
  mst: -420,
  pdt: -420,
  pst: -480,
  cet: 60,
  cest: 120,
  bst: 60,
};
const FIELD =
  /(\d{1,2})[\s-]+([a-z]{3})[a-z]*\.?[\s-]+(\d{2,6})[\s,]+(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:\.\d+)?\s*([ap]m)?\s*(?:([+-])(\d{2}):?(\d{2})|([a-z]{1,5}))?/i;
const EARLIEST = Date.UTC(1970, 0, 1);
const LATEST = Date.UTC(2200, 0, 1);

/** ISO 8601 instant in UTC, or null. */
export function readDate(field: string | null): string | null {
  if (!field) return null;
  const milliseconds = fromMailDate(field.slice(0, 200)) ?? fromIsoDate(field.slice(0, 200));
  if (milliseconds === null || !(milliseconds >= EARLIEST && milliseconds < LATEST)) return null;
  return new Date(milliseconds).toISOString();
}

function fromMailDate(text: string): number | null {
  const match = FIELD.exec(text.replace(/\([^)]*\)/g, ' '));
  if (!match) return null;
  const month = MONTHS.indexOf(match[2]!.toLowerCase());
  if (month === -1) return null;
  const day = Number(match[1]);
  const hour = (Number(match[4]) % (match[7] ? 12 : 100)) + (/pm/i.test(match[7] ?? '') ? 12 : 0);
  const minute = Number(match[5]);
  const second = Number(match[6] ?? 0);
  if (day < 1 || day > 31 || hour > 24 || minute > 59 || second > 60) return null;
  const zone = match[8]
    ? (match[8] === '-' ? -1 : 1) * (Number(match[9]) * 60 + Number(match[10]))
    : (ZONES[(match[11] ?? '').toLowerCase()] ?? 0);
  return Date.UTC(fullYear(match[3]!), month, day, hour, minute, second) - zone * 60_000;
}

/** RFC 5322, 4.3: two digits below 50 are of this century; three digits count from 1900. */
function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length === 2) return year < 50 ? 2000 + year : 1900 + year;
  return digits.length === 3 ? 1900 + year : year;
}

function fromIsoDate(text: string): number | null {
  const match = /\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?)?/.exec(text);
  if (!match) return null;
  const milliseconds = Date.parse(match[0].replace(' ', 'T'));
  return Number.isNaN(milliseconds) ? null : milliseconds;
}
