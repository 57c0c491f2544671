// Taking a ticket into one's hands by its number, keeping it, and giving it back. The top of the rail is taken by rail/next.store.ts.
import { rows, type Tx } from '../../database/database.js';
import { changeTicket, NOT_CLAIMED, NOT_WAITING } from '../ticket.change.js';
import { lockTicket } from '../ticket.lock.js';
import { LEASE_MINUTES, refusal, refused, type TicketOutcome, type TicketRequest } from '../ticket.rules.js';

/**
 * open or waiting -> claimed. A ticket that is assigned to somebody else can be claimed: only `next` passes it over.
 * Refused with TICKET.CLAIM_LIMIT, TICKET.RAIL_LIMIT or TICKET.KIND_LIMIT at the department's limits. The counts come after a lock per person and,
 * where it is narrow, per rail, and before the ticket's lock, as in `next`: claims take turns, and never wait for each other in a ring. A reply takes
 * an open ticket into its writer's hands whatever the limits: they govern new work, and the answer is written already.
 */
export async function claimTicket(tx: Tx, request: TicketRequest): Promise<TicketOutcome> {
  const { ticketId, actor } = request;
  if (actor.userId === null) return refused('TICKET.CLAIM_NEEDS_PERSON', 'Only a person can hold a ticket');
  const [seat] = await rows<{ held: number; limit: number; room: boolean; railLimit: number; fullKinds: string[] }>(
    tx,
    `WITH person AS MATERIALIZED (
       SELECT d.id, d.claim_limit, d.rail_limit, d.kind_limits, claims_held($2::int, d.id) AS held
         FROM ticket t JOIN department d ON d.id = t.department_id WHERE t.id = $1
     )
     SELECT held, claim_limit AS "limit", rail_limit AS "railLimit", rail_has_room(id, rail_limit) AS room, kinds_full(id, kind_limits) AS "fullKinds" FROM person`,
    [ticketId, actor.userId],
  );
  const ticket = await lockTicket(tx, ticketId);
  const no = refusal('claim', ticket, request);
  if (no || !ticket || !seat) return no ?? { outcome: 'unknown-ticket' };
  if (seat.held >= seat.limit)
    return refused('TICKET.CLAIM_LIMIT', `You hold ${seat.held} tickets of this rail; the limit is ${seat.limit}`);
  if (!seat.room)
    return refused(
      'TICKET.RAIL_LIMIT',
      `${seat.railLimit} tickets of this rail are in hand; that is the limit. Finish one first`,
    );
  if (seat.fullKinds.includes(ticket.kind))
    return refused('TICKET.KIND_LIMIT', 'As many tickets of this kind are in hand as may be. Finish one of them first');
  const { version } = await changeTicket(tx, {
    ticket,
    now: request.now,
    actor,
    set: { state: 'claimed', ...NOT_WAITING, has_unread_answer: false },
    hold: { userId: actor.userId, minutes: request.leaseMinutes },
    entries: [
      {
        type: 'state',
        text: 'Claimed',
        event: 'ticket.claimed',
        detail: { change: { action: 'claim', from: ticket.state, to: 'claimed' } },
      },
    ],
  });
  return { outcome: 'changed', version };
}

/** claimed -> open. `bySupervisor`: also from somebody else's hands; the caller has checked the role. */
export async function releaseTicket(
  tx: Tx,
  request: TicketRequest & { bySupervisor?: boolean; note?: string },
): Promise<TicketOutcome> {
  const ticket = await lockTicket(tx, request.ticketId);
  const asHolder =
    request.bySupervisor && ticket ? { ...request, actor: { ...request.actor, userId: ticket.claimedBy } } : request;
  const no = refusal('release', ticket, asHolder);
  if (no || !ticket) return no ?? { outcome: 'unknown-ticket' };
  const { version } = await changeTicket(tx, {
    ticket,
    now: request.now,
    actor: request.actor,
    set: { state: 'open', ...NOT_CLAIMED },
    entries: [
      {
        type: 'state',
        text:
          ticket.claimedBy === request.actor.userId
            ? 'Put back on the rail'
            : `Taken from ${ticket.holderName} and put back on the rail`,
        event: 'ticket.released',
        detail: {
          change: {
            action: 'release',
            from: 'claimed',
            to: 'open',
            holder: ticket.holderName,
            note: request.note ?? '',
          },
        },
      },
    ],
  });
  return { outcome: 'changed', version };
}

/**
 * Keeps a claim alive while its holder reads or writes. Changes no version and tells nobody: nothing about the ticket is new.
 * One statement, so a claim that the sweep has just ended is not brought back.
 */
export async function renewClaim(
  tx: Tx,
  claim: { ticketId: number; userId: number; leaseMinutes?: number },
): Promise<{ outcome: 'renewed'; claimUntil: Date } | { outcome: 'not-yours' }> {
  const [row] = await rows<{ claimUntil: Date }>(
    tx,
    `UPDATE ticket SET claim_until = clock_timestamp() + make_interval(mins => $3::int)
      WHERE id = $1 AND claimed_by = $2 AND state = 'claimed' RETURNING claim_until AS "claimUntil"`,
    [claim.ticketId, claim.userId, claim.leaseMinutes ?? LEASE_MINUTES],
  );
  return row ? { outcome: 'renewed', claimUntil: row.claimUntil } : { outcome: 'not-yours' };
}
