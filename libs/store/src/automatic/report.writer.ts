// What delivery reports said, joined to the mails of ours that they report on. Guarantee: only a recipient whom we wrote to can come to be
// undeliverable, so that a made-up report shuts nobody out.
import { column } from '../conversion/column.js';
import { rows, type Tx } from '../database/database.js';
import { storableText } from '../database/storable.js';
import { addressKey } from '../tickets/ticket.keys.js';

export interface PlannedReport {
  entryId: number;
  /** From 1. */
  position: number;
  ticketId: number;
  /** Message-ID of the mail that is reported on; null where the report names none. */
  messageId: string | null;
  recipient: string;
  /** '' where it is the same. */
  originalRecipient: string;
  action: string;
  status: string;
  diagnostic: string;
  at: Date;
}

/** One statement. A permanent "there is no such address" (5.1.x, RFC 3463) marks the address as it was written to. */
export async function insertReports(tx: Tx, reports: PlannedReport[]): Promise<void> {
  if (reports.length === 0) return;
  await rows(
    tx,
    `WITH said AS (
       SELECT u.*, m.outbound_id, coalesce(m.address, u.recipient) AS address, coalesce(m.key, u.recipient_key) AS key
         FROM unnest($1::bigint[], $2::int[], $3::bigint[], $4::text[], $5::text[], $6::bytea[], $7::text[], $8::text[], $9::text[], $10::text[], $11::timestamptz[])
              AS u(entry_id, position, ticket_id, message_id, recipient, recipient_key, original, action, status, diagnostic, at)
         LEFT JOIN LATERAL (
           SELECT o.id AS outbound_id, lower(r.address) AS address, sha256(convert_to(lower(r.address), 'UTF8')) AS key
             FROM outbound o JOIN outbound_recipient r ON r.outbound_id = o.id
            WHERE CASE WHEN u.message_id IS NULL THEN o.ticket_id = u.ticket_id ELSE o.message_id = u.message_id END
              AND o.state IN ('sending', 'sent', 'failed', 'unknown') AND lower(r.address) IN (lower(u.recipient), lower(u.original))
            ORDER BY o.id DESC LIMIT 1) m ON true
     ), kept AS (
       INSERT INTO delivery_report (entry_id, position, outbound_id, address_key, address, action, status, diagnostic, at)
       SELECT entry_id, position, outbound_id, key, address, action, status, diagnostic, at FROM said
     )
     INSERT INTO undeliverable_address AS a (address_key, address, at, status, diagnostic, entry_id)
     SELECT DISTINCT ON (key) key, address, at, status, diagnostic, entry_id FROM said
      WHERE outbound_id IS NOT NULL AND action = 'failed' AND status LIKE '5.1.%' ORDER BY key, at DESC
     ON CONFLICT (address_key) DO UPDATE SET at = excluded.at, status = excluded.status, diagnostic = excluded.diagnostic, entry_id = excluded.entry_id
      WHERE a.at <= excluded.at`,
    [
      column(reports, r => r.entryId),
      column(reports, r => r.position),
      column(reports, r => r.ticketId),
      column(reports, r => r.messageId),
      column(reports, r => storableText(r.recipient)),
      column(reports, r => addressKey(r.recipient)),
      column(reports, r => storableText(r.originalRecipient)),
      column(reports, r => storableText(r.action)),
      column(reports, r => storableText(r.status)),
      column(reports, r => storableText(r.diagnostic)),
      column(reports, r => r.at),
    ],
  );
}
