import { describe, expect, it } from '@jest/globals';
import { newRow } from './field-row.js';
import {
  codeFrom,
  endingsOf,
  faultAt,
  hoursOf,
  keyedFaults,
  minutesOf,
  nameFrom,
  newKeyed,
  rowFaults,
} from './row-words.js';

describe('names made from titles', () => {
  it('are what data and programs can use, or nothing', () => {
    expect(nameFrom('Flow rate (max.)')).toBe('flowRateMax');
    expect(nameFrom('Prüfdatum')).toBe('prufdatum');
    expect(nameFrom('3rd party')).toBe('');
    expect(codeFrom('Order entered!')).toBe('order-entered');
    expect(codeFrom('   ')).toBe('');
  });
});

describe('working hours', () => {
  it('are typed with a comma or a point and come back as the minutes that they were', () => {
    for (const minutes of [1, 7, 20, 240, 525_600]) expect(minutesOf(hoursOf(minutes))).toBe(minutes);
    expect(minutesOf('1,5')).toBe(90);
  });

  it('are refused when they are no time, nothing, or more than a year', () => {
    for (const words of ['', 'soon', '0', '-1', '8761']) expect(minutesOf(words)).toBeNull();
  });
});

describe('rows that cannot be sent', () => {
  it('are named at their field: no name, a name twice, a limit that is no number', () => {
    const rows = [
      { ...newRow('a'), name: 'size', type: 'number' as const, minimum: 'many' },
      { ...newRow('b'), name: 'size' },
      newRow('c'),
    ];
    const faults = rowFaults(rows, '/schema');
    expect(faults.map(fault => fault.pointer)).toEqual([
      '/schema/properties/size/minimum',
      '/schema/properties/size',
      '/schema/properties/',
    ]);
    expect(faultAt(faults, '/schema/properties/size')).toBe('Is no number.');
  });

  it('say which choice is empty or there twice', () => {
    const row = { ...newRow('a'), name: 'x', type: 'choice' as const };
    const choices = (...values: string[]) => values.map(value => ({ value, title: '' }));
    expect(rowFaults([{ ...row, choices: choices('a', '') }], '')[0]?.detail).toBe('A choice is empty.');
    expect(rowFaults([{ ...row, choices: choices('a', 'a') }], '')[0]?.detail).toBe('A choice is there twice.');
    expect(rowFaults([{ ...row, choices: choices('a', 'b') }], '')).toEqual([]);
  });

  it('need a title and a code that an address can hold', () => {
    expect(keyedFaults([{ ...newKeyed(), title: 'Done', key: 'Done' }], '/outcomes', 'code')).toEqual([
      {
        pointer: '/outcomes/0/code',
        detail: 'A code is small letters, digits and dashes, and begins with a letter.',
      },
    ]);
    expect(keyedFaults([newKeyed()], '/checklist', 'key').map(fault => fault.pointer)).toEqual([
      '/checklist/0/title',
      '/checklist/0/key',
    ]);
  });

  it('take endings as people write them', () => {
    expect(endingsOf(' .PDF, step;dxf ')).toEqual(['pdf', 'step', 'dxf']);
  });
});
