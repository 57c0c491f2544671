import fc from 'fast-check';
import { calendarOf, OFFICE_HOURS } from '../clock/calendar.js';
import { addWorkingMs } from '../clock/working.time.js';
import { forecast, paceOf } from './forecast.js';

const HOUR = 3_600_000;
const berlin = calendarOf('Europe/Berlin', OFFICE_HOURS, { holidayRegion: 'DE-NW' });
// Thursday before Easter, 15:00 in Berlin: two hours are left, then four days without work.
const now = new Date('2026-04-02T13:00:00Z');
const due = (id: number, dueAt: string) => ({ id, dueAt: new Date(dueAt) });

describe('the pace of a department', () => {
  it('is finishes per working hour', () => {
    expect(paceOf({ finishes: 90, workingMs: 45 * HOUR })).toBe(2);
    expect(paceOf({ finishes: 5, workingMs: 20 * HOUR })).toBe(0.25);
  });

  it('is unknown while there is too little history', () => {
    expect(paceOf({ finishes: 4, workingMs: 400 * HOUR })).toBeNull();
    expect(paceOf({ finishes: 40, workingMs: 8 * HOUR - 1 })).toBeNull();
    expect(paceOf({ finishes: 5, workingMs: 8 * HOUR })).toBe(0.625);
    expect(paceOf({ finishes: 0, workingMs: 0 })).toBeNull();
  });
});

describe('the forecast', () => {
  it('expects each ticket after those before it, in working time', () => {
    const queue = [7, 3, 9, 1, 5].map(id => due(id, '2026-04-07T08:00:00Z'));
    expect(forecast(queue, 2, now, berlin)).toEqual(
      [
        ['2026-04-02T13:30:00Z', 7, false],
        ['2026-04-02T14:00:00Z', 3, false],
        ['2026-04-02T14:30:00Z', 9, false],
        ['2026-04-02T15:00:00Z', 1, false],
        // Tuesday after Easter, half an hour after opening.
        ['2026-04-07T06:30:00Z', 5, false],
      ].map(([at, id, likelyLate], i) => ({ id, position: i + 1, expectedAt: new Date(at as string), likelyLate })),
    );
  });

  it('calls late what is expected after its due time, however young it is', () => {
    const queue = [due(1, '2026-04-02T13:30:00Z'), due(2, '2026-04-02T13:59:59Z'), due(3, '2026-04-02T14:30:00Z')];
    expect(forecast(queue, 2, now, berlin).map(({ likelyLate }) => likelyLate)).toEqual([false, true, false]);
  });

  it('calls late what is past its due time, with a pace or without', () => {
    const queue = [due(1, '2026-04-02T12:59:00Z'), due(2, '2026-04-02T13:01:00Z')];
    expect(forecast(queue, 600, now, berlin).map(({ likelyLate }) => likelyLate)).toEqual([true, false]);
    expect(forecast(queue, null, now, berlin)).toEqual([
      { id: 1, position: 1, expectedAt: null, likelyLate: true },
      { id: 2, position: 2, expectedAt: null, likelyLate: false },
    ]);
  });

  it('knows no date for what a very slow department will hardly ever reach, and calls it late', () => {
    const queue = Array.from({ length: 400 }, (_, i) => due(i, '2026-12-01T12:00:00Z'));
    const result = forecast(queue, 0.002, now, berlin);
    expect(result[0]).toMatchObject({ likelyLate: false });
    expect(result[399]).toEqual({ id: 399, position: 400, expectedAt: null, likelyLate: true });
  });

  it('says for every position what counting from now alone would say', () => {
    const anyPace = fc.double({ min: 0.05, max: 40, noNaN: true });
    const anyNow = fc.integer({ min: 0, max: 365 * 24 * HOUR }).map(ms => new Date(Date.UTC(2026, 0, 1) + ms));
    fc.assert(
      fc.property(anyPace, anyNow, fc.integer({ min: 1, max: 120 }), (pace, at, length) => {
        const queue = Array.from({ length }, (_, i) => ({ id: i, dueAt: at }));
        const alone = queue.map((_, i) => addWorkingMs(at, Math.round(((i + 1) * HOUR) / pace), berlin));
        expect(forecast(queue, pace, at, berlin).map(({ expectedAt }) => expectedAt)).toEqual(alone);
      }),
    );
  });

  it('of an empty queue is empty', () => {
    expect(forecast([], 2, now, berlin)).toEqual([]);
  });
});
