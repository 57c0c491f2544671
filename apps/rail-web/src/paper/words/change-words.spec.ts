import { describe, expect, it } from '@jest/globals';
import type { LineDifference, TradeChange } from '#api';
import { changeTitle, columnChange, furtherChanges, headWords, markOf, valueWords } from './change-words.js';

const words = { set: '', units: { EA: 'each' }, bases: {}, roles: { 'ship-to': 'Ship to' }, functions: {} };
const change = (field: TradeChange['field'], before: string | null, after: string | null): TradeChange => ({
  field,
  title: field,
  before,
  after,
});
const line = (what: LineDifference['what'], changes: TradeChange[] = []): LineDifference => ({
  what,
  lineNumber: '1',
  description: '',
  changes,
  doubt: null,
});

describe('a line of a change', () => {
  it('is marked by what the comparison says, and by itself where nothing is compared', () => {
    expect(markOf(line('unchanged'), { action: 'change' })).toBeNull();
    expect(markOf(line('removed'), { action: 'change' })).toBe('removed');
    expect(markOf(undefined, { action: 'delete' })).toBe('removed');
    expect(markOf(undefined, { action: 'add' })).toBe('added');
    expect(markOf(undefined, { action: 'quantity-increase' })).toBe('changed');
    expect(markOf(undefined, { action: 'order' })).toBeNull();
  });

  it('shows quantity and price in their columns, and what else changes below; each once', () => {
    const [quantity, price, date] = [
      change('quantity', '12', '40'),
      change('unitPrice', null, '3.50'),
      change('date', '2026-03-01', '2026-03-05'),
    ];
    const changed = line('changed', [quantity, price, date]);
    expect(columnChange(changed, 'quantity')).toBe(quantity);
    // Nothing stood there before: there is nothing to strike out in the column.
    expect(columnChange(changed, 'unitPrice')).toBeUndefined();
    expect(furtherChanges(changed)).toEqual([price, date]);
    expect(furtherChanges(line('added', [quantity]))).toEqual([]);
    expect(columnChange(line('added', [quantity]), 'quantity')).toBeUndefined();
  });

  it('tells days, units, amounts and roles in words', () => {
    expect(valueWords(words, { field: 'date' }, '2026-03-05')).toBe('5 Mar 2026');
    expect(valueWords(words, { field: 'uom' }, 'EA')).toBe('each');
    expect(valueWords(words, { field: 'quantity' }, '12000')).toBe('12\u202f000');
    expect(valueWords(words, { field: 'description' }, '12000')).toBe('12000');
    expect(changeTitle(words, { ...change('party', null, 'Dock 2'), title: 'ship-to' })).toBe('Ship to');
  });
});

describe('what a document does to the order', () => {
  it('is counted in one sentence', () => {
    expect(headWords('changed', [line('changed'), line('changed'), line('removed'), line('added')], 0)).toBe(
      'This changes the order: 2 lines changed, 1 cancelled, 1 added',
    );
    expect(headWords('changed', [line('unchanged')], 0)).toBe('This changes the order');
    expect(headWords('cancelled', [], 0)).toBe('The whole order is cancelled');
    expect(headWords('replaced', [line('unchanged')], 1)).toBe('This takes the place of the order: 1 line cancelled');
    expect(headWords('changed', [line('unknown')], 0)).toBe('This changes the order: 1 line not on the order');
  });
});
