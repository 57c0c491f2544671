import { calendarOf, OFFICE_HOURS } from './calendar.js';
import { addWorkingMinutes, addWorkingMs, workingMinutesBetween, workingMsBetween } from './working.time.js';

const berlin = calendarOf('Europe/Berlin', OFFICE_HOURS);
const split = calendarOf('Europe/Berlin', {
  fri: [
    ['08:00', '12:00'],
    ['13:00', '17:00'],
  ],
  mon: [['08:00', '17:00']],
});
const NIGHT = [
  ['00:00', '06:00'],
  ['22:00', '24:00'],
] as [string, string][];

describe('working time', () => {
  it('stays within one shift', () => {
    expect(addWorkingMinutes(new Date('2026-03-02T08:00:00Z'), 60, berlin).toISOString()).toBe(
      '2026-03-02T09:00:00.000Z',
    );
  });

  it('runs over the night and the weekend', () => {
    // Friday 16:00 in Berlin + 2 h: one hour on Friday, one on Monday.
    expect(addWorkingMinutes(new Date('2026-03-06T15:00:00Z'), 120, berlin).toISOString()).toBe(
      '2026-03-09T08:00:00.000Z',
    );
  });

  it('begins with the next shift when work arrives at night', () => {
    expect(addWorkingMinutes(new Date('2026-03-07T22:00:00Z'), 0, berlin).toISOString()).toBe(
      '2026-03-09T07:00:00.000Z',
    );
  });

  it('leaves out the lunch break', () => {
    expect(workingMinutesBetween(new Date('2026-03-06T07:00:00Z'), new Date('2026-03-06T16:00:00Z'), split)).toBe(480);
  });

  it('keeps the wall clock over the change to summer time', () => {
    // 28 March 2026 is a Saturday, the clocks change on Sunday: Friday 17:00 CET to Monday 08:00 CEST is no working time.
    expect(workingMinutesBetween(new Date('2026-03-27T16:00:00Z'), new Date('2026-03-30T06:00:00Z'), berlin)).toBe(0);
    expect(addWorkingMinutes(new Date('2026-03-27T16:00:00Z'), 1, berlin).toISOString()).toBe(
      '2026-03-30T06:01:00.000Z',
    );
  });

  it('is negative when the time has passed', () => {
    expect(workingMinutesBetween(new Date('2026-03-02T09:30:00Z'), new Date('2026-03-02T08:50:00Z'), berlin)).toBe(-40);
  });

  it('leaves out public holidays and closures', () => {
    const calendar = calendarOf('Europe/Berlin', OFFICE_HOURS, {
      holidayRegion: 'DE-NW',
      closures: [{ from: '2026-04-07', to: '2026-04-08', name: 'Moving' }],
    });
    // Thursday before Easter, 16:00: one hour then, Good Friday and Easter Monday are holidays, the move takes two days.
    expect(addWorkingMinutes(new Date('2026-04-02T14:00:00Z'), 120, calendar).toISOString()).toBe(
      '2026-04-09T07:00:00.000Z',
    );
    expect(workingMinutesBetween(new Date('2026-04-02T22:00:00Z'), new Date('2026-04-09T06:00:00Z'), calendar)).toBe(0);
    expect(addWorkingMinutes(new Date('2026-04-09T07:00:00Z'), -120, calendar).toISOString()).toBe(
      '2026-04-02T14:00:00.000Z',
    );
  });

  it('counts back to a working instant', () => {
    // From Monday 09:00 in Berlin: an hour back is the beginning of Monday, not the end of Friday.
    const monday = new Date('2026-03-09T08:00:00Z');
    expect(addWorkingMinutes(monday, -60, berlin).toISOString()).toBe('2026-03-09T07:00:00.000Z');
    expect(addWorkingMs(monday, -60 * 60_000 - 1, berlin).toISOString()).toBe('2026-03-06T15:59:59.999Z');
    // And forward, the end of Friday rather than the beginning of Monday.
    expect(addWorkingMinutes(new Date('2026-03-06T15:00:00Z'), 60, berlin).toISOString()).toBe(
      '2026-03-06T16:00:00.000Z',
    );
    expect(addWorkingMinutes(new Date('2026-03-07T12:00:00Z'), -60, berlin).toISOString()).toBe(
      '2026-03-06T15:00:00.000Z',
    );
  });

  it('is exact to the millisecond', () => {
    const from = new Date('2026-03-06T15:59:59.001Z');
    const to = new Date('2026-03-09T07:00:00.500Z');
    expect(workingMsBetween(from, to, berlin)).toBe(1_499);
    expect(workingMsBetween(to, from, berlin)).toBe(-1_499);
    expect(addWorkingMs(from, 1_499, berlin)).toEqual(to);
  });

  it('counts over many years', () => {
    // 521 weeks of 45 hours, and from Thursday noon to Tuesday noon: five hours, two days of nine, four hours.
    const from = new Date('2026-01-01T12:00:00+01:00');
    const to = new Date('2036-01-01T12:00:00+01:00');
    expect(workingMinutesBetween(from, to, berlin)).toBe((521 * 45 + 27) * 60);
  });

  it('gives a night shift into a holiday its hours before midnight', () => {
    const nights = calendarOf(
      'Europe/Berlin',
      Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map(day => [day, NIGHT])),
      { holidayRegion: 'DE-NW' },
    );
    // Noon to noon over midnight into 1 May.
    const noon = (day: string) => new Date(`${day}T12:00:00+02:00`);
    expect(workingMinutesBetween(noon('2026-04-29'), noon('2026-04-30'), nights)).toBe(8 * 60);
    expect(workingMinutesBetween(noon('2026-04-30'), noon('2026-05-01'), nights)).toBe(2 * 60);
    expect(workingMinutesBetween(noon('2026-05-01'), noon('2026-05-02'), nights)).toBe(6 * 60);
  });

  it.each([
    ['22:00 to 06:00 in spring', NIGHT, '2026-03-28', 7 * 60],
    ['22:00 to 06:00 in autumn', NIGHT, '2026-10-24', 9 * 60],
    ['02:00 to 03:00 in spring, which the clock skips', [['02:00', '03:00']], '2026-03-28', 0],
    ['02:15 to 02:45 in spring', [['02:15', '02:45']], '2026-03-28', 0],
    ['01:00 to 02:30 in spring', [['01:00', '02:30']], '2026-03-28', 60],
    ['02:30 to 04:00 in spring', [['02:30', '04:00']], '2026-03-28', 60],
    ['02:00 to 03:00 in autumn, which the clock shows twice', [['02:00', '03:00']], '2026-10-24', 120],
    ['02:15 to 02:45 in autumn, until the clock first says so', [['02:15', '02:45']], '2026-10-24', 30],
    ['01:00 to 02:30 in autumn', [['01:00', '02:30']], '2026-10-24', 90],
    ['02:30 to 04:00 in autumn, from when the clock first says so', [['02:30', '04:00']], '2026-10-24', 150],
  ] as const)('takes as long as the people work it: %s', (_, shifts, saturday, minutes) => {
    const hours = { sat: shifts.filter(([from]) => from > '12'), sun: shifts.filter(([from]) => from < '12') };
    const calendar = calendarOf('Europe/Berlin', { ...hours, wed: [['08:00', '09:00']] } as never);
    const from = new Date(`${saturday}T12:00:00Z`);
    const to = new Date(from.getTime() + 24 * 3_600_000);
    expect(workingMinutesBetween(from, to, calendar)).toBe(minutes);
    const end = addWorkingMinutes(from, minutes, calendar);
    expect(workingMinutesBetween(from, end, calendar)).toBe(minutes);
    if (minutes > 0) expect(end <= to).toBe(true);
  });

  it('refuses instants that are none, and amounts that never end', () => {
    const now = new Date('2026-03-02T08:00:00Z');
    expect(() => workingMsBetween(now, new Date(Number.NaN), berlin)).toThrow(RangeError);
    expect(() => addWorkingMs(new Date('2400-01-01'), 1, berlin)).toThrow('from 1900 to 2199 only');
    expect(() => addWorkingMs(now, Number.NaN, berlin)).toThrow(RangeError);
    expect(() => addWorkingMs(now, 1e14, berlin)).toThrow('do not lie within thirty years of 2026-03-02T08:00:00.000Z');
    expect(() => addWorkingMs(now, -1e14, berlin)).toThrow('do not lie within thirty years');
    expect(() => addWorkingMs(new Date('2199-10-20'), 365 * 86_400_000, berlin)).toThrow('do not lie within');
    expect(() => addWorkingMs(new Date('1900-03-05'), -365 * 86_400_000, berlin)).toThrow('do not lie within');
  });

  it('agrees with itself: what was added is what lies between', () => {
    for (let i = 0; i < 300; i++) {
      const from = new Date(Date.UTC(2026, 0, 1) + i * 7_919 * 60_000);
      const minutes = (i * 137) % 3_000;
      const start = addWorkingMinutes(from, 0, berlin);
      expect(workingMinutesBetween(start, addWorkingMinutes(start, minutes, berlin), berlin)).toBe(minutes);
    }
  });
});
