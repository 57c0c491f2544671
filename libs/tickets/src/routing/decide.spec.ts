import { calendarOf, OFFICE_HOURS } from '../clock/calendar.js';
import type { TicketDraft } from '../draft.js';
import { KindBook } from '../kinds/kind.book.js';
import { shippedKinds } from '../kinds/shipped.kinds.js';
import { decide, type House } from './decide.js';
import type { RoutingChannel, ThreadTicket } from './decision.js';
import { ThreadIndex } from './thread.index.js';
import { messageIdKey } from './thread.js';

const now = new Date('2026-03-04T10:00:00Z');
const channel: RoutingChannel = {
  id: 1,
  departmentId: 1,
  wayIn: 'email',
  ownAddresses: ['support@nordwerk.example'],
  organisationDomains: ['nordwerk.example'],
  reopenDays: 14,
};
const calendar = calendarOf('UTC', OFFICE_HOURS);
const house: House = {
  kinds: new KindBook(shippedKinds),
  departments: new Map([1, 2].map(id => [id, { id, name: `Department ${id}`, calendar }])),
  rules: [],
  signed: {
    messageId: id => (id.startsWith('<signed.') ? { ticketId: Number(/\.(\d+)@/.exec(id)?.[1]) } : null),
    replyAddress: address =>
      address.startsWith('support+t') ? { ticketId: Number(/\+t(\d+)@/.exec(address)?.[1]) } : null,
  },
};

function draft(over: Partial<TicketDraft> = {}): TicketDraft {
  return {
    kind: 'inquiry',
    subject: 'Delivery of the P-40',
    requester: { name: 'Ada Byrne', address: 'ada@brightmill.example' },
    to: [{ name: '', address: 'support@nordwerk.example' }],
    cc: [],
    text: 'When will it arrive?',
    html: null,
    attachments: [],
    messageId: '<new@brightmill.example>',
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
  };
}

function ticket(over: Partial<ThreadTicket> = {}): ThreadTicket {
  return {
    id: 123,
    departmentId: 1,
    state: 'open',
    subjectKey: 'delivery of the p-40',
    doneAt: null,
    mergedInto: null,
    participants: new Set(['ada@brightmill.example']),
    ...over,
  };
}

function indexOf(...tickets: ThreadTicket[]): ThreadIndex {
  const index = new ThreadIndex();
  for (const one of tickets) index.addTicket(one);
  index.addThread(messageIdKey('<first@brightmill.example>'), 123, 1);
  return index;
}

const decided = (d: TicketDraft, index = new ThreadIndex(), h = house) =>
  decide({ draft: d, channel, receivedAt: now, now }, h, index);

describe('decide', () => {
  it('opens a ticket with its kind, its promise and the reasons for both', () => {
    const decision = decided(draft());
    expect(decision).toMatchObject({
      outcome: 'opened',
      ticket: {
        departmentId: 1,
        kind: 'inquiry',
        minutesAllowed: 480,
        requester: { address: 'ada@brightmill.example' },
        followsTicketId: null,
      },
      entry: { type: 'message', held: false, why: 'began a new conversation' },
    });
    expect(decision.outcome === 'opened' && decision.ticket.dueAt.toISOString()).toBe('2026-03-05T09:00:00.000Z');
    expect(decision.outcome === 'opened' && decision.ticket.why).toEqual([
      'Inquiry by default',
      'Due 8 working hours after receipt',
    ]);
  });

  it('tells a colleague who forwards, and nobody for whom a machine forwards', () => {
    const forwardedBy = { name: 'Tom Berg', address: 'tom@nordwerk.example' };
    const forward = { way: 'inline', confidence: 'likely', how: 'Read', colleague: 'unchecked', note: '' } as const;
    const told = (more: Partial<TicketDraft>) => {
      const forwarded = draft({ forwardedBy, forward, author: forwardedBy, ...more });
      const at = { draft: forwarded, channel: { ...channel, receipts: true }, receivedAt: now, now };
      const decision = decide(at, house, new ThreadIndex());
      return decision.outcome === 'opened' && [decision.ticket.acknowledge, decision.entry.author.name];
    };
    expect(told({})).toEqual([true, 'Ada Byrne']);
    expect(told({ forwardedBy: { name: '', address: 'noreply@nordwerk.example' } })).toEqual([false, 'Ada Byrne']);
  });

  describe('threads', () => {
    it('appends an answer that refers to a message of the ticket', () => {
      expect(
        decided(
          draft({ inReplyTo: '<first@brightmill.example>', subject: 'Re: Delivery of the P-40' }),
          indexOf(ticket()),
        ),
      ).toMatchObject({
        outcome: 'appended',
        ticketId: 123,
        entry: { why: 'matched In-Reply-To <first@brightmill.example> of #123', splitHint: false, held: false },
      });
    });

    it('finds an id that stands only in References, behind a foreign In-Reply-To', () => {
      const answer = draft({ inReplyTo: '<foreign@x>', references: ['<first@brightmill.example>', '<foreign@x>'] });
      expect(decided(answer, indexOf(ticket()))).toMatchObject({
        outcome: 'appended',
        entry: { why: expect.stringContaining('References') },
      });
    });

    it('hints at a split when the subject has changed, and forces nothing', () => {
      expect(
        decided(draft({ inReplyTo: '<first@brightmill.example>', subject: 'Something else' }), indexOf(ticket())),
      ).toMatchObject({ outcome: 'appended', entry: { splitHint: true } });
    });

    it('prefers the reply address to everything else', () => {
      const other = ticket({ id: 9 });
      const answer = draft({ deliveredTo: ['support+t9@nordwerk.example'], inReplyTo: '<first@brightmill.example>' });
      expect(decided(answer, indexOf(ticket(), other))).toMatchObject({
        ticketId: 9,
        entry: { why: 'written to the reply address of #9' },
      });
    });

    it.each([
      ['Re: Delivery of the P-40 [#123]', 'appended'],
      ['[#123]', 'appended'],
      ['order[#123]7', 'opened'],
      ['AB[#123]', 'opened'],
      ['PO #123', 'opened'],
    ])('reads the token of a subject only where it stands alone: %s', (subject, outcome) => {
      expect(decided(draft({ subject }), indexOf(ticket())).outcome).toBe(outcome);
    });

    it('opens a new ticket for a mail of ours that was forwarded', () => {
      expect(
        decided(
          draft({ subject: 'WG: Delivery of the P-40 [#123]', references: ['<signed.123@nordwerk.example>'] }),
          indexOf(ticket()),
        ).outcome,
      ).toBe('opened');
    });

    it('follows a merged ticket to the one that survived', () => {
      const answer = draft({ inReplyTo: '<first@brightmill.example>' });
      expect(decided(answer, indexOf(ticket({ state: 'merged', mergedInto: 200 }), ticket({ id: 200 })))).toMatchObject(
        { ticketId: 200 },
      );
    });

    it('reopens what was done within the window, and links a new ticket after it', () => {
      const answer = draft({ inReplyTo: '<first@brightmill.example>' });
      const done = (days: number) =>
        indexOf(ticket({ state: 'done', doneAt: new Date(now.getTime() - days * 86_400_000) }));
      expect(decided(answer, done(13))).toMatchObject({ outcome: 'appended', effect: { reopens: true } });
      expect(decided(answer, done(15))).toMatchObject({ outcome: 'opened', ticket: { followsTicketId: 123 } });
    });

    it('does not thread over departments by a foreign id', () => {
      const index = new ThreadIndex();
      index.addTicket(ticket({ departmentId: 2 }));
      index.addThread(messageIdKey('<first@brightmill.example>'), 123, 2);
      expect(decided(draft({ inReplyTo: '<first@brightmill.example>' }), index).outcome).toBe('opened');
    });
  });

  describe('people', () => {
    it('holds what somebody says who takes no part in the ticket, and lets it change nothing', () => {
      const forged = draft({
        requester: { name: 'Mallory', address: 'mallory@elsewhere.example' },
        inReplyTo: '<signed.123@nordwerk.example>',
      });
      expect(decided(forged, indexOf(ticket({ state: 'done', doneAt: now })))).toMatchObject({
        outcome: 'appended',
        entry: { held: true },
        effect: { reopens: false, wakes: false, unread: false },
      });
    });

    it('takes a mail from the own address to a customer as ours, for the customer', () => {
      const sent = draft({
        requester: { name: 'Support', address: 'support@nordwerk.example' },
        to: [{ name: 'Ada Byrne', address: 'ada@brightmill.example' }],
      });
      expect(decided(sent)).toMatchObject({
        outcome: 'opened',
        ticket: { requester: { address: 'ada@brightmill.example' } },
        entry: { author: { kind: 'person', address: 'support@nordwerk.example' } },
      });
    });

    it('holds what only says that it is from one of us, once a mail server says that it is not', () => {
      const forged = draft({
        requester: { name: 'Ann', address: 'ann@nordwerk.example' },
        to: [{ name: '', address: 'ada@brightmill.example' }],
        inReplyTo: '<first@brightmill.example>',
      });
      const byUs = { author: { kind: 'person' }, held: false };
      expect(decided(forged, indexOf(ticket()))).toMatchObject({ entry: byUs });
      const refuted = { ...forged, refuted: true };
      expect(decided(refuted, indexOf(ticket()))).toMatchObject({
        entry: { author: { kind: 'contact' }, held: true },
        effect: { reopens: false, wakes: false, unread: false },
      });
    });

    it('suppresses the copy of a reply that was sent from here', () => {
      const copy = draft({
        messageId: '<signed.123@nordwerk.example>',
        requester: { name: '', address: 'support@nordwerk.example' },
        to: [{ name: '', address: 'ada@brightmill.example' }],
      });
      expect(decided(copy, indexOf(ticket()))).toMatchObject({ outcome: 'suppressed', rule: 'copy-of-own-reply' });
    });

    it('names a ticket without any sender', () => {
      expect(decided(draft({ requester: { name: '' } }))).toMatchObject({
        ticket: { requester: { name: 'Unknown sender', address: null } },
      });
    });
  });

  describe('duplicates', () => {
    it('suppresses what stands on the same rail already', () => {
      const index = indexOf(ticket());
      index.addContent(1, 'aa', 123);
      expect(decided(draft(), index)).toMatchObject({ outcome: 'suppressed', rule: 'duplicate' });
    });

    it('keeps another mail with the same Message-ID', () => {
      const index = indexOf(ticket());
      index.addThread(messageIdKey('<new@brightmill.example>'), 123, 1);
      index.addContent(1, 'bb', 123);
      expect(decided(draft(), index).outcome).toBe('opened');
    });

    it('keeps the same mail for another rail', () => {
      const index = new ThreadIndex();
      index.addContent(2, 'aa', 77);
      expect(decided(draft(), index).outcome).toBe('opened');
    });
  });

  describe('reports', () => {
    const report = (over: Partial<TicketDraft['automatic']> = {}) =>
      draft({
        subject: 'Undelivered Mail Returned to Sender',
        requester: { name: '', address: 'mailer-daemon@mx.example' },
        automatic: {
          ...draft().automatic,
          isBounce: true,
          reports: [{ recipient: 'ada@brightmill.example', status: '5.1.1', action: 'failed' }],
          ...over,
        },
      });

    it('stand on the ticket of the mail that they name, unheld, and bring nothing back', () => {
      expect(
        decided(report({ originalMessageId: '<signed.123@nordwerk.example>' }), indexOf(ticket({ state: 'waiting' }))),
      ).toMatchObject({
        outcome: 'appended',
        ticketId: 123,
        entry: { type: 'delivery', held: false, splitHint: false },
        effect: { reopens: false, wakes: false, unread: false },
      });
    });

    it.each([
      ['ada@brightmill.example', 'appended'],
      ['mallory@elsewhere.example', 'suppressed'],
    ])('without a Message-ID follow the number in the subject, where %s takes part: %s', (recipient, outcome) => {
      const reports = [{ recipient, status: '5.1.1', action: 'failed' }];
      expect(decided(report({ originalSubject: 'Re: Seals [#123]', reports }), indexOf(ticket())).outcome).toBe(
        outcome,
      );
    });

    it('are suppressed by name where no ticket knows the mail, and of an arrival as of a failure', () => {
      expect(decided(report())).toMatchObject({ outcome: 'suppressed', rule: 'bounce-without-ticket' });
      const arrived = [{ recipient: 'ada@brightmill.example', status: '2.0.0', action: 'delivered' }];
      expect(decided(report({ isBounce: false, reports: arrived }))).toMatchObject({ outcome: 'suppressed' });
    });

    it('of a complaint are shown where they name a mail of ours, and held where they only say so', () => {
      const complaint = (originalMessageId: string) =>
        report({ isBounce: false, isComplaint: true, reports: [], originalMessageId });
      expect(decided(complaint('<signed.123@nordwerk.example>'), indexOf(ticket()))).toMatchObject({
        entry: { type: 'delivery', held: false },
      });
      expect(decided(complaint('<first@brightmill.example>'), indexOf(ticket()))).toMatchObject({
        entry: { held: true },
      });
    });
  });

  it('shows an out-of-office on its ticket without bringing it back', () => {
    const away = draft({
      inReplyTo: '<first@brightmill.example>',
      automatic: { ...draft().automatic, isAutoReply: true },
    });
    expect(decided(away, indexOf(ticket({ state: 'waiting' })))).toMatchObject({
      outcome: 'appended',
      effect: { wakes: false, unread: false },
    });
  });

  describe('rules', () => {
    const rule = (conditions: object, effect: object, over = {}) => ({
      id: 1,
      name: 'the rule',
      departmentId: null,
      conditions,
      effect,
      ...over,
    });
    const withRules = (...rules: House['rules'][number][]) => ({ ...house, rules });

    it.each([
      [{ subject: ['deliver'] }, true],
      [{ subject: ['livery'] }, false],
      [{ sender: '@brightmill.example' }, true],
      [{ sender: 'ada@*.example' }, true],
      [{ sender: '*@other.example' }, false],
      [{ recipient: 'SUPPORT@nordwerk.example' }, true],
      [{ text: ['arrive'], sender: 'somebody@else.example' }, false],
      [{ kind: 'order' }, false],
    ])('matches %j: %s', (conditions, matches) => {
      const decision = decided(
        draft(),
        undefined,
        withRules(rule(conditions, { kind: 'issue', priority: 'expedite' })),
      );
      expect(decision).toMatchObject({
        ticket: matches ? { kind: 'issue', priority: 'expedite' } : { kind: 'inquiry', priority: 'normal' },
      });
    });

    it('lets the first rule that says something decide it', () => {
      const decision = decided(
        draft(),
        undefined,
        withRules(rule({}, { departmentId: 2 }), rule({}, { departmentId: 1, kind: 'rfq' })),
      );
      expect(decision).toMatchObject({
        ticket: {
          departmentId: 2,
          kind: 'rfq',
          why: expect.arrayContaining(['On the rail of Department 2 by rule "the rule"']),
        },
      });
    });

    it('leaves the kind of a trade document alone', () => {
      const trade = { documentNumber: '4711', joinsOrder: '4711', original: false };
      const change = draft({ kind: 'order-change', subject: 'Change of order 4711', trade });
      expect(
        decided(change, undefined, withRules(rule({ subject: ['order'] }, { kind: 'issue', priority: 'expedite' }))),
      ).toMatchObject({ ticket: { kind: 'order-change', priority: 'expedite' } });
    });

    it('suppresses by the name of the rule', () => {
      expect(
        decided(draft(), undefined, withRules(rule({ sender: '@brightmill.example' }, { suppress: true }))),
      ).toMatchObject({ outcome: 'suppressed', rule: 'the rule' });
    });

    it('quarantines what a rule sends to a department that is gone', () => {
      expect(decided(draft(), undefined, withRules(rule({}, { departmentId: 99 })))).toMatchObject({
        outcome: 'quarantined',
        reason: 'routing.unknown-department',
      });
    });
  });
});
