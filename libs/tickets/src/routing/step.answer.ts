// Mail to a signed step address: the answer of one person to a mail that asked for a step of a handoff. Pure. Guarantees: a machine's mail is no answer;
// whoever else writes there is shown as unverified and moves nothing; the mail itself changes no state, the step that is made of it does.
import type { TicketDraft } from '../draft.js';
import type { Authorship } from './authorship.js';
import type { Decision, StepProblem } from './decision.js';
import { subjectKey } from './subject.js';
import type { ThreadIndex } from './thread.index.js';
import type { SignedIds } from './thread.js';

/** Numbers of the mails that asked, which the draft's addresses name; the store reads these before decide() runs. */
export function referredAsks(draft: TicketDraft, signed: SignedIds): number[] {
  const { stepAddress } = signed;
  if (!stepAddress) return [];
  return [...new Set(draft.deliveredTo.flatMap(address => stepAddress(address)?.askId ?? []))];
}

/** Null where it is addressed to no mail of ours that asked. */
export function decideStep(
  draft: TicketDraft,
  { author }: Authorship,
  index: ThreadIndex,
  signed: SignedIds,
): Decision | null {
  const asks = referredAsks(draft, signed).flatMap(id => index.ask(id) ?? []);
  const [ask] = asks;
  const ticket = index.ticket(ask?.ticketId);
  if (!ask || !ticket) return null;
  const { isBounce, isAutoReply, isBulk, isComplaint } = draft.automatic;
  // An absence notice is neither a step nor news about the work.
  if (isBounce || isAutoReply || isBulk || isComplaint)
    return {
      outcome: 'suppressed',
      rule: 'automatic-answer',
      detail: `An automatic mail answers what was asked about #${ticket.id}`,
    };
  const isTheirs = (author.address ?? '').toLowerCase() === ask.address;
  const problem: StepProblem | null = !isTheirs
    ? 'other-sender'
    : draft.forwardedBy
      ? 'forwarded'
      : asks.length > 1
        ? 'several'
        : null;
  return {
    outcome: 'appended',
    ticketId: ticket.id,
    entry: {
      type: 'message',
      author: { kind: isTheirs ? 'person' : 'contact', ...author },
      why: `answers what was asked by mail about #${ticket.id}`,
      held: !isTheirs,
      splitHint: subjectKey(draft.subject) !== ticket.subjectKey && !isTheirs,
    },
    effect: { reopens: false, wakes: false, unread: false },
    step: { askId: ask.id, problem },
  };
}
