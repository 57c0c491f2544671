// Writing down who forwarded what. Guarantees: what is told on the page is in the ledger and in the teller's list in one commit; a message has one row,
// however often it is sent or converted.
import { createHash } from 'node:crypto';
import type { Envelope } from '#channels/contract';
import { column } from '../conversion/column.js';
import { prepared, rows, type Tx } from '../database/database.js';
import { storableJson, storableText } from '../database/storable.js';
import { acceptInto, sourceKey } from '../ledger/ledger.store.js';
import { addressKey } from '../tickets/ticket.keys.js';

export interface PlannedForward {
  messageId: number;
  ticketId: number;
  departmentId: number;
  by: { name: string; address: string };
  way: 'attached' | 'inline' | 'page';
  at: Date;
}

/** What the page's row is there before conversion; a mail's is made here. */
export async function insertForwards(tx: Tx, forwards: readonly PlannedForward[]): Promise<void> {
  if (forwards.length === 0) return;
  await prepared(
    tx,
    'insert-forwards',
    `INSERT INTO forward (message_id, ticket_id, department_id, address_key, address, name, way, at)
     SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::int[], $4::bytea[], $5::text[], $6::text[], $7::text[], $8::timestamptz[])
     ON CONFLICT (message_id) DO UPDATE SET ticket_id = excluded.ticket_id`,
    [
      column(forwards, f => f.messageId),
      column(forwards, f => f.ticketId),
      column(forwards, f => f.departmentId),
      column(forwards, f => addressKey(f.by.address)),
      column(forwards, f => storableText(f.by.address)),
      column(forwards, f => storableText(f.by.name)),
      column(forwards, f => f.way),
      column(forwards, f => f.at),
    ],
  );
}

export interface ToldForward {
  envelope: Envelope;
  departmentId: number;
  by: { name: string; address: string };
  who: { name: string; company: string; address: string; phone: string };
  /** First words of what is wanted. */
  about: string;
}

/** Into the ledger and into the list. The id of the message, the same where it was told before. */
export async function tellForward(tx: Tx, told: ToldForward): Promise<number> {
  const { envelope, departmentId, by, who, about } = told;
  await acceptInto(tx, [{ envelope, departmentId }]);
  const [row] = await rows<{ id: number }>(
    tx,
    `WITH m AS (SELECT id FROM message WHERE source_key = $1),
          f AS (INSERT INTO forward (message_id, department_id, address_key, address, name, way, who, about, at)
                SELECT m.id, $2, $3, $4, $5, 'page', $6, $7, $8 FROM m ON CONFLICT (message_id) DO NOTHING)
     SELECT id FROM m`,
    [
      sourceKey(envelope.channelId, envelope.sourceIdentity),
      departmentId,
      addressKey(by.address),
      storableText(by.address),
      storableText(by.name),
      storableJson(who),
      storableText(about),
      envelope.receivedAt,
    ],
  );
  if (!row) throw new Error('What was told was neither stored nor known');
  return row.id;
}

/**
 * The channel of a department's forward page; made when the first colleague tells something. Null where there is no such department, or ops paused it.
 * Of two who are first the second waits for the first one's key, and finds its channel.
 */
export async function forwardChannel(tx: Tx, departmentId: number): Promise<number | null> {
  const found = await pageOf(tx, departmentId);
  if (found) return found.enabled ? found.id : null;
  await rows(
    tx,
    `INSERT INTO channel (key, kind, name, department_id, settings)
     SELECT left(d.key, 44) || '-forwards-' || $2, 'colleague', d.name || ' forward page', d.id, '{}' FROM department d WHERE d.id = $1
     ON CONFLICT (key) DO NOTHING`,
    [departmentId, createHash('sha256').update(String(departmentId)).digest('hex').slice(0, 6)],
  );
  const made = await pageOf(tx, departmentId);
  return made?.enabled ? made.id : null;
}

async function pageOf(tx: Tx, departmentId: number): Promise<{ id: number; enabled: boolean } | undefined> {
  const [row] = await rows<{ id: number; enabled: boolean }>(
    tx,
    `SELECT id, enabled FROM channel WHERE kind = 'colleague' AND department_id = $1 ORDER BY enabled DESC, id LIMIT 1`,
    [departmentId],
  );
  return row;
}
