import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';
import { holidayOn, holidayRegions, isHolidayRegion } from './holidays.js';

const year2026 = Array.from({ length: 365 }, (_, i) => new Date(Date.UTC(2026, 0, 1 + i)).toISOString().slice(0, 10));
const daysOf = (region: string) => year2026.filter(day => holidayOn(region, day) !== null).map(day => day.slice(5));

describe('public holidays', () => {
  it('differ from state to state', () => {
    expect(holidayOn('DE-NW', '2026-11-01')).toBe("All Saints' Day");
    expect(holidayOn('DE-BE', '2026-11-01')).toBeNull();
    expect(holidayOn('DE-BE', '2026-03-08')).toBe("International Women's Day");
    expect(daysOf('DE-NW').slice(0, 4)).toEqual(['01-01', '04-03', '04-06', '05-01']);
  });

  it('count what is moved from a weekend, over the turn of the year too', () => {
    expect(holidayOn('US', '2026-07-03')).toBe('Independence Day (substitute day)');
    // 1 January 2028 is a Saturday.
    expect(holidayOn('US', '2027-12-31')).toBe("New Year's Day (substitute day)");
    expect(holidayOn('JP', '2026-09-22')).toBe("Citizens' Holiday");
  });

  it('are no days that are observed, and no bank days', () => {
    expect(holidayOn('US', '2026-02-14')).toBeNull();
    expect(holidayOn('DE', '2026-12-24')).toBeNull();
  });

  it('are whole days: what begins at noon or in the evening is worked', () => {
    expect(holidayOn('CH-VS', '2026-12-24')).toBeNull();
    expect(holidayOn('AU-NT', '2026-12-24')).toBeNull();
    expect(holidayOn('AU-NT', '2026-12-25')).toBe('Christmas Day');
  });

  it('fall on the day after the sunset that begins them; half a day before a feast is worked', () => {
    // In Turkey the feast takes three and a half days, from the noon of 19 March.
    expect(daysOf('TR').filter(day => day.startsWith('03'))).toEqual(['03-20', '03-21', '03-22']);
    expect(daysOf('TR').filter(day => day.startsWith('05-2'))).toEqual(['05-27', '05-28', '05-29']);
    expect(holidayOn('IL', '2026-09-12')).toBe('Rosh Hashanah (Yom Teruah)');
    expect(holidayOn('IL', '2026-09-11')).toBeNull();
  });

  it('are whole days on which the clocks change, too', () => {
    expect(holidayOn('DE-BB', '2027-03-28')).toBe('Easter Sunday');
  });

  it('reach into January when they begin in December', () => {
    // Six days in Eswatini.
    expect(holidayOn('SZ', '2026-12-28')).toBe('Incwala Festival');
    expect(holidayOn('SZ', '2027-01-02')).toBe('Incwala Festival');
    expect(holidayOn('SZ', '2027-01-03')).toBeNull();
  });

  it('are listed for every place that can be chosen, by its English name', () => {
    const regions = holidayRegions();
    expect(regions.length).toBeGreaterThan(600);
    expect(regions).toContainEqual({ code: 'DE', name: 'Germany' });
    expect(regions).toContainEqual({ code: 'AT-9', name: 'Austria, Vienna' });
    expect(regions).toContainEqual({ code: 'US-LA-NO', name: 'United States of America, Louisiana, New Orleans' });
    expect(new Set(regions.map(({ code }) => code)).size).toBe(regions.length);
    expect(regions.filter(({ code }) => code !== code.toUpperCase())).toEqual([]);
    expect(regions.filter(({ code, name }) => !isHolidayRegion(code) || name.includes('undefined'))).toEqual([]);
    expect(regions.map(({ name }) => name)).toEqual(
      regions.map(({ name }) => name).sort((a, b) => a.localeCompare(b, 'en')),
    );
  });

  it.each(['America/Havana', 'Africa/Cairo', 'Pacific/Kiritimati', 'Pacific/Pago_Pago'])(
    'are the same days in a process that runs in %s',
    zone => {
      const regions = ['DE-BE', 'CU', 'EG', 'IL', 'TR', 'JP', 'NZ'];
      expect(JSON.parse(daysInProcess(zone, regions))).toEqual(regions.map(daysOf));
    },
    20_000,
  );
});

/**
 * The same module in a process of its own, as the zone of a running one cannot be changed. In Havana, midnight
 * is skipped on 8 March 2026, which is a holiday in Berlin.
 */
function daysInProcess(zone: string, regions: string[]): string {
  const source = readFileSync(new URL('./holidays.ts', import.meta.url), 'utf8');
  const { code } = transformSync(source, { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } });
  const asked = `
    const days = ${JSON.stringify(year2026)};
    const found = ${JSON.stringify(regions)}.map(region => days.filter(day => holidayOn(region, day)).map(day => day.slice(5)));
    if (Intl.DateTimeFormat().resolvedOptions().timeZone !== ${JSON.stringify(zone)}) throw new Error('The zone is another');
    process.stdout.write(JSON.stringify(found));`;
  return execFileSync(process.execPath, ['--input-type=module', '-e', code + asked], {
    cwd: fileURLToPath(new URL('.', import.meta.url)),
    env: { TZ: zone },
    encoding: 'utf8',
  });
}
