// A year of working time, counted a second time in another way: no arithmetic with shifts, days or offsets, but a look at the clock on the
// wall for each minute of 2026, and lists of that year's holidays written down from the official calendars. The two must agree.
import { calendarOf, type WorkHours } from './calendar.js';
import { addWorkingMinutes, workingMinutesBetween, workingMsBetween } from './working.time.js';

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const MINUTE = 60_000;
const START = Date.UTC(2026, 0, 1);
const MINUTES = 365 * 1440;

interface House {
  timeZone: string;
  hours: WorkHours;
  holidayRegion?: string;
  /** Days of 2026 and, where the zone is ahead of UTC, of its neighbours. */
  holidays?: string[];
  closures?: { from: string; to: string; name: string }[];
}

type Day = (typeof WEEKDAYS)[number];
/** `08:00-12:15 13:00-17:00` on each of the days. */
const week = (shifts: string, days: readonly Day[] = WEEKDAYS): WorkHours =>
  Object.fromEntries(days.map(day => [day, shifts.split(' ').map(shift => shift.split('-') as [string, string])]));
const MON_TO_FRI = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;
const MON_TO_SAT = [...MON_TO_FRI, 'sat'] as const;
const year = (text: string) => text.split(' ').map(day => `2026-${day}`);

const HOUSES: House[] = [
  {
    timeZone: 'Europe/Berlin',
    hours: {
      ...week('08:00-12:15 13:00-17:00', MON_TO_FRI),
      ...week('07:30-14:10', ['fri']),
    },
    holidayRegion: 'DE-NW',
    holidays: [...year('01-01 04-03 04-06 05-01 05-14 05-25 06-04 10-03 11-01 12-25 12-26'), '2027-01-01'],
    closures: [
      { from: '2026-12-24', to: '2027-01-03', name: 'Works holidays' },
      { from: '2026-05-15', to: '2026-05-15', name: 'Bridge day' },
    ],
  },
  {
    timeZone: 'America/New_York',
    hours: week('09:00-17:00', MON_TO_FRI),
    holidayRegion: 'US',
    holidays: year('01-01 01-19 02-16 05-25 06-19 07-03 07-04 09-07 10-12 11-11 11-26 12-25'),
  },
  // No daylight saving, half an hour off, the night from Saturday to Sunday free.
  {
    timeZone: 'Asia/Kolkata',
    hours: {
      ...week('00:00-06:00 22:00-24:00', MON_TO_FRI),
      ...week('00:00-06:00', ['sat']),
      ...week('22:00-24:00', ['sun']),
    },
  },
  // Half an hour of daylight saving; shifts that end and begin within the gap and the fold.
  {
    timeZone: 'Australia/Lord_Howe',
    hours: week('00:30-01:45 01:45-02:10 02:20-05:00 21:07-24:00'),
    closures: [{ from: '2026-04-06', to: '2026-04-09', name: 'Regatta' }],
  },
  {
    timeZone: 'Pacific/Kiritimati',
    hours: week('06:00-10:30 16:00-19:45', MON_TO_SAT),
    closures: [{ from: '2026-07-10', to: '2026-07-14', name: 'Independence' }],
  },
  {
    timeZone: 'America/Sao_Paulo',
    hours: {
      ...week('08:00-12:00 13:12-18:00', MON_TO_FRI),
      ...week('08:00-12:00', ['sat']),
    },
    holidayRegion: 'BR',
    holidays: year('01-01 04-03 04-21 05-01 09-07 10-12 11-02 11-15 11-20 12-25'),
  },
  {
    timeZone: 'Asia/Tehran',
    hours: week('07:00-12:30 13:30-16:00', ['sat', 'sun', 'mon', 'tue', 'wed']),
    closures: [
      { from: '2026-03-20', to: '2026-04-02', name: 'Nowruz' },
      { from: '2026-03-30', to: '2026-04-04', name: 'Stocktaking' },
    ],
  },
  // Day and night, in shifts that meet.
  {
    timeZone: 'Europe/London',
    hours: week('00:00-06:00 06:00-14:00 14:00-22:00 22:00-24:00'),
    holidayRegion: 'GB-ENG',
    holidays: [...year('01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-26 12-28'), '2027-01-01'],
  },
  // Goes back for Ramadan and forward after it.
  {
    timeZone: 'Africa/Casablanca',
    hours: week('01:00-02:30 02:45-04:00 08:30-16:30', MON_TO_SAT),
  },
  {
    timeZone: 'Asia/Tokyo',
    hours: week('09:00-12:00 12:45-17:45', MON_TO_FRI),
    holidayRegion: 'JP',
    holidays: [
      ...year(
        '01-01 01-12 02-11 02-23 03-20 04-29 05-03 05-04 05-05 05-06 07-20 08-11 09-21 09-22 09-23 10-12 11-03 11-23',
      ),
      '2027-01-01',
    ],
    closures: [{ from: '2026-08-12', to: '2026-08-16', name: 'Obon' }],
  },
  // The clock skips midnight and shows it twice.
  {
    timeZone: 'America/Havana',
    hours: week('00:00-00:20 00:40-05:00 22:30-24:00'),
  },
  // Two hours of daylight saving.
  {
    timeZone: 'Antarctica/Troll',
    hours: week('00:15-01:30 02:00-02:45 03:00-11:00', MON_TO_SAT),
  },
];

describe.each(HOUSES)('a year in $timeZone', house => {
  const { timeZone, hours, holidayRegion, closures = [] } = house;
  const calendar = calendarOf(timeZone, hours, { holidayRegion, closures });
  const count = countMinutes(house);
  const total = count.worked[MINUTES]!;
  const at = (minute: number) => new Date(START + minute * MINUTE);

  it('has the same working minutes', () => {
    expect(total).toBeGreaterThan(60_000);
    expect(workingMsBetween(at(0), at(MINUTES), calendar)).toBe(total * MINUTE);
  });

  it('has them at the same times, looked at each quarter of an hour', () => {
    const differing: string[] = [];
    for (let minute = 0; minute < MINUTES; minute += 15) {
      const found = workingMinutesBetween(at(0), at(minute), calendar);
      if (found !== count.worked[minute])
        differing.push(`${at(minute).toISOString()}: ${found}, ${count.worked[minute]}`);
    }
    expect(differing.slice(0, 5)).toEqual([]);
  });

  it('agrees about what is due when, and about the way back', () => {
    const differing: string[] = [];
    for (let i = 0; i < 4_000; i++) {
      const minute = (i * 7_919 * 13) % MINUTES;
      const worked = count.worked[minute]!;
      // Odd steps, so that every length from a minute to weeks comes up.
      const length = (i * 131) % 9_000;
      for (const minutes of [length, -length]) {
        const goal = worked + minutes;
        if (goal < 0 || goal >= total) continue;
        const expected = minutes > 0 ? count.first[goal]! : count.last[goal]!;
        const found = addWorkingMinutes(at(minute), minutes, calendar);
        if (found.getTime() !== at(expected).getTime())
          differing.push(
            `${at(minute).toISOString()} ${minutes}: ${found.toISOString()}, ${at(expected).toISOString()}`,
          );
      }
    }
    expect(differing.slice(0, 5)).toEqual([]);
  });
});

describe('a year of an office', () => {
  it('has the hours that can be counted on a wall calendar', () => {
    // 261 days from Monday to Friday in 2026, of which 11 are federal holidays.
    const office = calendarOf('America/New_York', week('09:00-17:00', MON_TO_FRI), { holidayRegion: 'US' });
    const midnight = (year: number) => new Date(`${year}-01-01T00:00:00-05:00`);
    expect(workingMinutesBetween(midnight(2026), midnight(2027), office)).toBe((261 - 11) * 8 * 60);
  });
});

/**
 * @returns worked: working minutes before each minute of the year; first: the earliest minute with so many before it; last: the latest one
 */
function countMinutes({ timeZone, hours, holidays = [], closures = [] }: House) {
  const free = new Set(holidays);
  const isOpen = (day: string) =>
    !free.has(day) &&
    !closures.some(({ from, to }) => Date.parse(from) <= Date.parse(day) && Date.parse(day) <= Date.parse(to));
  const worked = new Uint32Array(MINUTES + 1);
  const first = [0];
  const last: number[] = [];
  let latest = '';
  let shifts: [string, string][] = [];
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  for (let quarter = 0; quarter < MINUTES; quarter += 15) {
    // `2026-01-01 08:15`. Clocks change at quarters of an hour: within one, the minutes run on.
    const shown = clock.format(START + quarter * MINUTE);
    const [day, hour, begin] = [shown.slice(0, 10), shown.slice(11, 14), Number(shown.slice(14))];
    // Where the clock goes back, the house goes on as at the latest time that was seen.
    const isNew = shown > latest;
    if (isNew && day !== latest.slice(0, 10))
      shifts = isOpen(day) ? (hours[WEEKDAYS[new Date(day).getUTCDay()]!] ?? []) : [];
    for (let minute = quarter; minute < quarter + 15; minute++) {
      const time = isNew ? hour + String(begin + minute - quarter).padStart(2, '0') : latest.slice(11);
      const works = shifts.some(([from, to]) => from <= time && time < to);
      worked[minute + 1] = worked[minute]! + (works ? 1 : 0);
      if (works) {
        last.push(minute);
        first.push(minute + 1);
      }
      if (isNew) latest = `${day} ${time}`;
    }
  }
  return { worked, first, last };
}
