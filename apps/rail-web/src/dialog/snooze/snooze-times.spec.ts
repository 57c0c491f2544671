import { describe, expect, it } from '@jest/globals';
import { snoozeTimes } from './snooze-times.js';

const at = (year: number, month: number, day: number): number => new Date(year, month - 1, day, 9, 30).getTime();
const titles = (now: number): string[] => snoozeTimes(now).map(time => time.title);

describe('snooze', () => {
  it('offers tomorrow and Monday in the middle of the week', () => {
    expect(titles(at(2026, 3, 4))).toEqual([
      'In an hour',
      'In three hours',
      'Tomorrow morning',
      'Monday morning',
      'In a week',
    ]);
  });

  it('does not offer a Saturday on a Friday', () => {
    expect(titles(at(2026, 3, 6))).not.toContain('Tomorrow morning');
  });

  it('says tomorrow, once, on a Sunday', () => {
    expect(titles(at(2026, 3, 8)).filter(title => title.endsWith('morning'))).toEqual(['Tomorrow morning']);
  });

  it('names one moment once: on a Monday a week later is Monday', () => {
    expect(titles(at(2026, 3, 2))).not.toContain('In a week');
  });

  it('comes back later than now, at eight', () => {
    for (const day of [2, 3, 4, 5, 6, 7, 8]) {
      const now = at(2026, 3, day);
      for (const { title, until } of snoozeTimes(now)) {
        expect(Date.parse(until)).toBeGreaterThan(now);
        if (title.endsWith('morning')) expect(new Date(until).getHours()).toBe(8);
      }
      const monday = snoozeTimes(now).find(time => time.title === 'Monday morning');
      if (monday) expect(new Date(monday.until).getDay()).toBe(1);
    }
  });
});
