// What ties a ticket to handoffs, for the rules of its own actions.
import type { HandoffState } from '#tickets';
import { type Database, query, type Tx } from '../database/database.js';

/** Handoffs that tie a ticket: the one that it is, and those of its own that are not over. Read after the ticket's lock, which every step takes. */
export interface Ties {
  /** The handoff that this ticket is. */
  received: { id: number; state: HandoffState } | null;
  open: { id: number; title: string; toName: string; state: HandoffState }[];
}

export async function tiesOf(on: Database | Tx, ticketId: number): Promise<Ties> {
  const found = await query<{ id: number; state: HandoffState; title: string; toName: string; isReceived: boolean }>(
    on,
    `SELECT h.id, h.state, c.definition ->> 'title' AS title, d.name AS "toName", h.ticket_id IS NOT DISTINCT FROM $1::bigint AS "isReceived"
       FROM handoff h JOIN handoff_contract c ON c.key = h.contract AND c.version = h.contract_version
       JOIN department d ON d.id = h.to_department_id
      WHERE h.ticket_id = $1 OR (h.origin_ticket_id = $1 AND h.state IN ('offered', 'accepted', 'returned')) ORDER BY h.id`,
    [ticketId],
  );
  const received = found.find(row => row.isReceived);
  return {
    received: received ? { id: received.id, state: received.state } : null,
    open: found.filter(row => !row.isReceived).map(({ isReceived: _, ...row }) => row),
  };
}
