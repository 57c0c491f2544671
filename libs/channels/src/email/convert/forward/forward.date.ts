// The date in the head of a forwarded mail, as mail programs write it in the common languages. Guarantees: never an error; null where it is no date of
// our times or cannot be told; a time without a zone is taken as the forwarding colleague's own.

/** First letters by which each month is known, in the languages that are read. Longer beginnings stand before those that they begin with. */
const MONTHS: readonly (readonly string[])[] = [
  ['jan', 'gen', 'ene', 'led', 'sty', 'янв', 'tammi', 'oca', 'ιαν', 'січ', 'sij'],
  ['feb', 'fév', 'fev', 'úno', 'lut', 'фев', 'helmi', 'şub', 'лют', 'velj'],
  ['mar', 'mär', 'mrt', 'maa', 'bře', 'мар', 'бер', 'ožu'],
  ['apr', 'avr', 'abr', 'dub', 'kwi', 'апр', 'huhti', 'nis', 'ápr', 'квіт', 'tra'],
  ['may', 'mai', 'mag', 'maj', 'mei', 'kvě', 'май', 'мая', 'touko', 'máj', 'трав', 'svi'],
  ['jun', 'juin', 'giu', 'červn', 'czerw', 'cze', 'июн', 'kesä', 'haz', 'jún', 'черв', 'lip'],
  ['jul', 'juil', 'lug', 'července', 'červenec', 'lipca', 'lip', 'июл', 'heinä', 'tem', 'júl', 'srp'],
  ['aug', 'aoû', 'ago', 'srp', 'sie', 'авг', 'elo', 'ağu', 'серп', 'kol'],
  ['sep', 'set', 'zář', 'wrz', 'сен', 'syys', 'eyl', 'szep', 'верес', 'ruj'],
  ['oct', 'okt', 'ott', 'out', 'říj', 'paź', 'окт', 'loka', 'eki', 'жовт'],
  ['nov', 'lis', 'ноя', 'marras', 'kas', 'листоп', 'stud'],
  ['dec', 'dez', 'déc', 'dic', 'des', 'pro', 'gru', 'дек', 'joulu', 'ara', 'груд'],
];
/** Same letters, other months: Polish lipca is July, Croatian lipnja June; Czech listopadu is November, Croatian listopada October. */
const EXACT: Readonly<Record<string, number>> = {
  lipca: 7,
  lipnja: 6,
  července: 7,
  červenec: 7,
  czerwca: 6,
  marraskuuta: 11,
};
const ZONES: Readonly<Record<string, number>> = {
  ...{ utc: 0, gmt: 0, z: 0, wet: 0, bst: 60, cet: 60, mez: 60, cest: 120, mesz: 120, eet: 120, eest: 180 },
  ...{ est: -300, edt: -240, cst: -360, cdt: -300, mst: -420, mdt: -360, pst: -480, pdt: -420 },
};
const EARLIEST = Date.UTC(1990, 0, 1);
const LATEST = Date.UTC(2200, 0, 1);

/**
 * ISO 8601 instant in UTC, or null.
 * @param offsetMinutes of the colleague's own mail, east of UTC
 */
export function readForwardDate(said: string | null | undefined, offsetMinutes: number): string | null {
  if (!said) return null;
  const text = said
    .slice(0, 120)
    .replace(/[\u202f\u00a0\s]+/g, ' ')
    .toLowerCase();
  const day = dayIn(text);
  if (!day) return null;
  const time = timeIn(text.replace(day.matched, ' '));
  const zone = zoneIn(text) ?? offsetMinutes;
  const at = Date.UTC(day.year, day.month - 1, day.day, time.hour, time.minute, time.second) - zone * 60_000;
  return at >= EARLIEST && at < LATEST ? new Date(at).toISOString() : null;
}

interface Day {
  year: number;
  month: number;
  day: number;
  matched: string;
}

function dayIn(text: string): Day | null {
  const iso = /(\d{4})[-./](\d{1,2})[-./](\d{1,2})/.exec(text);
  if (iso) return checked(Number(iso[1]), Number(iso[2]), Number(iso[3]), iso[0]);
  const east = /(\d{4})年(\d{1,2})月(\d{1,2})日/.exec(text);
  if (east) return checked(Number(east[1]), Number(east[2]), Number(east[3]), east[0]);
  const numbers = /(\d{1,2})([./-])\s?(\d{1,2})\2\s?(\d{4}|\d{2})(?!\d)/.exec(text);
  if (numbers) {
    const [first, second] = [Number(numbers[1]), Number(numbers[3])];
    // Only where the clock has twelve hours does the month stand first.
    const monthFirst = second > 12 || (numbers[2] === '/' && first <= 12 && /\d\s?[ap]\.?m\b/.test(text));
    return checked(full(numbers[4]!), monthFirst ? first : second, monthFirst ? second : first, numbers[0]);
  }
  const dayFirst = /(\d{1,2})\.?(?:º|er|st|nd|rd|th)?(?: de| of)? (\p{L}{3,15})\.?,?(?: de| del)? (\d{4})/u.exec(text);
  if (dayFirst) return checked(Number(dayFirst[3]), monthOf(dayFirst[2]!), Number(dayFirst[1]), dayFirst[0]);
  const monthFirst = /(\p{L}{3,15})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})/u.exec(text);
  if (monthFirst) return checked(Number(monthFirst[3]), monthOf(monthFirst[1]!), Number(monthFirst[2]), monthFirst[0]);
  // Hungarian and the like: the year, the month's name, the day.
  const yearFirst = /(\d{4})\.? (\p{L}{3,15})\.? (\d{1,2})/u.exec(text);
  return yearFirst ? checked(Number(yearFirst[1]), monthOf(yearFirst[2]!), Number(yearFirst[3]), yearFirst[0]) : null;
}

const full = (digits: string): number => (digits.length === 2 ? 2000 + Number(digits) : Number(digits));

function checked(year: number, month: number, day: number, matched: string): Day | null {
  const real = new Date(Date.UTC(year, month - 1, day));
  return month >= 1 && month <= 12 && real.getUTCMonth() === month - 1 && real.getUTCDate() === day
    ? { year, month, day, matched }
    : null;
}

/** 1 to 12, 0 where it is no month. */
function monthOf(word: string): number {
  const exact = EXACT[word];
  if (exact) return exact;
  let best = { length: 0, month: 0 };
  for (const [index, beginnings] of MONTHS.entries())
    for (const beginning of beginnings)
      if (word.startsWith(beginning) && beginning.length > best.length)
        best = { length: beginning.length, month: index + 1 };
  return best.month;
}

function timeIn(text: string): { hour: number; minute: number; second: number } {
  const clock =
    /(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?\s?([ap])?\.?(?:m\b)?/.exec(text) ?? /(\d{1,2}) ?h ?(\d{2})?/.exec(text);
  if (!clock) return { hour: 0, minute: 0, second: 0 };
  const half = clock[4];
  const hour = half ? (Number(clock[1]) % 12) + (half === 'p' ? 12 : 0) : Number(clock[1]);
  return {
    hour: Math.min(hour, 23),
    minute: Math.min(Number(clock[2] ?? 0), 59),
    second: Math.min(Number(clock[3] ?? 0), 59),
  };
}

/** Minutes east of UTC; null where it names none. */
function zoneIn(text: string): number | null {
  const offset = /(?:utc|gmt)?\s?([+-])(\d{1,2}):?(\d{2})?\)?\s*(?:\(.{1,40}\))?$/.exec(text);
  if (offset && (offset[3] !== undefined || /utc|gmt/.test(offset[0])))
    return (offset[1] === '-' ? -1 : 1) * (Number(offset[2]) * 60 + Number(offset[3] ?? 0));
  const named = /\b([a-z]{1,4})\)?$/.exec(text.trim())?.[1];
  return named === undefined ? null : (ZONES[named] ?? null);
}

/** Minutes east of UTC that a Date field (RFC 5322, 3.3) names; 0 where it names none. */
export function offsetIn(dateField: string | null): number {
  const found = /([+-])(\d{2})(\d{2})\s*(?:\(|$)/.exec(dateField?.trim() ?? '');
  return found ? (found[1] === '-' ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3])) : 0;
}
