import { describe, expect, it } from '@jest/globals';
import { ageWords, clockWords, dueWords, lengthWords, sizeWords } from './time-words.js';
import { toneOf } from './tone.js';

const NOW = Date.parse('2026-03-04T09:30:00Z');

describe('time left', () => {
  it('says what is left, what is due and what is late', () => {
    expect(dueWords(120)).toBe('2 h left');
    expect(dueWords(35)).toBe('35 min left');
    expect(dueWords(0)).toBe('due now');
    expect(dueWords(-40)).toBe('late 40 min');
    expect(dueWords(null)).toBe('');
  });

  it('drops the minutes when the hours say enough', () => {
    expect(lengthWords(80)).toBe('1 h 20 min');
    expect(lengthWords(200)).toBe('3 h');
    expect(lengthWords(26 * 60)).toBe('26 h');
  });
});

describe('age and clock', () => {
  it('tells how long a slip has hung', () => {
    expect(ageWords('2026-03-04T09:22:00Z', NOW)).toBe('8 min');
    expect(ageWords('2026-03-04T04:00:00Z', NOW)).toBe('5 h');
    expect(ageWords('2026-03-02T05:10:00Z', NOW)).toBe('2 d 4 h');
    expect(ageWords('2026-02-01T05:10:00Z', NOW)).toBe('31 d');
  });

  it('calls the first minute by its name', () => {
    expect(ageWords('2026-03-04T09:29:59Z', NOW)).toBe('under 1 min');
  });

  it('never shows a negative age when a clock is ahead', () => {
    expect(ageWords('2026-03-04T09:35:00Z', NOW)).toBe('under 1 min');
  });

  it('names the day only when it is not today, in the time zone of the department', () => {
    expect(clockWords('2026-03-04T07:12:00Z', NOW, 'Europe/Berlin')).toBe('08:12');
    expect(clockWords('2026-03-03T07:12:00Z', NOW, 'Europe/Berlin')).toBe('yesterday 08:12');
    expect(clockWords('2026-03-05T07:00:00Z', NOW, 'Europe/Berlin')).toBe('tomorrow 08:00');
    expect(clockWords('2026-02-12T07:12:00Z', NOW, 'Europe/Berlin')).toBe('12 Feb 08:12');
    expect(clockWords('2025-02-12T07:12:00Z', NOW, 'Europe/Berlin')).toBe('12 Feb 2025 08:12');
  });

  it('takes the day of the zone, not of Greenwich', () => {
    expect(clockWords('2026-03-03T23:30:00Z', NOW, 'Europe/Berlin')).toBe('00:30');
  });
});

describe('sizes', () => {
  it('rounds to what a person reads', () => {
    expect([sizeWords(420), sizeWords(48_300), sizeWords(2_310_000), sizeWords(24_000_000)]).toEqual([
      '420 B',
      '48 kB',
      '2.3 MB',
      '24 MB',
    ]);
  });
});

describe('the yellowing of a slip', () => {
  it('goes through six steps and then has a red edge', () => {
    const steps = [240, 199, 159, 119, 79, 39].map(left => toneOf(left, 240).step);
    expect(steps).toEqual([0, 1, 2, 3, 4, 5]);
    expect(toneOf(-1, 240)).toEqual({ step: 5, urgency: 'late' });
  });

  it('is amber, not red, at the very end of its time', () => {
    expect(toneOf(0, 240)).toEqual({ step: 5, urgency: 'soon' });
  });

  it('stays plain paper when done, or when a pause gave more time than the tolerance', () => {
    expect(toneOf(null, 240)).toEqual({ step: 0, urgency: 'none' });
    expect(toneOf(500, 240).step).toBe(0);
  });

  it('does not divide by a tolerance of nothing', () => {
    expect(toneOf(0, 0).step).toBe(5);
  });
});
