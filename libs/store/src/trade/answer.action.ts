// An acknowledgement sent once more because a person asks for it: the partner has lost it, or it never reached them.
// Guarantee: exactly the stored bytes, control number included, so that their system sees one acknowledgement and not two.
import { rows, type Tx } from '../database/database.js';
import { changeTicket } from '../tickets/ticket.change.js';
import { lockTicket } from '../tickets/ticket.lock.js';
import type { Actor } from '../tickets/ticket.rules.js';

export type AnswerAgainOutcome =
  | { outcome: 'queued'; ticketId: number; version: number }
  | { outcome: 'refused'; code: 'OUTBOUND.UNDER_WAY'; detail: string }
  /** None that answers a document of this ticket. */
  | { outcome: 'unknown' };

/** sent, failed or unknown -> queued. The ticket that it is asked for on tells so; its version rises. */
export async function sendAnswerAgain(
  tx: Tx,
  request: { ticketId: number; outboundId: number; actor: Actor; now: Date },
): Promise<AnswerAgainOutcome> {
  const ticket = await lockTicket(tx, request.ticketId);
  const [answer] = await rows<{ type: string; controlRef: string }>(
    tx,
    `WITH RECURSIVE family (id) AS (
       SELECT $1::bigint UNION ALL SELECT t.id FROM ticket t JOIN family f ON t.merged_into = f.id
     )
     SELECT s.type, s.control_ref AS "controlRef" FROM sent_acknowledgement s
      WHERE s.outbound_id = $2::bigint AND EXISTS (SELECT FROM entry e WHERE e.message_id = s.message_id AND e.ticket_id IN (SELECT id FROM family))`,
    [request.ticketId, request.outboundId],
  );
  if (!ticket || !answer) return { outcome: 'unknown' };
  const [queued] = await rows(
    tx,
    // Two people at once, or a person and the repetition of an interchange: the second finds the row queued, and no row to change.
    `WITH o AS (
       UPDATE outbound SET state = 'queued', attempts = 0, next_attempt_at = clock_timestamp(), error = NULL, ended_at = NULL
        WHERE id = $1 AND state IN ('sent', 'failed', 'unknown') RETURNING id
     ), r AS (
       UPDATE outbound_recipient SET state = 'queued', response = NULL FROM o WHERE outbound_id = o.id
     )
     SELECT id FROM o`,
    [request.outboundId],
  );
  if (!queued)
    return {
      outcome: 'refused',
      code: 'OUTBOUND.UNDER_WAY',
      detail: 'The acknowledgement is on its way already',
    };
  const { version } = await changeTicket(tx, {
    ticket,
    now: request.now,
    actor: request.actor,
    entries: [
      {
        type: 'state',
        text: `The ${answer.type} with control number ${answer.controlRef} is sent again`,
        event: 'ticket.changed',
        detail: {
          change: {
            action: 'acknowledge-again',
            from: ticket.state,
            to: ticket.state,
            outboundId: request.outboundId,
          },
        },
      },
    ],
  });
  return { outcome: 'queued', ticketId: ticket.id, version };
}
