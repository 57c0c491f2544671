import { describe, expect, it } from '@jest/globals';
import type { RoutingRule, RuledAs, RuledMessage } from '#api';
import { changeWords, conditionWords, decidedBy, effectWords, versionWords } from './rule-words.js';

const names = {
  department: (id: number) => `Rail ${id}`,
  partner: () => 'North Mill',
  kind: (key: string) => key.toUpperCase(),
};
const rule = (
  conditions: RoutingRule['conditions'],
  effect: RoutingRule['effect'] = {},
  departmentId: number | null = null,
) => ({ conditions, effect, departmentId }) as RoutingRule;
const as = (over: Partial<RuledAs> = {}): RuledAs => ({
  ...{ leftOutBy: null, departmentName: 'Service', kindTitle: 'Inquiry', priority: 'normal', business: 'stranger' },
  ...{ rules: [], tags: [] },
  ...over,
});
const leftOut = as({
  leftOutBy: 'News',
  departmentName: null,
  kindTitle: null,
  priority: null,
  business: null,
  rules: ['News'],
});
const message = (before: RuledAs, after: RuledAs, over: Partial<RuledMessage> = {}) =>
  ({ state: 'ticketed', ticketId: 12, before, after, ...over }) as RuledMessage;

describe('a rule', () => {
  it('says when it matches', () => {
    expect(conditionWords(rule({}), names)).toBe('everything');
    expect(
      conditionWords(rule({ sender: '@shop.example', subject: ['quote', 'rfq'], customer: 'stranger' }), names),
    ).toBe('from @shop.example, subject with “quote” or “rfq”, from a stranger');
    expect(conditionWords(rule({ text: ['a', 'b', 'c', 'd', 'e'], partner: 3 }, {}, 2), names)).toBe(
      'comes in to Rail 2, text with “a”, “b”, “c” or 2 more, sent by North Mill',
    );
  });

  it('says what then', () => {
    expect(effectWords(rule({}, { suppress: true }), names)).toBe('leave it out');
    expect(effectWords(rule({}, { departmentId: 2, kind: 'rfq', priority: 'expedite' }), names)).toBe(
      'on Rail 2, as RFQ, expedited',
    );
    expect(effectWords(rule({}, { kind: 'rfq', tags: ['vip', 'pump'] }), names)).toBe('as RFQ, tagged vip, pump');
    expect(effectWords(rule({}), names)).toBe('nothing yet');
  });
});

describe('what would differ of a message', () => {
  it('is said by the things that differ, as they are and as they would be', () => {
    const after = as({ kindTitle: 'Issue', priority: 'expedite', rules: ['Leaks'] });
    expect(changeWords(message(as(), after))).toEqual({ now: 'Inquiry, not expedited', then: 'Issue, expedited' });
    const tagged = as({ tags: ['vip'] });
    expect(changeWords(message(as(), tagged))).toEqual({ now: 'Without tags', then: 'Tagged vip' });
    expect(changeWords(message(leftOut, tagged)).then).toBe('Inquiry, on Service, tagged vip');
    expect(decidedBy(message(as(), after))).toBe('by “Leaks”');
    expect(decidedBy(message(after, as()))).toBe('no longer by “Leaks”');
  });

  it('is said whole where one of the two leaves it out', () => {
    expect(changeWords(message(leftOut, as()))).toEqual({ now: 'Left out by “News”', then: 'Inquiry, on Service' });
    expect(changeWords(message(as({ kindTitle: null }), leftOut))).toEqual({
      now: 'A call, on Service',
      then: 'Left out by “News”',
    });
    expect(changeWords(message(as(), leftOut, { state: 'appended' })).now).toBe('Stands on #12');
  });
});

it('a version says what it goes back to, and why it is there', () => {
  const version = { version: 3, ruleCount: 1, savedAt: '', savedBy: null };
  expect(versionWords({ ...version, restores: 1, note: '' })).toBe('Back to version 1.');
  expect(versionWords({ ...version, restores: null, note: 'Too many' })).toBe('Too many');
});
