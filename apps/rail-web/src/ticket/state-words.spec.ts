import { describe, expect, it } from '@jest/globals';
import { stateWords } from './state-words.js';

const NOW = Date.parse('2026-03-04T09:30:00Z');
const words = (change: Record<string, unknown>, text = ''): string => stateWords({ change, text }, NOW);

describe('the quiet lines of a timeline', () => {
  it('tell the usual way of a ticket', () => {
    expect(words({ action: 'next', from: 'open', to: 'claimed' })).toBe('took it from the top');
    expect(words({ action: 'snooze', to: 'waiting', reason: 'customer', until: null })).toBe(
      'set it to wait for the customer',
    );
    expect(words({ action: 'wake', from: 'waiting', to: 'open', reason: 'by-hand' })).toBe('put it back on the rail');
    expect(words({ action: 'done', to: 'done', outcome: 'order-confirmed' })).toBe('finished it: order confirmed');
    expect(words({ action: 'reopen', from: 'done', to: 'open' })).toBe('reopened it');
  });

  it('name rails, people and tickets', () => {
    expect(words({ action: 'move', reason: 'wrong-department' }, 'Moved from Service to Engineering')).toBe(
      'moved it from Service to Engineering: wrong department',
    );
    expect(words({ action: 'assign', person: 'Somebody' })).toBe('gave it to Somebody');
    expect(words({ action: 'assign', person: null })).toBe('gave it to nobody');
    expect(words({ action: 'merge', into: 12 })).toBe('merged it into #12');
    expect(words({ action: 'merge-in', merged: 9 })).toBe('merged #9 into it');
    // By itself, where no person chose it.
    expect(words({ action: 'merge', into: 12, why: 'it came before its order' })).toBe(
      'merged it into #12: it came before its order',
    );
    expect(words({ action: 'order-linked', ticketId: 9 }, 'Linked it to #9, which is done')).toBe(
      'linked it to #9, which is done',
    );
  });

  it('tell of tags, by a person and by rules', () => {
    expect(words({ action: 'set-tags', added: ['vip'], removed: [] }, 'Added tag vip')).toBe('added tag vip');
    expect(words({ action: 'rule-tags' }, 'Added tags vip, pump by rule "Pumps"')).toBe(
      'added tags vip, pump by rule "Pumps"',
    );
  });

  it('fall back to the words of the server, then to the states', () => {
    expect(words({ action: 'polish' }, 'Polished by hand')).toBe('polished by hand');
    expect(words({ from: 'open', to: 'claimed' })).toBe('took it');
    expect(words({ from: null, to: 'open' })).toBe('hung it on the rail');
    expect(stateWords({ change: null, text: '' }, NOW)).toBe('changed it');
  });
});
