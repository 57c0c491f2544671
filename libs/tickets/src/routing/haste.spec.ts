import { calendarOf } from '../clock/calendar.js';
import { hastened } from './haste.js';

const WEEK = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map(day => [day, [['08:00', '17:00']]]));
const calendar = calendarOf('Europe/Berlin', WEEK as never);
const kind = { toleranceMinutes: 480 };
const at = (iso: string) => new Date(iso);
// A Monday; Berlin is one hour ahead.
const MORNING = at('2026-03-02T08:00:00Z');

describe('what a colleague says of haste', () => {
  it('changes nothing where nothing was said', () => {
    expect(hastened(undefined, kind, MORNING, calendar)).toBeNull();
  });

  it('makes it due within one working hour: now', () => {
    expect(hastened('now', kind, MORNING, calendar)).toEqual({
      minutes: 60,
      why: 'Due within one working hour, said a colleague',
    });
  });

  it('makes it due until work ends today', () => {
    // From nine to five, by the department's clock.
    expect(hastened('today', { toleranceMinutes: 900 }, MORNING, calendar)?.minutes).toBe(480);
    expect(hastened('today', kind, at('2026-03-02T13:00:00Z'), calendar)?.minutes).toBe(180);
  });

  it('leaves an hour at least, and means the next working day after hours', () => {
    expect(hastened('today', kind, at('2026-03-02T15:50:00Z'), calendar)?.minutes).toBe(60);
    expect(hastened('today', { toleranceMinutes: 900 }, at('2026-03-02T20:00:00Z'), calendar)?.minutes).toBe(540);
    expect(hastened('today', { toleranceMinutes: 900 }, at('2026-03-06T20:00:00Z'), calendar)?.minutes).toBe(540);
  });

  it('never makes a promise longer than the kind’s own', () => {
    expect(hastened('today', { toleranceMinutes: 120 }, MORNING, calendar)).toBeNull();
    expect(hastened('now', { toleranceMinutes: 60 }, MORNING, calendar)).toBeNull();
  });
});
