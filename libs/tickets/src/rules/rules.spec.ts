import type { TicketDraft } from '../draft.js';
import { KindBook } from '../kinds/kind.book.js';
import { shippedKinds } from '../kinds/shipped.kinds.js';
import type { CallFacts } from '../phone/call.js';
import type { KnownSender } from '../routing/rules.js';
import { type CheckedRule, checkRules } from './rule.check.js';
import { ruleDifferences } from './rule.difference.js';
import { ruledOutcome, wouldDiffer } from './rule.outcome.js';

const kinds = new KindBook(shippedKinds);
const draft = (over: Partial<TicketDraft> = {}): TicketDraft => ({
  kind: 'inquiry',
  subject: 'Delivery of the P-40',
  requester: { name: 'Ada Byrne', address: 'ada@brightmill.example' },
  to: [],
  cc: [],
  text: 'When will it arrive?',
  html: null,
  attachments: [],
  messageId: null,
  inReplyTo: null,
  references: [],
  automatic: { isBounce: false, isAutoReply: false, isBulk: false, isComplaint: false, reports: [] },
  forwardedBy: null,
  sentAt: null,
  deliveredTo: ['support@nordwerk.example'],
  contentKey: 'aa',
  fields: {},
  warnings: [],
  ...over,
});
const rule = (over: Partial<CheckedRule> = {}): CheckedRule & { id: number } => ({
  name: 'the rule',
  departmentId: null,
  conditions: {},
  effect: { priority: 'expedite' },
  enabled: true,
  ...over,
  id: over.id ?? 1,
});
const stranger: KnownSender = { partnerId: null, existingCustomer: false };
const ruled = (rules: ReturnType<typeof rule>[], of = draft(), known = stranger) =>
  ruledOutcome({ rules, kinds }, of, 1, known);
const call = { outside: { name: '', said: '030 123', number: '+4930123' } } as CallFacts;

describe('a condition', () => {
  it.each<[string, CheckedRule['conditions'], Partial<TicketDraft>, KnownSender, boolean]>([
    ['a partner who sent it', { partner: 7 }, {}, { partnerId: 7, existingCustomer: true }, true],
    ['another partner', { partner: 7 }, {}, { partnerId: 8, existingCustomer: true }, false],
    ['nobody’s partner', { partner: 7 }, {}, stranger, false],
    ['a customer', { customer: 'customer' }, {}, { partnerId: null, existingCustomer: true }, true],
    ['a stranger, asked for a customer', { customer: 'customer' }, {}, stranger, false],
    ['a stranger', { customer: 'stranger' }, {}, stranger, true],
    ['a caller’s number', { number: '+49 30 123' }, { call }, stranger, true],
    ['the beginning of a number', { number: '+49 30 *' }, { call }, stranger, true],
    ['another beginning', { number: '+49 40 *' }, { call }, stranger, false],
    [
      'a number that a form gives',
      { number: '+49*' },
      { requester: { name: '', phone: '+49 (30) 5' } },
      stranger,
      true,
    ],
    ['a mail without a number', { number: '*1*' }, {}, stranger, false],
  ])('on %s', (_, conditions, over, known, matches) => {
    const { outcome, ...said } = ruled([rule({ conditions })], draft(over), known);
    expect(outcome).toBe('routed');
    expect(said).toMatchObject({ priority: matches ? 'expedite' : 'normal', rules: matches ? ['the rule'] : [] });
  });
});

describe('what a table makes of a message', () => {
  it('names the rules that decided something, and no other one', () => {
    const table = [
      rule({ id: 1, name: 'other words', conditions: { subject: ['pump'] }, effect: { kind: 'issue' } }),
      rule({ id: 2, name: 'first', effect: { kind: 'rfq' } }),
      rule({ id: 3, name: 'too late', effect: { kind: 'issue' } }),
      rule({ id: 4, name: 'second', effect: { departmentId: 2, kind: 'issue' } }),
    ];
    expect(ruled(table)).toEqual({
      outcome: 'routed',
      departmentId: 2,
      kind: 'rfq',
      priority: 'normal',
      business: 'stranger',
      tags: [],
      rules: ['first', 'second'],
    });
  });

  it('adds up the tags of all rules that match, and names them', () => {
    const table = [
      rule({ id: 1, name: 'first', effect: { tags: ['VIP', 'pump'] } }),
      rule({ id: 2, name: 'says nothing new', effect: { tags: ['vip'] } }),
      rule({ id: 3, name: 'other words', conditions: { subject: ['valve'] }, effect: { tags: ['valve'] } }),
      rule({ id: 4, name: 'second', effect: { tags: ['late'] } }),
    ];
    expect(ruled(table)).toMatchObject({ tags: ['vip', 'pump', 'late'], rules: ['first', 'second'] });
    expect(ruled(table, draft({ call }))).toMatchObject({ tags: ['vip', 'pump', 'late'] });
  });

  it('leaves the kind of a call alone', () => {
    expect(ruled([rule({ effect: { kind: 'rfq' } })], draft({ call }))).toMatchObject({ kind: null, rules: [] });
  });
});

describe('a dry run', () => {
  const plain = ruled([]);
  const urgent = ruled([rule()]);
  const out = ruled([rule({ effect: { suppress: true } })]);
  const end = (
    state: 'ticketed' | 'appended' | 'suppressed' | 'quarantined',
    reason: string | null = null,
    detail = '',
  ) => ({ state, reason, detail }) as const;

  it.each([
    ['a new ticket that would be urgent', end('ticketed'), plain, urgent, true],
    ['a new ticket that would be left out', end('ticketed'), plain, out, true],
    ['a new ticket that would have a tag', end('ticketed'), plain, ruled([rule({ effect: { tags: ['vip'] } })]), true],
    ['the same by rules of other names', end('ticketed'), urgent, ruled([rule({ name: 'renamed' })]), false],
    ['an answer, which no rule routes', end('appended'), plain, urgent, false],
    ['an answer that would be left out', end('appended'), plain, out, true],
    [
      'what a rule left out and would not any more',
      end('suppressed', 'the rule', 'By the rule table'),
      out,
      plain,
      true,
    ],
    ['what came twice', end('suppressed', 'duplicate', 'The same message stands on #1'), plain, out, false],
    ['what nobody could read', end('quarantined', 'mail.too-deep'), plain, out, false],
    ['what was sent to a department that is gone', end('quarantined', 'routing.unknown-department'), plain, out, true],
  ])('tells of %s as it is', (_, of, before, after, differs) => {
    expect(wouldDiffer(of, before, after)).toBe(differs);
  });
});

describe('a table is refused', () => {
  const house = { kinds, departmentIds: new Set([1, 2]), partnerIds: new Set([7]), ruleIds: new Set([1, 2, 3]) };
  const faults = (...rules: CheckedRule[]) => checkRules(rules, house).map(fault => fault.pointer);
  const because = (over: Partial<CheckedRule>) => faults(rule(over));

  it('never for what it may say', () => {
    const everything = rule({
      departmentId: 2,
      conditions: {
        ...{ recipient: 'sales-*@nordwerk.example', sender: '@brightmill.example', subject: ['pump'], text: ['leak'] },
        ...{ kind: 'inquiry', partner: 7, number: '+49 (30) *', customer: 'customer' },
      },
      effect: { departmentId: 1, kind: 'rfq', priority: 'expedite', business: 'new', tags: ['VIP', 'big customer'] },
    });
    const left = { id: null, name: 'Newsletters', conditions: { sender: 'news@*' }, effect: { suppress: true } };
    expect(faults(everything, { ...rule(), ...left })).toEqual([]);
    expect(faults()).toEqual([]);
  });

  it.each<[string, Partial<CheckedRule>, string]>([
    ['no name', { name: ' ' }, '/name'],
    ['a name of the house’s own', { name: 'Duplicate' }, '/name'],
    ['a name of an area of the house', { name: 'form.mine' }, '/name'],
    ['an id that was never given', { id: 99 }, '/id'],
    ['a department that is gone', { departmentId: 9 }, '/departmentId'],
    ['a word instead of an address', { conditions: { sender: 'brightmill' } }, '/conditions/sender'],
    ['two addresses in one', { conditions: { recipient: 'a@b.example, c@d.example' } }, '/conditions/recipient'],
    ['no word', { conditions: { subject: [] } }, '/conditions/subject'],
    ['an empty word', { conditions: { text: ['leak', ' '] } }, '/conditions/text/1'],
    ['an unknown kind to arrive as', { conditions: { kind: 'riddle' } }, '/conditions/kind'],
    ['an unknown partner', { conditions: { partner: 8 } }, '/conditions/partner'],
    ['letters as a number', { conditions: { number: 'mine' } }, '/conditions/number'],
    ['nothing to do', { effect: {} }, '/effect'],
    ['nothing to do but not to leave out', { effect: { suppress: false } }, '/effect'],
    [
      'to leave out and to route',
      { conditions: { sender: '@a.example' }, effect: { suppress: true, kind: 'rfq' } },
      '/effect/suppress',
    ],
    ['to leave out everything', { effect: { suppress: true } }, '/effect/suppress'],
    ['an unknown kind', { effect: { kind: 'riddle' } }, '/effect/kind'],
    ['an unknown rail', { effect: { departmentId: 9 } }, '/effect/departmentId'],
    ['no tag', { effect: { tags: [] } }, '/effect/tags'],
    ['a tag with a comma', { effect: { tags: ['vip', 'a,b'] } }, '/effect/tags/1'],
    [
      'a tag of nothing that is left out',
      { conditions: { sender: '@a.example' }, effect: { suppress: true, tags: ['vip'] } },
      '/effect/suppress',
    ],
  ])('for %s', (_, over, pointer) => {
    expect(because(over)).toEqual([`/rules/0${pointer}`]);
  });

  it('where two rules have one name, or are one', () => {
    expect(faults(rule({ id: 1, name: 'A' }), rule({ id: 2, name: 'a ' }))).toEqual(['/rules/1/name']);
    expect(faults(rule({ id: 1, name: 'A' }), rule({ id: 1, name: 'B' }))).toEqual(['/rules/1/id']);
  });
});

describe('the differences of two tables', () => {
  const names = {
    department: (id: number) => `Department ${id}`,
    partner: String,
    kind: (key: string) => kinds.titleOf(key),
  };
  const a = rule({ id: 1, name: 'A' });
  const b = rule({ id: 2, name: 'B', conditions: { subject: ['pump'] }, effect: { kind: 'issue' } });
  const words = (before: ReturnType<typeof rule>[], after: CheckedRule[]) =>
    ruleDifferences(before, after, names).map(one => one.words);

  it('are none of equal ones', () => {
    expect(words([a, b], [{ ...a }, { ...b }])).toEqual([]);
  });

  it('tell what is new, gone, changed, switched off and moved', () => {
    expect(words([a, b], [b, { ...a, id: null, name: 'C' }])).toEqual([
      'Rule "A" is gone',
      'Rule "C" is new, at place 2',
    ]);
    expect(words([a], [{ ...a, effect: { ...a.effect, tags: ['VIP'] } }])).toEqual([
      expect.stringMatching(/^Rule "A", tags: .*vip/),
    ]);
    const tagged = { ...a, effect: { tags: ['vip'] } };
    expect(words([tagged], [{ ...tagged, effect: { tags: [' VIP'] } }])).toEqual([]);
    expect(words([a, b], [b, a])).toEqual(['The order is "B", "A" now']);
    const changed = { ...b, name: 'Pumps', enabled: false, departmentId: 2, effect: { kind: 'rfq' } };
    expect(words([b], [{ ...changed, conditions: { subject: ['pump', 'valve'], customer: 'stranger' } }])).toEqual([
      expect.stringMatching(/^Rule "Pumps", name: .*B.* is .*Pumps.* now$/),
      expect.stringMatching(/^Rule "Pumps", of what comes in to: .*all departments.* is .*Department 2.* now$/),
      expect.stringMatching(/^Rule "Pumps", words of the subject: .*pump.* is .*pump, valve.* now$/),
      expect.stringMatching(/^Rule "Pumps", who asks: .* is .*stranger.* now$/),
      expect.stringMatching(/^Rule "Pumps", kind: .* is .* now$/),
      'Rule "Pumps" is switched off',
    ]);
  });
});
