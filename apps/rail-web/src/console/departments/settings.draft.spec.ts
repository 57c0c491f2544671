import { describe, expect, it } from '@jest/globals';
import type { DepartmentSettings } from '#api';
import { faultAt } from '../sheet/fault-at.js';
import { draftOf, hoursOfWeek, partsOf, readDraft, readTime } from './settings.draft.js';

const settings: DepartmentSettings = {
  departmentId: 1,
  version: 3,
  name: 'Customer service',
  timeZone: 'Europe/Berlin',
  workHours: {
    mon: [
      ['08:00', '12:00'],
      ['13:00', '17:30'],
    ],
  },
  holidayRegion: null,
  closures: [{ from: '2026-12-24', to: '2026-12-31', name: 'Between the years' }],
  claimLimit: 3,
  railLimit: 40,
  kindLimits: { order: 5 },
  expediteBudget: 2,
  daysOff: [],
};

describe('settings in the form', () => {
  it('are read back as they came', () => {
    const { daysOff: _, name: __, departmentId: ___, ...sent } = settings;
    expect(readDraft(draftOf(settings))).toEqual({ body: sent, faults: [] });
  });

  it.each([
    ['8', '08:00'],
    ['8.30', '08:30'],
    ['1730', '17:30'],
    ['24:00', '24:00'],
    ['24:30', '24:30'],
    ['noon', 'noon'],
  ])('take %s as %s', (typed, read) => expect(readTime(typed)).toBe(read));

  it('name each place that cannot be meant', () => {
    const draft = draftOf(settings);
    const { faults } = readDraft({
      ...draft,
      timeZone: ' ',
      workHours: { ...draft.workHours, tue: [['noon', '17:00']] },
      closures: [{ from: '2026-12-24', to: '', name: 'x' }],
      claimLimit: '0',
      railLimit: '2.5',
      expediteBudget: '',
      kindLimits: [
        { kind: 'order', limit: '5' },
        { kind: 'order', limit: '6' },
      ],
    });
    expect(faults.map(fault => fault.pointer)).toEqual([
      '/timeZone',
      '/workHours/tue',
      '/closures/0',
      '/kindLimits/order',
      '/claimLimit',
      '/railLimit',
      '/expediteBudget',
    ]);
  });

  it('say a fault at its place and at what holds it, and nowhere else', () => {
    const faults = [{ pointer: '/closures/1/name', detail: 'Too long.' }];
    expect(faultAt(faults, '/closures/1')).toBe('Too long.');
    expect(faultAt(faults, '/closures/10')).toBeUndefined();
  });

  it('count the hours of a week', () => expect(hoursOfWeek(draftOf(settings).workHours)).toBe(8.5));

  it('find the parts of a country, without its name', () => {
    const regions = [
      { code: 'DE', name: 'Germany' },
      { code: 'DE-NW', name: 'Germany, Nordrhein-Westfalen' },
      { code: 'DK', name: 'Denmark' },
    ];
    expect(partsOf(regions, 'DE')).toEqual([{ code: 'DE-NW', name: 'Nordrhein-Westfalen' }]);
  });
});
