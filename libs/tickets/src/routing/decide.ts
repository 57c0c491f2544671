// decide(): a draft and what is known, in; one outcome, out. Pure: the same input gives the same decision, at any time, on any machine.
import { addWorkingMinutes } from '../clock/working.time.js';
import type { TicketDraft } from '../draft.js';
import type { KindBook } from '../kinds/kind.book.js';
import { ruledTagWords } from '../tags/rule.tags.js';
import { isToBeAcknowledged, isToBeReceipted } from './acknowledge.js';
import { type Authorship, authorshipOf } from './authorship.js';
import { businessOf } from './business.js';
import type { Decision, DecisionInput, NewEntry, RoutingDepartment, RoutingRule, ThreadTicket } from './decision.js';
import { hastened } from './haste.js';
import { applyRules, BY_RULE_TABLE, type KnownSender } from './rules.js';
import { decideStep } from './step.answer.js';
import { goesOnWith, subjectKey } from './subject.js';
import type { ThreadIndex } from './thread.index.js';
import { findOrder, findThread, type Match, type SignedIds } from './thread.js';

export interface House {
  departments: ReadonlyMap<number, RoutingDepartment>;
  /** In the order of their positions. */
  rules: readonly RoutingRule[];
  kinds: KindBook;
  signed: SignedIds;
}

const DAY = 86_400_000;

/** Who was given an agreement is a customer, whatever address a document names. */
export const knownSender = (
  requester: string | null,
  partner: DecisionInput['partner'],
  index: ThreadIndex,
): KnownSender => ({
  partnerId: partner?.id ?? null,
  existingCustomer: partner != null || (requester !== null && index.isCustomer(requester)),
});

/** Calls are decided elsewhere (phone/decide.call.ts). Order: our own copy, duplicate content, answer to a mail that asked for a step, suppressing rule, thread, new ticket. */
export function decide(input: DecisionInput, house: House, index: ThreadIndex): Decision {
  const { draft, channel, receivedAt, now, partner } = input;
  const authorship = authorshipOf(draft, channel);
  if (draft.messageId && authorship.byUs && house.signed.messageId(draft.messageId)) {
    return {
      outcome: 'suppressed',
      rule: 'copy-of-own-reply',
      detail: `${draft.messageId} was sent from here and stands on its ticket`,
    };
  }
  const twin = index.ticketWithContent(channel.departmentId, draft.contentKey);
  if (twin !== undefined)
    return { outcome: 'suppressed', rule: 'duplicate', detail: `The same message stands on #${twin}` };

  const step = decideStep(draft, authorship, index, house.signed);
  if (step) return step;

  const { requester } = authorship;
  const known = knownSender(requester.address, partner, index);
  const { existingCustomer } = known;
  const ruled = applyRules(house, draft, channel.departmentId, known);
  if (ruled.suppressedBy) return { outcome: 'suppressed', rule: ruled.suppressedBy, detail: BY_RULE_TABLE };

  const match = partner ? findOrder(draft, partner, index) : findThread(draft, channel, index, house.signed);
  // A report on a mail that stands nowhere here: mostly an answer to somebody who wrote in our name. It is nobody's work, and is counted.
  if (!match && isReport(draft))
    return { outcome: 'suppressed', rule: 'bounce-without-ticket', detail: reportWords(draft) };
  if (match) {
    const answer = append(draft, authorship, match, channel.organisationDomains, {
      now,
      reopenDays: channel.reopenDays,
    });
    if (answer) return answer;
  }

  const departmentId = ruled.departmentId?.value ?? channel.departmentId;
  const department = house.departments.get(departmentId);
  if (!department)
    return {
      outcome: 'quarantined',
      reason: 'routing.unknown-department',
      detail: `Rule "${ruled.departmentId?.rule}" names a department that is gone`,
    };
  // What a trade document is, it says itself: words in its subject, which we wrote, make nothing else of it.
  const byRule = draft.trade ? null : ruled.kind;
  const kind = house.kinds.current(byRule?.value ?? (house.kinds.has(draft.kind) ? draft.kind : 'inquiry'));
  const why = [byRule ? `${kind.title} by rule "${byRule.rule}"` : `${kind.title} by default`];
  if (ruled.priority) why.push(`Priority by rule "${ruled.priority.rule}"`);
  if (ruled.departmentId) why.push(`On the rail of ${department.name} by rule "${ruled.departmentId.rule}"`);
  const haste = hastened(draft.forward?.haste, kind, receivedAt, department.calendar);
  why.push(haste?.why ?? `Due ${kind.toleranceMinutes / 60} working hours after receipt`);
  const minutesAllowed = haste?.minutes ?? kind.toleranceMinutes;
  const before = partner && draft.trade?.original ? index.order(partner.id, draft.trade.documentNumber) : undefined;
  const business = businessOf({ existingCustomer, kind, rule: ruled.business?.value });
  if (ruled.business) why.push(`Business by rule "${ruled.business.rule}"`);
  why.push(...ruledTagWords(ruled.tags).map(one => one.words));
  return {
    outcome: 'opened',
    ticket: {
      departmentId,
      kind: kind.key,
      kindVersion: kind.version,
      priority: ruled.priority?.value ?? 'normal',
      business,
      tags: ruled.tags,
      subject: draft.subject,
      subjectKey: subjectKey(draft.subject),
      snippet: snippetOf(draft.text),
      requester: { ...requester, phone: draft.requester.phone || null },
      participants: requester.address ? [{ name: requester.name, address: requester.address }] : [],
      receivedAt,
      dueAt: addWorkingMinutes(receivedAt, minutesAllowed, department.calendar),
      minutesAllowed,
      why,
      followsTicketId: match?.ticket.id ?? null,
      acknowledge:
        (isToBeAcknowledged(draft, authorship, channel) && kind.acknowledgement !== '') ||
        isToBeReceipted(draft, channel),
    },
    entry: {
      ...entryOf(draft, authorship),
      why: match ? `${match.why}, which was done too long ago to reopen` : 'began a new conversation',
      held: false,
      splitHint: false,
      ...(before ? { warnings: [`Order ${draft.trade!.documentNumber} was received before: see #${before.id}`] } : {}),
    },
  };
}

/** Null where the ticket was done too long ago: a new one follows it. */
function append(
  draft: TicketDraft,
  authorship: Authorship,
  match: Match,
  domains: readonly string[],
  time: { now: Date; reopenDays: number },
): Decision | null {
  const { ticket } = match;
  const automatic = isReport(draft) || draft.automatic.isAutoReply || draft.automatic.isComplaint;
  // A report comes from a mail system, never from a participant; that it names our mail is proof enough to show it.
  const report = isReport(draft) || (draft.automatic.isComplaint && match.signed);
  const known =
    match.byPartner === true ||
    match.vouched === true ||
    takesPart(ticket, authorship.author.address, draft.refuted ? [] : domains);
  const held = !report && !authorship.byUs && !known;
  const done = ticket.state === 'done';
  const tooOld = done && ticket.doneAt !== null && time.now.getTime() - ticket.doneAt.getTime() > time.reopenDays * DAY;
  const speaks = !automatic && !held && !authorship.byUs;
  if (tooOld && !automatic && !authorship.byUs) return null;
  return {
    outcome: 'appended',
    ticketId: ticket.id,
    entry: {
      ...entryOf(draft, authorship),
      why: match.why,
      held,
      ...(report ? { type: 'delivery' as const } : {}),
      splitHint:
        match.byPartner !== true &&
        match.vouched !== true &&
        !automatic &&
        !goesOnWith(draft.subject, ticket.subjectKey),
    },
    effect: { reopens: speaks && done, wakes: speaks && ticket.state === 'waiting', unread: speaks },
  };
}

function takesPart(ticket: ThreadTicket, address: string | null, domains: readonly string[]): boolean {
  if (!address) return false;
  const lower = address.toLowerCase();
  return ticket.participants.has(lower) || domains.includes(lower.slice(lower.lastIndexOf('@') + 1));
}

/** Of a mail system on what became of a mail: that it failed, waits, or arrived. */
const isReport = ({ automatic }: TicketDraft): boolean => automatic.isBounce || automatic.reports.length > 0;

/** Whom a report is about, on one line. */
const reportWords = ({ automatic: { reports } }: TicketDraft): string =>
  reports.length === 0
    ? 'A report that names no recipient, on a mail that no ticket knows'
    : `${reports
        .map(one => `${one.recipient} ${one.action} ${one.status}`.trim())
        .join(', ')
        .slice(0, 500)}, on a mail that no ticket knows`;

function entryOf(draft: TicketDraft, { author, requester, byUs }: Authorship): Pick<NewEntry, 'type' | 'author'> {
  // What a colleague forwarded is the customer's word; who forwarded it stands beside it. What a colleague tells is the colleague's.
  if (draft.forward?.way === 'page') return { type: 'message', author: { kind: 'person', ...author } };
  if (draft.forwardedBy && draft.forward?.confidence !== 'none')
    return { type: 'message', author: { kind: 'contact', ...requester } };
  return {
    type: draft.automatic.isBounce ? 'delivery' : 'message',
    author: { kind: byUs ? 'person' : 'contact', ...author },
  };
}

/** First words of the text on one line, for the slip. */
export function snippetOf(text: string): string {
  return text.trimStart().slice(0, 400).replace(/\s+/g, ' ').trim().slice(0, 180).toWellFormed();
}
