// Digests: open alerts by mail, to each person as they choose. Guarantees: one instance at a time composes for a person (their row is locked); an
// alert stands in one digest of a person, because the mail, and that it names these alerts, are one commit.
import type { AlertKind } from '#tickets';
import { CALENDAR_JSON, type CalendarRow } from '../calendar/department.calendar.js';
import { type Database, query, rows, type Tx } from '../database/database.js';
import { sha256 } from '../tickets/ticket.keys.js';

export type DigestChoice = 'none' | 'each' | 'hourly' | 'daily';

export interface DigestPerson {
  userId: number;
  name: string;
  email: string;
  digest: DigestChoice;
  /** Of what may be told now: `all`, or to an administrator whose digest is not due, or who has none, what is wrong with channels. */
  due: 'all' | 'channels';
  /** Of their first department, by name; null where they have none. */
  calendar: CalendarRow | null;
}

export interface DigestAlert {
  id: number;
  kind: AlertKind;
  text: string;
  handoffId: number | null;
  ticketId: number | null;
  departmentId: number;
  departmentKey: string;
  departmentName: string;
}

/** A mailbox that a digest can leave from, with its settings as they are stored. */
export interface DigestChannel {
  channelId: number;
  settings: unknown;
}

export interface DigestMail {
  userId: number;
  /** From reserveDigest(): the mail's Message-ID names it. */
  outboundId: number;
  channelId: number;
  /** With angle brackets. */
  messageId: string;
  raw: Buffer;
  from: string;
  to: string;
  alertIds: number[];
}

/** Nothing more of the kind that was due before this. */
export interface NextDigest {
  due: DigestPerson['due'];
  at: Date;
}

/**
 * Alerts that concern person `u` and stood in none of their digests: those of the rails that they work, and among these their own. What they could not
 * read in the app is not mailed: a personal alert is gone with the membership that it came by. An administrator reads all, and is mailed
 * their own and what is wrong with channels: these are theirs to mend, so they are told at once, whatever they chose.
 */
const OF_CHANNELS = `a.kind IN ('channel-failing', 'channel-recovered')`;
const NEWS = (what: string) => `
  SELECT ${what} FROM alert a
   WHERE a.acknowledged_at IS NULL AND NOT EXISTS (SELECT FROM alert_mail m WHERE m.alert_id = a.id AND m.user_id = u.id)
     AND ((u.is_admin AND (a.user_id = u.id OR ${OF_CHANNELS})) OR ((a.user_id IS NULL OR a.user_id = u.id) AND a.department_id IN
           (SELECT w.department_id FROM membership w WHERE w.user_id = u.id AND w.role IN ('agent', 'supervisor'))))`;
const DIGEST_DUE = `u.digest <> 'none' AND u.digest_at <= now() AND (u.digest = 'daily' OR EXISTS (${NEWS('')}))`;
const CHANNELS_DUE = `u.is_admin AND u.channel_mail_at <= now() AND EXISTS (${NEWS('')} AND ${OF_CHANNELS})`;
const MOST_ALERTS = 1_000;

/** Only the time of what was due moves. */
const NEXT = (due: string, at: string) =>
  `digest_at = CASE WHEN ${due}::text = 'all' THEN ${at}::timestamptz ELSE digest_at END,
   channel_mail_at = CASE WHEN ${due}::text = 'all' THEN channel_mail_at ELSE ${at}::timestamptz END`;

export class DigestStore {
  async choiceOf(on: Database | Tx, userId: number): Promise<DigestChoice> {
    const [row] = await query<{ digest: DigestChoice }>(on, 'SELECT digest FROM user_account WHERE id = $1', [userId]);
    return row?.digest ?? 'none';
  }

  /** What waits already is told at once, whatever pause belonged to the choice before. */
  async choose(tx: Tx, userId: number, digest: DigestChoice): Promise<void> {
    await rows(tx, 'UPDATE user_account SET digest = $2, digest_at = now() WHERE id = $1 AND digest <> $2', [
      userId,
      digest,
    ]);
  }

  /**
   * The next person whose time has come, and who has something to be told; a daily one in any case, so that the next morning is planned. Locked until
   * the transaction ends; SKIP LOCKED: two instances never compose for the same one.
   */
  async lockDue(tx: Tx): Promise<DigestPerson | null> {
    const [person] = await rows<DigestPerson>(
      tx,
      `SELECT u.id AS "userId", u.name, u.email, u.digest, CASE WHEN ${DIGEST_DUE} THEN 'all' ELSE 'channels' END AS due,
              (SELECT ${CALENDAR_JSON} FROM membership m JOIN department d ON d.id = m.department_id WHERE m.user_id = u.id ORDER BY d.name, d.id LIMIT 1) AS calendar
         FROM user_account u
        WHERE u.disabled_at IS NULL AND ((${DIGEST_DUE}) OR (${CHANNELS_DUE}))
        ORDER BY u.digest_at, u.id LIMIT 1 FOR UPDATE OF u SKIP LOCKED`,
    );
    return person ?? null;
  }

  /** What is to be told, what has waited longest first. */
  newsOf(tx: Tx, { userId, due }: Pick<DigestPerson, 'userId' | 'due'>): Promise<DigestAlert[]> {
    return rows<DigestAlert>(
      tx,
      `SELECT n.id, n.kind, n.text, n.handoff_id AS "handoffId", n.ticket_id AS "ticketId", n.department_id AS "departmentId", d.key AS "departmentKey", d.name AS "departmentName"
         FROM user_account u CROSS JOIN LATERAL (${NEWS('a.*')} AND ($2 = 'all' OR ${OF_CHANNELS}) ORDER BY a.id LIMIT ${MOST_ALERTS}) n JOIN department d ON d.id = n.department_id
        WHERE u.id = $1 ORDER BY n.id`,
      [userId, due],
    );
  }

  /**
   * The first enabled mailbox that can send: of the departments in the order given, then of the person's others, for an administrator any. One that fails
   * comes last: the news may be that it fails. Null where there is none.
   */
  async channelFor(tx: Tx, userId: number, departmentIds: readonly number[]): Promise<DigestChannel | null> {
    const [channel] = await rows<DigestChannel>(
      tx,
      `SELECT c.id AS "channelId", c.settings FROM channel c
        WHERE c.enabled AND c.kind = 'email' AND jsonb_typeof(c.settings -> 'smtpOut') = 'object'
          AND (c.department_id = ANY($2::int[]) OR c.department_id IN (SELECT department_id FROM membership WHERE user_id = $1)
               OR EXISTS (SELECT 1 FROM user_account u WHERE u.id = $1 AND u.is_admin))
        ORDER BY c.health ->> 'state' = 'failing' OR EXISTS (SELECT FROM channel_fault f WHERE f.channel_id = c.id AND f.closed_at IS NULL),
                 array_position($2::int[], c.department_id) NULLS LAST, c.id LIMIT 1`,
      [userId, departmentIds],
    );
    return channel ?? null;
  }

  async reserveDigest(tx: Tx): Promise<number> {
    const [row] = await rows<{ id: number }>(tx, `SELECT nextval(pg_get_serial_sequence('outbound', 'id')) AS id`);
    return row!.id;
  }

  /** Bytes, outbound, recipient, which alerts it names, and the person's next time, in one statement. After `lockDue`. */
  async queue(tx: Tx, mail: DigestMail, next: NextDigest): Promise<void> {
    await rows(
      tx,
      `WITH bytes AS (
         INSERT INTO blob (sha256, size, bytes) VALUES ($4, $5, $6) ON CONFLICT DO NOTHING
       ), queued AS (
         INSERT INTO outbound (id, ticket_id, purpose, channel_id, message_id, raw_sha256, envelope_from, not_before, next_attempt_at)
         VALUES ($1::bigint, NULL, 'digest', $2, $3, $4, $7, now(), now())
       ), recipient AS (
         INSERT INTO outbound_recipient (outbound_id, position, address) VALUES ($1::bigint, 1, $8)
       ), named AS (
         INSERT INTO alert_mail (alert_id, user_id, outbound_id) SELECT id, $9::int, $1::bigint FROM unnest($10::bigint[]) AS id
       )
       UPDATE user_account SET ${NEXT('$11', '$12')} WHERE id = $9::int`,
      [
        mail.outboundId,
        mail.channelId,
        mail.messageId,
        sha256(mail.raw),
        mail.raw.length,
        mail.raw,
        mail.from,
        mail.to,
        mail.userId,
        mail.alertIds,
        next.due,
        next.at,
      ],
    );
  }

  /** Nothing was told. */
  async postpone(tx: Tx, userId: number, { due, at }: NextDigest): Promise<void> {
    await rows(tx, `UPDATE user_account SET ${NEXT('$2', '$3')} WHERE id = $1`, [userId, due, at]);
  }
}
