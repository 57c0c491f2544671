// Addresses that mail does not reach. A mail that comes from there proves the contrary, and so does a person who knows better.
import { column } from '../conversion/column.js';
import { type Database, prepared, query, rows, type Tx } from '../database/database.js';
import { changeTicket, renewal } from '../tickets/ticket.change.js';
import { addressKey } from '../tickets/ticket.keys.js';
import { lockTicket } from '../tickets/ticket.lock.js';
import { refusal, refused, type TicketOutcome, type TicketRequest } from '../tickets/ticket.rules.js';

export interface UndeliverableRow {
  address: string;
  at: Date;
  status: string;
  diagnostic: string;
}

/** Those of the addresses that mail came back from. */
export async function undeliverableAmong(on: Database | Tx, addresses: readonly string[]): Promise<UndeliverableRow[]> {
  if (addresses.length === 0) return [];
  return query(
    on,
    `SELECT address, at, status, diagnostic FROM undeliverable_address WHERE address_key = ANY($1::bytea[]) ORDER BY address`,
    [addresses.map(addressKey)],
  );
}

/** Somebody wrote from there after the mail had come back: the address works. In the order of the keys, so that two batches cannot wait in a ring. */
export async function reachAgain(tx: Tx, heard: readonly { address: string; at: Date }[]): Promise<void> {
  if (heard.length === 0) return;
  await prepared(
    tx,
    'reach-again',
    `DELETE FROM undeliverable_address WHERE address_key IN (
       SELECT a.address_key FROM undeliverable_address a JOIN unnest($1::bytea[], $2::timestamptz[]) AS h(key, at) ON h.key = a.address_key
        WHERE a.at < h.at ORDER BY 1 FOR UPDATE OF a)`,
    [column(heard, one => addressKey(one.address)), column(heard, one => one.at)],
  );
}

/** A person says that the address works. TICKET.ADDRESS_REACHED where nothing is known against it (any more). */
export async function clearUndeliverable(tx: Tx, request: TicketRequest & { address: string }): Promise<TicketOutcome> {
  const ticket = await lockTicket(tx, request.ticketId);
  const no = refusal('note', ticket, request);
  if (no || !ticket) return no ?? { outcome: 'unknown-ticket' };
  // Whose mail comes back is told on tickets of his alone: nobody clears, or asks about, the addresses of others.
  const cleared = await rows<{ address: string }>(
    tx,
    `DELETE FROM undeliverable_address WHERE address_key = $2 AND address_key IN (SELECT address_key FROM ticket_participant WHERE ticket_id = $1)
     RETURNING address`,
    [ticket.id, addressKey(request.address)],
  );
  if (cleared.length === 0)
    return refused('TICKET.ADDRESS_REACHED', `Nothing is known against ${request.address} on #${ticket.id}`);
  const { version } = await changeTicket(tx, {
    ticket,
    now: request.now,
    actor: request.actor,
    hold: renewal(ticket, request),
    entries: [
      {
        type: 'state',
        text: `Mail to ${cleared[0]!.address} may go again`,
        event: 'ticket.changed',
        detail: {
          change: { action: 'reach-again', from: ticket.state, to: ticket.state, address: cleared[0]!.address },
        },
      },
    ],
  });
  return { outcome: 'changed', version };
}
