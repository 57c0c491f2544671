import { calendarOf, closedDay, holidaysBetween, OFFICE_HOURS } from './calendar.js';

const christmas = { from: '2026-12-24', to: '2026-12-31', name: 'Works holidays' };
const closing = (...closures: { from: string; to: string; name: string }[]) =>
  calendarOf('Europe/Berlin', OFFICE_HOURS, { closures });

describe('a calendar', () => {
  it('knows holidays and closures by name', () => {
    const calendar = calendarOf('Europe/Berlin', OFFICE_HOURS, { holidayRegion: 'DE-NW', closures: [christmas] });
    expect(closedDay(calendar, '2026-06-04')).toBe('Corpus Christi');
    expect(closedDay(calendar, '2026-12-24')).toBe('Works holidays');
    expect(closedDay(calendar, '2026-12-31')).toBe('Works holidays');
    expect(closedDay(calendar, '2026-12-23')).toBeNull();
    expect(closedDay(calendar, '2027-01-04')).toBeNull();
  });

  it('names the holiday where a closure lies over it', () => {
    const calendar = calendarOf('Europe/Berlin', OFFICE_HOURS, { holidayRegion: 'DE-NW', closures: [christmas] });
    expect(holidaysBetween(calendar, '2026-12-23', '2027-01-02')).toEqual([
      { day: '2026-12-24', name: 'Works holidays' },
      { day: '2026-12-25', name: 'Christmas Day' },
      { day: '2026-12-26', name: 'Boxing Day' },
      ...[27, 28, 29, 30, 31].map(day => ({ day: `2026-12-${day}`, name: 'Works holidays' })),
      { day: '2027-01-01', name: "New Year's Day" },
    ]);
  });

  it('keeps no public holidays unless it is told whose', () => {
    expect(closedDay(calendarOf('Europe/Berlin', OFFICE_HOURS), '2026-12-25')).toBeNull();
    expect(closedDay(calendarOf('Europe/Berlin', OFFICE_HOURS, { holidayRegion: null }), '2026-12-25')).toBeNull();
  });

  it('keeps what it was made of, whatever becomes of the lists it was made from', () => {
    const closures = [{ ...christmas }];
    const calendar = calendarOf('Europe/Berlin', OFFICE_HOURS, { closures });
    closures[0]!.to = '2026-12-24';
    closures.pop();
    expect(closedDay(calendar, '2026-12-30')).toBe('Works holidays');
  });

  it('takes closures in any order, also over one another', () => {
    const calendar = closing(christmas, { from: '2026-12-30', to: '2027-01-03', name: 'Stocktaking' });
    expect(closedDay(calendar, '2026-12-30')).toBe('Works holidays');
    expect(closedDay(calendar, '2027-01-03')).toBe('Stocktaking');
    expect(closing({ from: '2027-08-01', to: '2027-08-14', name: 'Summer' }, christmas).closures[0]).toEqual(christmas);
  });

  it.each([
    ['Mars/Olympus', '"Mars/Olympus" is no time zone'],
    ['+01:00', '"+01:00" is no time zone'],
    ['', '"" is no time zone'],
  ])('refuses the time zone "%s"', (timeZone, words) => {
    expect(() => calendarOf(timeZone, OFFICE_HOURS)).toThrow(words);
  });

  it.each(['DE-XX', 'XX', 'de-nw', 'CK-Aitutaki', 'DE-NW-', '', 'CK-AITUTAKI'])(
    'refuses the unknown holiday region "%s"',
    holidayRegion => {
      const made = () => calendarOf('Europe/Berlin', OFFICE_HOURS, { holidayRegion });
      expect(made).toThrow(RangeError);
      expect(made).toThrow(`No public holidays are known for "${holidayRegion}"`);
    },
  );

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

  it('refuses holidays without working hours, and names them', () => {
    expect(() => calendarOf('Europe/Berlin', {}, { holidayRegion: 'DE-NW' })).toThrow(
      'The calendar with the holidays of DE-NW has no working hours',
    );
    expect(() => calendarOf('Europe/Berlin', { mon: [] })).toThrow('The calendar has no working hours');
  });

  it.each([
    ['2026-12-31', '2026-12-24', 'Closure "Summer" ends before it begins'],
    ['2026-02-30', '2026-03-02', 'Closure "Summer": "2026-02-30" is no day'],
    ['2026-02-01', '1.3.2026', 'Closure "Summer": "1.3.2026" is no day'],
    ['2026-01-01', '9999-12-31', 'Closure "Summer": "9999-12-31" is no day'],
    ['2026-01-01', '2027-01-02', 'Closure "Summer" leaves no working day for more than a year from 2026-01-01'],
  ])('refuses a closure from %s to %s', (from, to, words) => {
    const made = () => closing(christmas, { from, to, name: 'Summer' });
    expect(made).toThrow(RangeError);
    expect(made).toThrow(words);
  });

  it('refuses closures that leave no day between them for more than a year', () => {
    const first = { from: '2026-01-01', to: '2026-10-31', name: 'Rebuilding' };
    expect(() => closing({ from: '2026-11-01', to: '2027-02-28', name: 'Moving' }, first)).toThrow(
      'Closure "Moving" leaves no working day for more than a year from 2026-01-01',
    );
    expect(() => closing({ from: '2026-11-02', to: '2027-02-28', name: 'Moving' }, first)).not.toThrow();
    expect(() => closing({ from: '2026-01-01', to: '2027-01-01', name: 'A year and a day' })).not.toThrow();
  });

  it('refuses a preview of what is no day, or of more than ten years', () => {
    const calendar = closing();
    expect(() => closedDay(calendar, '2026-13-01')).toThrow('"2026-13-01" is no day');
    expect(() => holidaysBetween(calendar, '2026-01-01', '2046-01-01')).toThrow('more than ten years');
    expect(holidaysBetween(calendar, '2026-02-01', '2026-01-01')).toEqual([]);
  });
});
