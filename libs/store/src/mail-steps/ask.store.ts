// Mails that ask one person for a step of one handoff. Guarantee: the mail, what it told (person, handoff, version) and which alerts stood in it are one
// commit with whatever made it necessary.
import { rows, type Tx } from '../database/database.js';
import { sha256 } from '../tickets/ticket.keys.js';

export type Side = 'sender' | 'receiver';

export interface AskMail {
  /** From reserveAsk(): the mail's reply address names it. Null: it cannot be answered with a step. */
  askId: number | null;
  outboundId: number;
  userId: number;
  handoffId: number;
  /** As the mail tells it. */
  handoffVersion: number;
  side: Side;
  channelId: number;
  /** With angle brackets. */
  messageId: string;
  raw: Buffer;
  from: string;
  to: string;
  alertIds: readonly number[];
}

export async function reserveAsk(tx: Tx): Promise<{ askId: number; outboundId: number }> {
  const [row] = await rows<{ askId: number; outboundId: number }>(
    tx,
    `SELECT nextval(pg_get_serial_sequence('mail_ask', 'id')) AS "askId", nextval(pg_get_serial_sequence('outbound', 'id')) AS "outboundId"`,
  );
  return row!;
}

/** Bytes, outbound, recipient, what it asked and which alerts it names, in one statement. */
export async function queueAsk(tx: Tx, mail: AskMail): Promise<void> {
  await rows(
    tx,
    `WITH bytes AS (
       INSERT INTO blob (sha256, size, bytes) VALUES ($4, $5, $6) ON CONFLICT DO NOTHING
     ), queued AS (
       INSERT INTO outbound (id, ticket_id, purpose, channel_id, message_id, raw_sha256, envelope_from, not_before, next_attempt_at)
       VALUES ($1::bigint, NULL, 'ask', $2, $3, $4, $7, now(), now())
     ), recipient AS (
       INSERT INTO outbound_recipient (outbound_id, position, address) VALUES ($1::bigint, 1, $8)
     ), asked AS (
       INSERT INTO mail_ask (id, user_id, handoff_id, handoff_version, side, outbound_id)
       SELECT $9::bigint, $10::int, $11::bigint, $12::int, $13, $1::bigint WHERE $9::bigint IS NOT NULL
     )
     INSERT INTO alert_mail (alert_id, user_id, outbound_id) SELECT id, $10::int, $1::bigint FROM unnest($14::bigint[]) AS id`,
    [
      mail.outboundId,
      mail.channelId,
      mail.messageId,
      sha256(mail.raw),
      mail.raw.length,
      mail.raw,
      mail.from,
      mail.to,
      mail.askId,
      mail.userId,
      mail.handoffId,
      mail.handoffVersion,
      mail.side,
      mail.alertIds,
    ],
  );
}
