// Public holidays of the places that the package date-holidays knows, as whole local days.
// - Only whole days are holidays. What the package lets begin at noon or in the evening (Christmas Eve in parts of Switzerland and Australia)
//   is worked: whether a house goes home then is the house's rule, and a closure says so. Of 3½ days of a feast the three whole ones count.
// - Islamic and Hebrew feasts begin at sunset in the package; the date that it writes beside is the day that people have off. The moon decides
//   late: these days may be one off, and a closure corrects them.
// - Days are read from the written date and never from an instant, so that the answer does not depend on the zone of the process.
import Holidays from 'date-holidays';

export interface HolidayRegion {
  /** As settings name it: `DE`, `DE-NW`, `US-LA-NO`. */
  code: string;
  /** `Germany, Nordrhein-Westfalen`. */
  name: string;
}

const HOUR = 3_600_000;
const YEARS_KEPT = 2_000;
const regions = new Map<string, HolidayRegion>();
// A year takes milliseconds to compute, some dozens where the moon rules: once for each region and year in the life of the process.
const years = new Map<string, ReadonlyMap<string, string>>();

/** Countries and their states and regions, by name. English names where the package has them. */
export function holidayRegions(): HolidayRegion[] {
  return [...knownRegions().values()];
}

export const isHolidayRegion = (code: string): boolean => knownRegions().has(code);

/** Name of the public holiday on a local day; null when there is none. `region` must be one of the known. */
export function holidayOn(region: string, isoDay: string): string | null {
  const year = Number(isoDay.slice(0, 4));
  const name = holidaysOf(region, year).get(isoDay);
  if (name !== undefined) return name;
  // A feast of several days that begins in December belongs to the year before.
  return isoDay.slice(5, 7) === '01' ? (holidaysOf(region, year - 1).get(isoDay) ?? null) : null;
}

/** By day: the holidays that begin in this year. The first name counts where a day has two. */
function holidaysOf(region: string, year: number): ReadonlyMap<string, string> {
  const key = `${region} ${year}`;
  const known = years.get(key);
  if (known) return known;
  const names = new Map<string, string>();
  // In UTC every day has 24 hours, also Easter Sunday where the clocks change on it.
  const calendar = new Holidays(region, { types: ['public'], timezone: 'UTC', languages: ['en'] });
  for (const { date, start, end, name } of calendar.getHolidays(year)) {
    for (const day of wholeDays(date, (end.getTime() - start.getTime()) / HOUR))
      if (!names.has(day)) names.set(day, name);
  }
  if (years.size >= YEARS_KEPT) years.clear();
  years.set(key, names);
  return names;
}

/**
 * @param date   `YYYY-MM-DD hh:mm:ss`, as the package writes it
 * @param hours  length of the feast
 */
function wholeDays(date: string, hours: number): string[] {
  const first = Date.parse(`${date.slice(0, 10)}T00:00:00Z`);
  const count = Math.floor(hours / 24);
  return Array.from({ length: count }, (_, i) => new Date(first + i * 24 * HOUR).toISOString().slice(0, 10));
}

function knownRegions(): ReadonlyMap<string, HolidayRegion> {
  if (regions.size > 0) return regions;
  const places = new Holidays();
  const list: HolidayRegion[] = [];
  const add = (codes: string[], names: string[]) => {
    // The package looks codes up in capitals and gives the country's holidays for those that it has in small letters: it would answer for
    // another place than it was asked.
    if (codes.every(code => /^[A-Z0-9]+$/.test(code))) list.push({ code: codes.join('-'), name: names.join(', ') });
  };
  for (const [country, countryName] of Object.entries(places.getCountries('en'))) {
    add([country], [countryName]);
    for (const [state, stateName] of Object.entries(places.getStates(country, 'en') ?? {})) {
      add([country, state], [countryName, stateName]);
      for (const [region, regionName] of Object.entries(places.getRegions(country, state, 'en') ?? {}))
        add([country, state, region], [countryName, stateName, regionName]);
    }
  }
  list.sort((a, b) => a.name.localeCompare(b.name, 'en'));
  for (const region of list) regions.set(region.code, region);
  return regions;
}
