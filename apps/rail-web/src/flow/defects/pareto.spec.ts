import { describe, expect, it } from '@jest/globals';
import type { DefectRow } from '#api';
import { paretoOf } from './pareto.js';

const row = (more: Partial<DefectRow>): DefectRow => ({
  ...{
    kind: 'returned',
    reason: 'gone',
    reasonTitle: 'Drawing is missing',
    sender: 'Service',
    contract: 'Design',
    field: 'Tolerance',
    count: 1,
  },
  ...more,
});
const LOG = [
  row({ count: 2 }),
  row({ field: 'Material', count: 3 }),
  row({ field: 'Tolerance', sender: 'Sales', reasonTitle: 'Value out of range' }),
  row({ kind: 'skip', reasonTitle: 'Needs a specialist', sender: null, contract: null, field: null, count: 4 }),
];
const bars = (by: 'cause' | 'sender' | 'field') =>
  paretoOf(LOG, by).map(({ name, count, cumulated }) => [name, count, cumulated]);

describe('the defect log as a Pareto', () => {
  it('adds up by cause, the largest first, and ends at all of them', () => {
    expect(bars('cause')).toEqual([
      ['Drawing is missing', 5, 50],
      ['Needs a specialist', 4, 90],
      ['Value out of range', 1, 100],
    ]);
  });

  it('leaves out what has no sender, or no field', () => {
    expect(bars('sender')).toEqual([
      ['Service', 5, 83],
      ['Sales', 1, 100],
    ]);
    expect(bars('field')).toEqual([
      ['Material', 3, 50],
      ['Tolerance', 3, 100],
    ]);
    expect(paretoOf([], 'cause')).toEqual([]);
  });
});
