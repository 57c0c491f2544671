// Passing over a ticket for a coded reason: it goes into the defect log, back on the rail if the person held it, and stays away from that
// person for a quarter of an hour.
import type { SkipReason } from '#tickets';
import { rows, type Tx } from '../../database/database.js';
import { logDefect } from '../defect.log.js';
import { changeTicket, NOT_CLAIMED } from '../ticket.change.js';
import { lockTicket } from '../ticket.lock.js';

export const SKIP_MINUTES = 15;

export interface Skip {
  ticketId: number;
  departmentId: number;
  userId: number;
  reason: SkipReason;
  note?: string;
}

/**
 * A ticket that is not on this rail, or in somebody else's hands, is left alone: there is nothing to pass over. The person's lock is taken
 * first, as each claim does, so that a skip and a claim of one person cannot wait for each other in a ring.
 */
export async function skipTicket(tx: Tx, skip: Skip): Promise<void> {
  const { ticketId, departmentId, userId, reason, note } = skip;
  const [person] = await rows<{ name: string }>(
    tx,
    'SELECT name, claims_held(id, $2) FROM user_account WHERE id = $1',
    [userId, departmentId],
  );
  const ticket = await lockTicket(tx, ticketId);
  if (!person || ticket?.departmentId !== departmentId) return;
  const held = ticket.state === 'claimed' && ticket.claimedBy === userId;
  if (!held && ticket.state !== 'open') return;
  if (held) {
    await changeTicket(tx, {
      ticket,
      now: new Date(),
      actor: { userId, name: person.name },
      set: { state: 'open', ...NOT_CLAIMED },
      entries: [
        {
          type: 'state',
          text: 'Passed over and put back on the rail',
          event: 'ticket.released',
          detail: { change: { action: 'skip', from: 'claimed', to: 'open', reason, note: note ?? '' } },
        },
      ],
    });
  }
  await logDefect(tx, { kind: 'skip', reason, note, departmentId, ticketId, userId });
  await rows(
    tx,
    `INSERT INTO ticket_skip (user_id, ticket_id, until) VALUES ($1, $2, now() + make_interval(mins => $3::int))
     ON CONFLICT (user_id, ticket_id) DO UPDATE SET until = excluded.until`,
    [userId, ticketId, SKIP_MINUTES],
  );
}
