import { calendarOf, OFFICE_HOURS } from './calendar.js';
import { addWorkingMinutes, workingMinutesBetween } from './working.time.js';

const berlin = calendarOf('Europe/Berlin', OFFICE_HOURS);
const split = calendarOf('Europe/Berlin', {
  fri: [
    ['08:00', '12:00'],
    ['13:00', '17:00'],
  ],
  mon: [['08:00', '17:00']],
});

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

  it.each([
    [{}, 'no working hours'],
    [{ mon: [['12:00', '08:00']] }, 'mon: a shift ends'],
    [
      {
        tue: [
          ['08:00', '12:00'],
          ['11:00', '13:00'],
        ],
      },
      'tue: two shifts overlap',
    ],
    [{ wed: [['8', '12:00']] }, 'wed: "8" is no time'],
  ])('refuses a calendar that cannot be worked: %j', (hours, words) => {
    expect(() => calendarOf('Europe/Berlin', hours as never)).toThrow(words);
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
