// Follow-ups whose time has come: somebody is told, and a ticket that waits for a time or for the customer is back on the rail. Every instance may sweep at
// once: each takes rows that no other has locked, so each follow-up is brought up once.
import { raiseAlerts } from '../alerts/alert.store.js';
import { type Database, rows } from '../database/database.js';
import { changeTicket, NOT_WAITING } from './ticket.change.js';
import { lockTicket } from './ticket.lock.js';

const SYSTEM = { userId: null, name: 'Ticket Rail' };

/** Returns how many were brought up; `limit` of them means that there may be more. */
export function followUpsDue(database: Database, limit = 100): Promise<number> {
  return database.transaction(async tx => {
    const due = await rows<{ id: number; note: string; at: Date; now: Date }>(
      tx,
      `SELECT id, follow_up_note AS note, follow_up_at AS at, now() AS now FROM ticket
        WHERE follow_up_at IS NOT NULL AND follow_up_at <= now() AND state <> 'merged' ORDER BY id LIMIT $1 FOR NO KEY UPDATE SKIP LOCKED`,
      [limit],
    );
    for (const { id, note, at, now } of due) {
      const ticket = await lockTicket(tx, id);
      if (!ticket) continue;
      const wakes = ticket.state === 'waiting' && ticket.waitReason !== 'handoff';
      await changeTicket(tx, {
        ticket,
        now,
        actor: SYSTEM,
        set: { follow_up_at: null, follow_up_note: '', ...(wakes ? { state: 'open', ...NOT_WAITING } : {}) },
        entries: [
          {
            type: 'state',
            text: note ? `To be followed up now: ${note}` : 'To be followed up now',
            event: wakes ? 'ticket.woken' : 'ticket.changed',
            detail: {
              change: { action: 'follow-up-due', from: ticket.state, to: wakes ? 'open' : ticket.state, note },
            },
          },
        ],
      });
      await raiseAlerts(tx, [
        {
          kind: 'follow-up',
          departmentId: ticket.departmentId,
          userId: ticket.claimedBy ?? ticket.assignedTo,
          ticketId: id,
          handoffId: null,
          text: `Follow up #${id} ${ticket.subject}${note ? `: ${note}` : ''}`,
          once: `follow-up:${id}:${at.toISOString()}`,
        },
      ]);
    }
    return due.length;
  });
}
