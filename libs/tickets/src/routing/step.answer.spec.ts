import type { TicketDraft } from '../draft.js';
import { authorshipOf } from './authorship.js';
import type { RoutingChannel } from './decision.js';
import { decideStep, referredAsks } from './step.answer.js';
import { ThreadIndex } from './thread.index.js';
import type { SignedIds } from './thread.js';

const channel: RoutingChannel = {
  id: 1,
  departmentId: 1,
  wayIn: 'email',
  ownAddresses: ['engineering@rail.test'],
  organisationDomains: [],
  reopenDays: 14,
};
/** Signed are addresses like good7@. */
const signed: SignedIds = {
  messageId: () => null,
  replyAddress: () => null,
  stepAddress: address => {
    const id = Number(/^good(\d+)@/.exec(address)?.[1]);
    return id ? { askId: id } : null;
  },
};
const AUTOMATIC = { isBounce: false, isAutoReply: false, isBulk: false, isComplaint: false, reports: [] };
const draft = (over: Partial<TicketDraft> = {}): TicketDraft => ({
  kind: 'inquiry',
  subject: 'Re: Design request',
  requester: { name: 'Ines', address: 'Ines@rail.test' },
  to: [],
  cc: [],
  text: 'accept',
  html: null,
  attachments: [],
  messageId: '<a@rail.test>',
  inReplyTo: null,
  references: [],
  automatic: AUTOMATIC,
  forwardedBy: null,
  sentAt: null,
  deliveredTo: ['good7@rail.test'],
  contentKey: 'c',
  fields: {},
  warnings: [],
  ...over,
});
function decided(over: Partial<TicketDraft> = {}, state: 'open' | 'waiting' | 'done' = 'open') {
  const index = new ThreadIndex();
  const rest = { departmentId: 1, subjectKey: 'x', mergedInto: null, participants: new Set<string>() };
  index.addTicket({ ...rest, id: 12, state, doneAt: state === 'done' ? new Date() : null });
  for (const id of [7, 8]) index.addAsk({ id, ticketId: 12, address: 'ines@rail.test' });
  const one = draft(over);
  return decideStep(one, authorshipOf(one, channel), index, signed);
}

describe('an answer to a mail that asked for a step', () => {
  it('stands on the ticket of its side, by the person, and moves nothing by itself, whatever the ticket’s state', () => {
    for (const state of ['open', 'waiting', 'done'] as const)
      expect(decided({}, state)).toMatchObject({
        outcome: 'appended',
        ticketId: 12,
        entry: { type: 'message', held: false, author: { kind: 'person', name: 'Ines' } },
        effect: { reopens: false, wakes: false, unread: false },
        step: { askId: 7, problem: null },
      });
  });

  it.each([
    ['another sender', { requester: { name: 'M', address: 'm@rail.test' } }, 'other-sender', true],
    ['nobody', { requester: { name: 'Nobody' } }, 'other-sender', true],
    ['a forward', { forwardedBy: { name: 'Ines', address: 'ines@rail.test' } }, 'forwarded', false],
    ['two at once', { deliveredTo: ['good7@rail.test', 'good8@rail.test'] }, 'several', false],
  ])('is no step from %s', (_, over, problem, held) =>
    expect(decided(over as Partial<TicketDraft>)).toMatchObject({ entry: { held }, step: { askId: 7, problem } }),
  );

  it('is suppressed by name where a machine wrote it', () => {
    for (const mark of ['isBounce', 'isAutoReply', 'isBulk', 'isComplaint'] as const)
      expect(decided({ automatic: { ...AUTOMATIC, [mark]: true } })).toMatchObject({
        outcome: 'suppressed',
        rule: 'automatic-answer',
      });
  });

  it('is none where the address is not signed, or names nothing that was asked', () => {
    expect(decided({ deliveredTo: ['bad7@rail.test'] })).toBeNull();
    expect(decided({ deliveredTo: ['good9@rail.test'] })).toBeNull();
    expect(referredAsks(draft(), { messageId: () => null, replyAddress: () => null })).toEqual([]);
  });
});
