import { dayNumber } from './local.day.js';
import { wallClock } from './wall.clock.js';

/** When the wall shows `time` on a local day, or comes past it. */
function shown(timeZone: string, isoDay: string, time: string): string {
  const day = dayNumber(isoDay);
  const [hour, minute] = time.split(':').map(Number) as [number, number];
  return new Date(wallClock(timeZone, day, day + 1)(day, hour * 60 + minute)).toISOString().slice(0, 16);
}

describe('the clock on the wall', () => {
  it('goes with the zone in winter and in summer', () => {
    expect(shown('Europe/Berlin', '2026-01-15', '08:00')).toBe('2026-01-15T07:00');
    expect(shown('Europe/Berlin', '2026-07-15', '08:00')).toBe('2026-07-15T06:00');
    expect(shown('Asia/Kolkata', '2026-07-15', '00:00')).toBe('2026-07-14T18:30');
    expect(shown('Pacific/Kiritimati', '2026-07-15', '24:00')).toBe('2026-07-15T10:00');
  });

  it.each([
    ['01:59', '2026-03-29T00:59'],
    ['02:00', '2026-03-29T01:00'],
    ['02:30', '2026-03-29T01:00'],
    ['03:00', '2026-03-29T01:00'],
    ['03:01', '2026-03-29T01:01'],
  ])('comes to %s at the jump, where it skips the hour from two to three', (time, instant) => {
    expect(shown('Europe/Berlin', '2026-03-29', time)).toBe(instant);
  });

  it.each([
    ['01:59', '2026-10-24T23:59'],
    ['02:00', '2026-10-25T00:00'],
    ['02:30', '2026-10-25T00:30'],
    ['02:59', '2026-10-25T00:59'],
    ['03:00', '2026-10-25T02:00'],
  ])('comes to %s for the first time, where it shows the hour from two to three twice', (time, instant) => {
    expect(shown('Europe/Berlin', '2026-10-25', time)).toBe(instant);
  });

  it('changes by half an hour on Lord Howe Island', () => {
    expect(shown('Australia/Lord_Howe', '2026-04-05', '01:45')).toBe('2026-04-04T14:45');
    expect(shown('Australia/Lord_Howe', '2026-04-05', '02:00')).toBe('2026-04-04T15:30');
    expect(shown('Australia/Lord_Howe', '2026-10-04', '02:15')).toBe('2026-10-03T15:30');
  });

  it('may skip midnight, or show it twice', () => {
    // Havana: from midnight to one in spring, from one to midnight in autumn.
    expect(shown('America/Havana', '2026-03-07', '24:00')).toBe('2026-03-08T05:00');
    expect(shown('America/Havana', '2026-03-08', '00:30')).toBe('2026-03-08T05:00');
    expect(shown('America/Havana', '2026-10-31', '24:00')).toBe('2026-11-01T04:00');
    expect(shown('America/Havana', '2026-11-01', '00:30')).toBe('2026-11-01T04:30');
    expect(shown('America/Havana', '2026-11-01', '01:00')).toBe('2026-11-01T06:00');
    // Cairo: from midnight back to eleven of the evening before.
    expect(shown('Africa/Cairo', '2026-10-29', '23:30')).toBe('2026-10-29T20:30');
    expect(shown('Africa/Cairo', '2026-10-29', '24:00')).toBe('2026-10-29T22:00');
  });

  it('skipped a whole day when Samoa went over the date line', () => {
    expect(shown('Pacific/Apia', '2011-12-30', '00:00')).toBe('2011-12-30T10:00');
    expect(shown('Pacific/Apia', '2011-12-30', '24:00')).toBe('2011-12-30T10:00');
    expect(shown('Pacific/Apia', '2011-12-31', '01:00')).toBe('2011-12-30T11:00');
  });

  it.each([
    'Europe/Berlin',
    'America/Havana',
    'Africa/Cairo',
    'Australia/Lord_Howe',
    'Antarctica/Troll',
    'Africa/Casablanca',
  ])('never goes back in %s', timeZone => {
    const first = dayNumber('2026-01-01');
    const instantOf = wallClock(timeZone, first, first + 365);
    let before = Number.NEGATIVE_INFINITY;
    for (let day = first; day < first + 365; day++) {
      for (let minute = 0; minute <= 1440; minute += 15) {
        const at = instantOf(day, minute);
        if (at < before) throw new Error(`${new Date(at).toISOString()} comes after ${new Date(before).toISOString()}`);
        before = at;
      }
    }
    expect(new Date(before).getUTCFullYear()).toBeGreaterThanOrEqual(2026);
  });
});
