// The kind of a ticket in the version that it was opened under, read inside the action that asks: no cache stands between a rule and its words.
import type { TicketKind } from '#tickets';
import { query, type Tx } from '../database/database.js';

/** The current version where the pinned one is not there; null where the kind is unknown to this database (a newer build's). */
export async function pinnedKind(tx: Tx, ticket: { kind: string; kindVersion: number }): Promise<TicketKind | null> {
  const [row] = await query<{ version: number; definition: Record<string, unknown> }>(
    tx,
    `SELECT version, definition FROM ticket_kind WHERE key = $1 ORDER BY version = $2 DESC, version DESC LIMIT 1`,
    [ticket.kind, ticket.kindVersion],
  );
  return row ? ({ ...row.definition, key: ticket.kind, version: row.version } as unknown as TicketKind) : null;
}
