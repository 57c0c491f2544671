import { calendarOf } from '#tickets';
import { nextDigestAt } from './digest.schedule.js';

const berlin = calendarOf(
  'Europe/Berlin',
  { mon: [['08:00', '17:00']], tue: [['09:30', '12:00']], fri: [['07:00', '15:00']] },
  { closures: [{ from: '2026-03-03', to: '2026-03-03', name: 'Stocktaking' }] },
);
const next = (digest: 'each' | 'hourly' | 'daily', now: string, calendar: typeof berlin | null = berlin) =>
  nextDigestAt(digest, new Date(now), calendar).toISOString();

describe('the next digest', () => {
  it('may come at once for who wants each', () =>
    expect(next('each', '2026-03-02T12:00:00Z')).toBe('2026-03-02T12:00:00.000Z'));

  it('may come after an hour for who wants one an hour', () =>
    expect(next('hourly', '2026-03-02T22:30:00Z')).toBe('2026-03-02T23:30:00.000Z'));

  it.each([
    ['on the next day that is worked, not on a closed one', '2026-03-02T07:00:00Z', '2026-03-06T06:00:00.000Z'],
    ['not later on the same day', '2026-03-06T00:30:00Z', '2026-03-09T07:00:00.000Z'],
    ['by the department’s day, which ends before that of UTC', '2026-03-08T23:30:00Z', '2026-03-10T08:30:00.000Z'],
    ['over the change to summer time', '2026-03-27T10:00:00Z', '2026-03-30T06:00:00.000Z'],
  ])('comes with the first working minute for who wants one a day: %s', (_, now, expected) =>
    expect(next('daily', now)).toBe(expected),
  );

  it('comes a day later for who wants one a day and is in no department', () =>
    expect(next('daily', '2026-03-02T07:00:00Z', null)).toBe('2026-03-03T07:00:00.000Z'));
});
