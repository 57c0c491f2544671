import { describe, expect, it } from '@jest/globals';
import type { RoutingRule } from '#api';
import { newRule, ruleDraft, ruleOf } from './rule.draft.js';

const full: RoutingRule = {
  id: 4,
  name: 'Prices',
  enabled: true,
  departmentId: 2,
  conditions: {
    recipient: 'sales@*',
    sender: '@shop.example',
    subject: ['dear sir, madam', 'quote'],
    text: ['price'],
    kind: 'inquiry',
    partner: 7,
    number: '+49 30 *',
    customer: 'stranger',
  },
  effect: { departmentId: 1, kind: 'rfq', priority: 'expedite', business: 'new', tags: ['vip', 'spare-part'] },
};

describe('a rule in the form', () => {
  it('is sent as it was read, a word with a comma too', () => {
    expect(ruleOf(ruleDraft(full))).toEqual(full);
    const bare = { ...full, conditions: {}, effect: { suppress: true }, departmentId: null };
    expect(ruleOf(ruleDraft(bare))).toEqual(bare);
  });

  it('says nothing of what is empty, and drops empty lines and blanks around words', () => {
    const typed = {
      ...newRule(),
      name: ' Leaks ',
      subject: '\n leak \n\nbroken ',
      sender: '  ',
      toKind: 'issue',
      tags: 'Big Customer, ,vip',
    };
    expect(ruleOf(typed)).toEqual({
      ...{ id: null, name: 'Leaks', enabled: true, departmentId: null },
      conditions: { subject: ['leak', 'broken'] },
      effect: { kind: 'issue', tags: ['big-customer', 'vip'] },
    });
  });

  it('decides nothing else of what it leaves out, and keeps it in the form', () => {
    const left = { ...ruleDraft(full), suppress: true };
    expect(ruleOf(left).effect).toEqual({ suppress: true });
    expect(ruleOf({ ...left, suppress: false }).effect).toEqual(full.effect);
  });

  it('has a row of its own each time', () => {
    expect(newRule().row).not.toBe(newRule().row);
  });
});
