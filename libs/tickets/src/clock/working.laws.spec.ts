// What must hold for every calendar and every instant, tried with random ones.
import fc from 'fast-check';
import { type Calendar, calendarOf, WEEKDAYS, type WorkHours } from './calendar.js';
import { isoDayOf } from './local.day.js';
import { retime } from './retime.js';
import { addWorkingMinutes, addWorkingMs, workingMinutesBetween, workingMsBetween } from './working.time.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const anyZone = fc.constantFrom(
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/Havana',
  'Africa/Cairo',
  'Africa/Casablanca',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Antarctica/Troll',
  'Pacific/Kiritimati',
);
const clockTime = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
type Shifts = [from: string, to: string][];
/** Shifts of a day, from cuts at odd minutes; some touch one another. */
const anyShifts: fc.Arbitrary<Shifts> = fc
  .uniqueArray(fc.oneof(fc.integer({ min: 0, max: 1440 }), fc.constantFrom(0, 120, 150, 180, 1440)), { maxLength: 5 })
  .map(cuts => {
    const times = cuts.sort((a, b) => a - b).map(clockTime);
    return times.slice(1).flatMap((to, i): Shifts => (i === 1 ? [] : [[times[i]!, to]]));
  });
const anyHours: fc.Arbitrary<WorkHours> = fc
  .tuple(...WEEKDAYS.map(() => anyShifts))
  // A morning at least, so that what is added ends within some years.
  .map(days => days.map((shifts, i): Shifts => (i === 2 && shifts.length === 0 ? [['08:00', '12:00']] : shifts)))
  .map(days => Object.fromEntries(days.map((shifts, i) => [WEEKDAYS[i], shifts])));
const anyClosure = fc
  .tuple(fc.integer({ min: 20_400, max: 20_900 }), fc.integer({ min: 0, max: 20 }))
  .map(([day, length]) => ({ from: isoDayOf(day), to: isoDayOf(day + length), name: 'Closed' }));
const anyCalendar: fc.Arbitrary<Calendar> = fc
  .record({
    timeZone: anyZone,
    hours: anyHours,
    holidayRegion: fc.constantFrom(null, 'DE-NW', 'US', 'JP', 'EG'),
    closures: fc.array(anyClosure, { maxLength: 3 }),
  })
  .map(({ timeZone, hours, ...free }) => calendarOf(timeZone, hours, free));
/** In 2026, with a leaning to the nights on which clocks change. */
const anyInstant = fc
  .oneof(
    fc.integer({ min: 0, max: 365 * DAY }).map(ms => Date.UTC(2026, 0, 1) + ms),
    fc
      .tuple(
        fc.constantFrom(
          '2026-03-08',
          '2026-03-29',
          '2026-04-05',
          '2026-04-24',
          '2026-10-25',
          '2026-10-30',
          '2026-11-01',
        ),
        fc.integer({ min: -DAY, max: DAY }),
      )
      .map(([day, ms]) => Date.parse(day) + ms),
  )
  .map(ms => new Date(ms));
const anyAmount = fc.integer({ min: 1, max: 120 * HOUR });

describe('working time, whatever the calendar', () => {
  it('lies between an instant and what was added to it', () => {
    fc.assert(
      fc.property(anyCalendar, anyInstant, anyAmount, (calendar, at, ms) => {
        expect(workingMsBetween(at, addWorkingMs(at, ms, calendar), calendar)).toBe(ms);
        expect(workingMsBetween(at, addWorkingMs(at, -ms, calendar), calendar)).toBe(-ms);
      }),
    );
  });

  it('is reached as early as possible forward, and as late as possible back', () => {
    fc.assert(
      fc.property(anyCalendar, anyInstant, anyAmount, (calendar, at, ms) => {
        const justBefore = new Date(addWorkingMs(at, ms, calendar).getTime() - 1);
        expect(workingMsBetween(at, justBefore, calendar)).toBe(ms - 1);
        const justAfter = new Date(addWorkingMs(at, -ms, calendar).getTime() + 1);
        expect(workingMsBetween(at, justAfter, calendar)).toBe(1 - ms);
      }),
    );
  });

  it('of zero leads to the next working instant', () => {
    fc.assert(
      fc.property(anyCalendar, anyInstant, (calendar, at) => {
        const next = addWorkingMs(at, 0, calendar);
        expect(next >= at).toBe(true);
        expect(workingMsBetween(at, next, calendar)).toBe(0);
        expect(workingMsBetween(next, new Date(next.getTime() + 1), calendar)).toBe(1);
        expect(addWorkingMs(next, 0, calendar)).toEqual(next);
      }),
    );
  });

  it('adds up over any instant between, in either direction', () => {
    fc.assert(
      fc.property(anyCalendar, anyInstant, anyInstant, anyInstant, (calendar, a, b, c) => {
        expect(workingMsBetween(a, b, calendar) + workingMsBetween(b, c, calendar)).toBe(
          workingMsBetween(a, c, calendar),
        );
        expect(workingMsBetween(a, b, calendar)).toBe(0 - workingMsBetween(b, a, calendar));
      }),
    );
  });

  it('can be added in two steps', () => {
    fc.assert(
      fc.property(anyCalendar, anyInstant, anyAmount, anyAmount, fc.constantFrom(1, -1), (calendar, at, m, n, sign) => {
        expect(addWorkingMs(addWorkingMs(at, sign * m, calendar), sign * n, calendar)).toEqual(
          addWorkingMs(at, sign * (m + n), calendar),
        );
      }),
    );
  });

  it('is never more than the time that passes', () => {
    fc.assert(
      fc.property(anyCalendar, anyInstant, anyInstant, (calendar, a, b) => {
        const worked = workingMsBetween(a, b, calendar);
        const passed = b.getTime() - a.getTime();
        expect(Math.abs(worked)).toBeLessThanOrEqual(Math.abs(passed));
        expect(worked * passed).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('is the same in minutes, cut off towards zero', () => {
    fc.assert(
      fc.property(anyCalendar, anyInstant, fc.integer({ min: -3_000, max: 3_000 }), anyInstant, (calendar, a, n, b) => {
        expect(addWorkingMinutes(a, n, calendar)).toEqual(addWorkingMs(a, n * 60_000, calendar));
        const whole = workingMinutesBetween(a, b, calendar);
        expect(Object.is(whole, -0)).toBe(false);
        const rest = workingMsBetween(a, b, calendar) - whole * 60_000;
        expect(Math.abs(rest)).toBeLessThan(60_000);
        expect(rest * whole).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe('a due time under a new calendar, whatever the two calendars', () => {
  const anyDue = fc.tuple(anyInstant, fc.integer({ min: -14 * DAY, max: 14 * DAY }));

  it('leaves as much working time as was left', () => {
    fc.assert(
      fc.property(anyDue, anyCalendar, anyCalendar, ([now, ms], before, after) => {
        const dueAt = new Date(now.getTime() + ms);
        const left = workingMsBetween(now, dueAt, before);
        expect(workingMsBetween(now, retime(dueAt, now, before, after), after)).toBe(left);
      }),
    );
  });

  it('keeps late what is late, and in time what is in time', () => {
    fc.assert(
      fc.property(anyDue, anyCalendar, anyCalendar, ([now, ms], before, after) => {
        const dueAt = new Date(now.getTime() + ms);
        const again = retime(dueAt, now, before, after);
        if (dueAt < now) expect(again.getTime()).toBeLessThanOrEqual(now.getTime());
        else expect(again.getTime()).toBeGreaterThanOrEqual(now.getTime());
      }),
    );
  });

  it('stays as promised under the same calendar, and as far from its neighbours under any', () => {
    fc.assert(
      fc.property(anyDue, anyDue, anyCalendar, anyCalendar, ([now, ms], [, other], before, after) => {
        const [first, second] = [ms, other].sort((a, b) => a - b).map(ms => new Date(now.getTime() + ms)) as [
          Date,
          Date,
        ];
        expect(retime(first, now, before, before)).toEqual(first);
        expect(workingMsBetween(retime(first, now, before, after), retime(second, now, before, after), after)).toBe(
          workingMsBetween(first, second, before),
        );
      }),
    );
  });
});
