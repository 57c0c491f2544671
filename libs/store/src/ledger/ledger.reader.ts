// Reading the ledger: totals that balance, what is in quarantine, and sending a message on its way again.
import type { Position } from '#tickets';
import { type Database, query, rows, type Tx } from '../database/database.js';
import { addToOutbox } from '../outbox/outbox.store.js';
import { type Decider, writeVerdicts } from './verdict.store.js';

export interface ChannelTotals {
  channelId: number;
  channelName: string;
  departmentId: number;
  accepted: number;
  pending: number;
  ticketed: number;
  appended: number;
  suppressed: number;
  quarantined: number;
  balanced: boolean;
}

/** accepted is counted at the door, apart from the rows: the two can disagree, and then `balanced` is false. */
export async function totals(on: Database | Tx): Promise<ChannelTotals[]> {
  return query<ChannelTotals>(
    on,
    `SELECT c.id AS "channelId", c.name AS "channelName", c.department_id AS "departmentId",
            coalesce(a.accepted, 0)::bigint AS accepted, coalesce(m.pending, 0) AS pending, coalesce(m.ticketed, 0) AS ticketed,
            coalesce(m.appended, 0) AS appended, coalesce(m.suppressed, 0) AS suppressed, coalesce(m.quarantined, 0) AS quarantined,
            coalesce(a.accepted, 0) = coalesce(m.pending + m.ticketed + m.appended + m.suppressed + m.quarantined, 0) AS balanced
       FROM channel c
       LEFT JOIN (SELECT channel_id, sum(accepted) AS accepted FROM ledger_counter GROUP BY channel_id) a ON a.channel_id = c.id
       LEFT JOIN (SELECT channel_id, count(*) FILTER (WHERE state = 'pending') AS pending, count(*) FILTER (WHERE state = 'ticketed') AS ticketed,
                         count(*) FILTER (WHERE state = 'appended') AS appended, count(*) FILTER (WHERE state = 'suppressed') AS suppressed,
                         count(*) FILTER (WHERE state = 'quarantined') AS quarantined
                    FROM message GROUP BY channel_id) m ON m.channel_id = c.id
      ORDER BY c.id`,
  );
}

/** Puts a quarantined or suppressed message back to pending and tells the converters. False where it is in neither state. */
export const replay = async (tx: Tx, messageId: number, by?: Decider): Promise<boolean> =>
  (await replayAll(tx, [messageId], by)) > 0;

/** As replay(), for many at once; answers how many of them were held. `by`: who decided so, which is kept; left out by programs. */
export async function replayAll(tx: Tx, messageIds: readonly number[], by?: Decider): Promise<number> {
  const messages = await rows<Announced & { was: string }>(
    tx,
    // The state is looked at under the lock: two who press the button at once replay once.
    `WITH held AS (
       SELECT id, reason FROM message WHERE id = ANY($1::bigint[]) AND state IN ('quarantined', 'suppressed') ORDER BY id FOR UPDATE
     )
     UPDATE message m SET state = 'pending', reason = NULL, detail = NULL, position = NULL, attempts = 0, decided_at = NULL, content_key = NULL
       FROM held WHERE m.id = held.id RETURNING m.id, m.channel_id, m.department_id, m.conversation_key, held.reason AS was`,
    [messageIds],
  );
  if (messages.length > 0) await announce(tx, messages);
  if (by) await writeVerdicts(tx, 'replayed', messages, by);
  return messages.length;
}

/** What the event tells of a message. */
export interface Announced {
  id: number;
  channel_id: number;
  department_id: number;
  conversation_key: string;
}

/** Writes message.received again, for messages whose event was lost to a dead letter or a replay. */
export async function announce(tx: Tx, messages: readonly Announced[]): Promise<void> {
  await addToOutbox(
    tx,
    messages.map(message => ({
      topic: 'rail.messages',
      key: message.conversation_key,
      seq: 0,
      type: 'message.received',
      payload: { messageId: message.id, channelId: message.channel_id, departmentId: message.department_id },
    })),
  );
}

/** Seconds that the oldest pending message has waited; null where none waits. By the database's clock. */
export async function oldestPending(on: Database | Tx): Promise<number | null> {
  const [row] = await query<{ seconds: number | null }>(
    on,
    `SELECT extract(epoch FROM now() - min(stored_at))::float8 AS seconds FROM message WHERE state = 'pending'`,
  );
  return row?.seconds ?? null;
}

/** What became of one message of a channel. */
export interface MessageEnd {
  id: number;
  state: 'pending' | 'ticketed' | 'appended' | 'suppressed' | 'quarantined';
  reason: string | null;
  detail: string | null;
  position: Position | null;
  receivedAt: Date;
  /** Where it stands; several where the message held several documents. */
  tickets: number[];
}

/** Null where the channel has no such message. */
export async function messageEnd(on: Database | Tx, channelId: number, id: number): Promise<MessageEnd | null> {
  const [found] = await query<MessageEnd>(
    on,
    `SELECT m.id, m.state, m.reason, m.detail, m.position, m.received_at AS "receivedAt",
            coalesce((SELECT json_agg(t.id ORDER BY t.id) FROM (
              SELECT m.ticket_id AS id WHERE m.ticket_id IS NOT NULL
              UNION SELECT p.ticket_id FROM message_part p WHERE p.message_id = m.id AND p.ticket_id IS NOT NULL) t), '[]') AS tickets
       FROM message m WHERE m.id = $2 AND m.channel_id = $1`,
    [channelId, id],
  );
  return found ?? null;
}
