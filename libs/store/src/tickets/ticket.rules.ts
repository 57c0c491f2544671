// Who may do what to a ticket in which state. Pure. One table, so that a rule stands in one place.
import type { FieldFault, TicketState } from '#tickets';
import type { LockedTicket } from './ticket.lock.js';

/** Who acts. `userId` null: no person (an API key, the system); it can work on what nobody holds. */
export interface Actor {
  userId: number | null;
  name: string;
}

export interface TicketRequest {
  ticketId: number;
  /** The version that the actor has seen. */
  expectedVersion: number;
  actor: Actor;
  now: Date;
  /** Each action of the holder that keeps the claim renews it for so long. Default 30. */
  leaseMinutes?: number;
}

export const LEASE_MINUTES = 30;

export type Refusal =
  | { outcome: 'stale'; currentVersion: number }
  /** `errors`: each place at fault, by JSON pointer. */
  | { outcome: 'refused'; code: `TICKET.${string}`; detail: string; errors?: FieldFault[] }
  | { outcome: 'unknown-ticket' };

export type TicketOutcome = { outcome: 'changed'; version: number } | Refusal;

export type ActionName =
  | 'claim'
  | 'release'
  | 'assign'
  | 'snooze'
  | 'wake'
  | 'done'
  | 'reopen'
  | 'merge'
  | 'move'
  | 'expedite'
  | 'note'
  | 'reply'
  | 'set-fields'
  | 'tick'
  | 'follow-up'
  | 'set-tags'
  | 'correct-requester'
  | 'decide-held';

/** States from which an action starts, and whether a ticket in somebody's hands is that person's alone. */
const RULES: Record<ActionName, { from: readonly TicketState[]; holderOnly: boolean }> = {
  claim: { from: ['open', 'waiting'], holderOnly: true },
  release: { from: ['claimed'], holderOnly: true },
  assign: { from: ['open', 'claimed', 'waiting'], holderOnly: false },
  snooze: { from: ['open', 'claimed', 'waiting'], holderOnly: true },
  wake: { from: ['waiting'], holderOnly: true },
  done: { from: ['open', 'claimed', 'waiting'], holderOnly: true },
  reopen: { from: ['done'], holderOnly: true },
  merge: { from: ['open', 'claimed', 'waiting'], holderOnly: true },
  move: { from: ['open', 'claimed', 'waiting'], holderOnly: true },
  expedite: { from: ['open', 'claimed', 'waiting'], holderOnly: false },
  note: { from: ['open', 'claimed', 'waiting', 'done'], holderOnly: false },
  reply: { from: ['open', 'claimed', 'waiting'], holderOnly: true },
  'set-fields': { from: ['open', 'claimed', 'waiting'], holderOnly: true },
  tick: { from: ['open', 'claimed', 'waiting'], holderOnly: true },
  'follow-up': { from: ['open', 'claimed', 'waiting', 'done'], holderOnly: false },
  'set-tags': { from: ['open', 'claimed', 'waiting', 'done'], holderOnly: false },
  'correct-requester': { from: ['open', 'claimed', 'waiting'], holderOnly: true },
  'decide-held': { from: ['open', 'claimed', 'waiting', 'done'], holderOnly: false },
};

export const refused = (code: `TICKET.${string}`, detail: string, errors?: FieldFault[]): Refusal => ({
  outcome: 'refused',
  code,
  detail,
  ...(errors ? { errors } : {}),
});

/**
 * Null where the action may go on. A version that moved on is told before any rule: the actor judged by what is no longer so.
 * @param ticket as locked; undefined where there is none
 */
export function refusal(
  action: ActionName,
  ticket: LockedTicket | undefined,
  request: Pick<TicketRequest, 'expectedVersion' | 'actor'>,
): Refusal | null {
  if (!ticket) return { outcome: 'unknown-ticket' };
  if (ticket.version !== request.expectedVersion) return { outcome: 'stale', currentVersion: ticket.version };
  const rule = RULES[action];
  if (ticket.state === 'claimed' && rule.holderOnly && ticket.claimedBy !== request.actor.userId)
    return refused('TICKET.CLAIMED_BY_OTHER', `#${ticket.id} is in the hands of ${ticket.holderName}`);
  return rule.from.includes(ticket.state) ? null : wrongState(action, ticket);
}

function wrongState(action: ActionName, ticket: LockedTicket): Refusal {
  const name = `#${ticket.id}`;
  if (ticket.state === 'merged')
    return refused('TICKET.MERGED', `${name} was merged into #${ticket.mergedInto}; go on there`);
  if (action === 'release') return refused('TICKET.NOT_CLAIMED', `${name} is in nobody's hands`);
  if (action === 'wake') return refused('TICKET.NOT_WAITING', `${name} is not waiting`);
  if (action === 'reopen') return refused('TICKET.NOT_DONE', `${name} is not done`);
  if (ticket.state === 'done') return refused('TICKET.DONE', `${name} is done; reopen it first`);
  return refused('TICKET.ALREADY_CLAIMED', `${name} is in your hands already`);
}
