import { fieldChanges, forecastWords, keptWords, ordinal, standingWords, workWords } from './work-words.js';

const now = Date.parse('2026-03-04T09:00:00Z');

describe('the forecast', () => {
  it('says the place, the pace and the danger', () => {
    const words = forecastWords({ position: 3, expectedAt: '2026-03-04T13:20:00Z', likelyLate: true }, now);
    expect(words).toMatch(/^3rd in line; at the pace of late it is done by \d\d:\d\d, likely late$/);
    expect(forecastWords({ position: 1, expectedAt: null, likelyLate: false }, now)).toBe('1st in line');
    expect(forecastWords(null, now)).toBe('');
  });

  it('counts as people do', () => {
    expect([1, 2, 3, 4, 11, 12, 13, 21, 102, 111].map(ordinal)).toEqual([
      '1st',
      '2nd',
      '3rd',
      '4th',
      '11th',
      '12th',
      '13th',
      '21st',
      '102nd',
      '111th',
    ]);
  });
});

describe('a clock that stands', () => {
  const waiting = { reason: 'customer' as const, until: null, note: '' };
  it('says why, and what is left', () => {
    expect(standingWords({ clockStands: true, waiting, minutesLeft: 180 })).toBe(
      'time stands while the customer is asked: 3 h left',
    );
    expect(standingWords({ clockStands: true, waiting: { ...waiting, reason: 'handoff' }, minutesLeft: -40 })).toBe(
      'time stands while another department works on it: late 40 min',
    );
  });
  it('is silent while it runs', () =>
    expect(standingWords({ clockStands: false, waiting: null, minutesLeft: 5 })).toBe(''));
});

describe('the version of its kind', () => {
  const ticket = { kindTitle: 'Design request', kindVersion: 2, kindCurrentVersion: 4 };
  it('is said where another one is current meanwhile', () =>
    expect(keptWords(ticket)).toBe('Kept as Design request version 2; version 4 is current.'));
  it('is silent while it is the current one, and where a newer page meets an older answer', () => {
    expect(keptWords({ ...ticket, kindVersion: 4 })).toBe('');
    expect(keptWords({ ...ticket, kindVersion: 5 })).toBe('');
  });
});

describe('standard work', () => {
  it('says how far it is and what is to do', () => {
    const item = { key: 'a', title: 'Read', required: true, done: null };
    const done = { ...item, key: 'b', done: { by: 'Ines', at: '2026-03-04T09:00:00Z' } };
    const closeFaults = [{ pointer: '/checklist/a', detail: 'Not ticked yet: Read' }];
    expect(workWords({ checklistItems: [item, done], closeFaults, fields: {}, schema: {} })).toBe(
      'Checklist 1/2 · 1 thing before it is done',
    );
    expect(workWords({ checklistItems: [], closeFaults: [], fields: {}, schema: {} })).toBe('');
  });

  it('sends only what differs, and null for what was emptied', () => {
    expect(fieldChanges({ a: 1, b: 'x', c: [1] }, { a: 1, c: [2], d: false })).toEqual({ b: null, c: [2], d: false });
    expect(fieldChanges({ a: 1 }, { a: 1 })).toEqual({});
  });
});
