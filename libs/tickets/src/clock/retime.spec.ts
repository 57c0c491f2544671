import { calendarOf, OFFICE_HOURS } from './calendar.js';
import { retime } from './retime.js';
import { workingMsBetween } from './working.time.js';

const berlin = calendarOf('Europe/Berlin', OFFICE_HOURS);
const newYork = calendarOf('America/New_York', OFFICE_HOURS);
const mornings = calendarOf('Europe/Berlin', {
  mon: [['08:00', '12:00']],
  tue: [['08:00', '12:00']],
  wed: [['08:00', '12:00']],
});
const closed = calendarOf('Europe/Berlin', OFFICE_HOURS, {
  closures: [{ from: '2026-03-03', to: '2026-03-04', name: 'Moving' }],
});
// Monday 10:00 in Berlin.
const now = new Date('2026-03-02T09:00:00Z');
const again = (dueAt: string, before: typeof berlin, after: typeof berlin, at = now) =>
  retime(new Date(dueAt), at, before, after).toISOString();

describe('a due time when the calendar changes', () => {
  it('comes later by a closure that lies before it', () => {
    // Tuesday 12:00 becomes Thursday 12:00.
    expect(again('2026-03-03T11:00:00Z', berlin, closed)).toBe('2026-03-05T11:00:00.000Z');
  });

  it('stays where the change lies behind it', () => {
    expect(again('2026-03-02T15:00:00Z', berlin, closed)).toBe('2026-03-02T15:00:00.000Z');
    expect(again('2026-02-27T15:00:00Z', berlin, closed)).toBe('2026-02-27T15:00:00.000Z');
  });

  it('leaves the hours that were left when the hours become fewer', () => {
    // Seven hours on Monday: two until noon, four on Tuesday, one on Wednesday.
    expect(again('2026-03-02T16:00:00Z', berlin, mornings)).toBe('2026-03-04T08:00:00.000Z');
  });

  it('goes with the department to another time zone', () => {
    // Seven hours left at 04:00 in New York: from 08:00 to 15:00 there.
    expect(again('2026-03-02T16:00:00Z', berlin, newYork)).toBe('2026-03-02T20:00:00.000Z');
  });

  it('stays overdue by the same working time', () => {
    // Due on Friday 16:00, three working hours ago: one on Friday, two on Monday.
    const dueAt = new Date('2026-02-27T15:00:00Z');
    expect(workingMsBetween(now, dueAt, berlin)).toBe(-3 * 3_600_000);
    // Mornings only: two on Monday, one on the Wednesday before.
    expect(again(dueAt.toISOString(), berlin, mornings)).toBe('2026-02-25T10:00:00.000Z');
  });

  it('gives no new time to what ran out at the end of a shift', () => {
    // Two hours of work on Saturday morning now lie between; the next working time is on Monday.
    const saturday = new Date('2026-03-07T12:00:00Z');
    const weekend = calendarOf('Europe/Berlin', { ...OFFICE_HOURS, sat: [['08:00', '10:00']] });
    expect(again('2026-03-06T16:00:00Z', berlin, weekend, saturday)).toBe(saturday.toISOString());
    expect(again('2026-03-06T16:00:00Z', berlin, closed, saturday)).toBe('2026-03-06T16:00:00.000Z');
  });

  it('gives nothing away where no working time was left, and takes nothing', () => {
    // On Saturday, due at the beginning of Monday; Mondays are free from now on.
    const saturday = new Date('2026-03-07T12:00:00Z');
    const noMonday = calendarOf('Europe/Berlin', { ...OFFICE_HOURS, mon: [], sun: [['08:00', '09:00']] });
    expect(again('2026-03-09T07:00:00Z', berlin, noMonday, saturday)).toBe('2026-03-08T07:00:00.000Z');
  });

  it('finds an end where the new calendar hardly works at all', () => {
    const hardly = calendarOf('Europe/Berlin', { mon: [['08:00', '08:01']] });
    const farAway = retime(new Date('2026-04-02T15:00:00Z'), now, berlin, hardly);
    expect(farAway.getUTCFullYear()).toBe(2056);
    const longAgo = retime(new Date('2026-01-02T15:00:00Z'), now, berlin, hardly);
    expect(longAgo.getUTCFullYear()).toBe(1996);
  });
});
