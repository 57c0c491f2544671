// Delivery of replies: who sends what, and what became of it. A reply is in exactly one state (I11); one that may have left is never taken
// again by itself (I12).
import { type Database, prepared, rows, type Tx } from '../database/database.js';
import { addToOutbox } from '../outbox/outbox.store.js';
import { WAITS_TO_BE_FETCHED } from './fetched.channel.js';
import { hurryHeldUp } from './held-up.js';

export interface DueMail {
  outboundId: number;
  /** Null: mail to a colleague that belongs to no ticket. */
  ticketId: number | null;
  channelId: number;
  raw: Buffer;
  envelopeFrom: string;
  /** Those that have not got it yet. */
  to: string[];
  attempts: number;
}

export interface Settled {
  address: string;
  outcome: 'sent' | 'deferred' | 'failed' | 'unknown';
  response: string;
  /** The channel itself could not send. */
  heldUp?: true;
}

type SettledMail = Pick<DueMail, 'outboundId' | 'ticketId' | 'channelId' | 'attempts'>;

export type OutboundEnd = 'sent' | 'queued' | 'failed' | 'unknown' | 'lost';

/** Waits between attempts in seconds; after the last one the reply has failed and the agent is told. About two days in all. */
const BACKOFF = [60, 300, 900, 1800, 3600, 7200, 14400, 28800, 43200, 86400];

/** Mails that one sender takes at once, in bytes: with files one may have 50 MB. */
const HELD_BYTES = 32_000_000;

export class OutboundStore {
  constructor(private readonly database: Database) {}

  /**
   * Takes replies whose undo window is over and whose time has come. SKIP LOCKED: two senders never take the same one. From here on a crash
   * leaves `sending`, which becomes `unknown`, never `queued`. Large mails come fewer at a time.
   */
  async takeDue(
    sender: string,
    options: { limit: number; seconds: number; carries?: 'letters' | 'edi' },
  ): Promise<DueMail[]> {
    return this.database.transaction(tx =>
      rows<DueMail>(
        tx,
        `WITH due AS (
           SELECT o.id, o.raw_sha256, o.next_attempt_at FROM outbound o WHERE state = 'queued' AND next_attempt_at <= clock_timestamp() AND not_before <= clock_timestamp()
              AND ($4::text IS NULL OR ($4 = 'edi') = (purpose IN ('edi-acknowledgement', 'edi-document')))
              AND NOT ${WAITS_TO_BE_FETCHED} ORDER BY next_attempt_at LIMIT $2 FOR UPDATE OF o SKIP LOCKED
         ), fitting AS (
           -- The first one whatever its size, and more as long as all of them together are small enough to be held at once.
           SELECT id FROM (SELECT due.id, sum(b.size) OVER (ORDER BY due.next_attempt_at, due.id) - b.size AS before
                             FROM due JOIN blob b ON b.sha256 = due.raw_sha256) sized WHERE before < ${HELD_BYTES}
         ), taken AS (
           UPDATE outbound o SET state = 'sending', sender = $1, sending_until = clock_timestamp() + make_interval(secs => $3), attempts = attempts + 1
             FROM fitting WHERE o.id = fitting.id RETURNING o.*
         )
         SELECT t.id AS "outboundId", t.ticket_id AS "ticketId", t.channel_id AS "channelId", b.bytes AS raw, t.envelope_from AS "envelopeFrom", t.attempts,
                (SELECT coalesce(array_agg(r.address ORDER BY r.position), '{}') FROM outbound_recipient r
                  WHERE r.outbound_id = t.id AND r.state IN ('queued', 'deferred')) AS "to"
           FROM taken t JOIN blob b ON b.sha256 = t.raw_sha256 ORDER BY t.id`,
        [sender, options.limit, options.seconds, options.carries ?? null],
      ),
    );
  }

  /** See settleAll(). */
  async settle(sender: string, mail: SettledMail, outcomes: readonly Settled[]): Promise<OutboundEnd> {
    return (await this.settleAll(sender, [{ mail, outcomes }]))[0]!;
  }

  /**
   * Writes what the servers said of each recipient, in one transaction; one end per mail, in their order. `lost`: the row is no longer ours, somebody
   * else has declared it unknown meanwhile; what we know is still written to its recipients. Tickets first, as everybody does who takes both.
   */
  async settleAll(
    sender: string,
    settled: readonly { mail: SettledMail; outcomes: readonly Settled[] }[],
  ): Promise<OutboundEnd[]> {
    const said = settled.flatMap(({ mail, outcomes }) => outcomes.map(one => ({ id: mail.outboundId, ...one })));
    const ends = settled.map(({ mail, outcomes }) => {
      const wait = BACKOFF[mail.attempts - 1];
      const error = outcomes.find(o => o.outcome !== 'sent')?.response ?? null;
      return {
        id: mail.outboundId,
        end: endOf(outcomes, wait === undefined),
        error: error && plain(error),
        wait: wait ?? 0,
        heldUp: outcomes.some(o => o.heldUp),
      };
    });
    return this.database.transaction(async tx => {
      await tellTickets(
        tx,
        settled.flatMap(({ mail }) => mail.ticketId ?? []),
      );
      await prepared(
        tx,
        'settle-recipients',
        `UPDATE outbound_recipient r SET state = u.state, response = u.response
           FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[]) AS u(id, address, state, response)
          WHERE r.outbound_id = u.id AND r.address = u.address AND r.state IN ('queued', 'deferred', 'unknown')`,
        [said.map(o => o.id), said.map(o => o.address), said.map(o => o.outcome), said.map(o => plain(o.response))],
      );
      const ours = await prepared<{ id: number }>(
        tx,
        'settle-outbound',
        `UPDATE outbound o SET state = u.state, sender = NULL, sending_until = NULL, error = u.error,
                next_attempt_at = clock_timestamp() + make_interval(secs => u.wait), ended_at = CASE WHEN u.state = 'queued' THEN NULL ELSE now() END,
                held_up_since = CASE WHEN u.held_up THEN coalesce(held_up_since, now()) END
           FROM unnest($2::bigint[], $3::text[], $4::text[], $5::int[], $6::boolean[]) AS u(id, state, error, wait, held_up)
          WHERE o.id = u.id AND o.state = 'sending' AND o.sender = $1 RETURNING o.id`,
        [
          sender,
          ends.map(e => e.id),
          ends.map(e => e.end),
          ends.map(e => e.error),
          ends.map(e => e.wait),
          ends.map(e => e.heldUp),
        ],
      );
      const sends = settled.filter((_, i) => ends[i]!.end === 'sent').map(({ mail }) => mail.channelId);
      if (sends.length > 0) await hurryHeldUp(tx, [...new Set(sends)]);
      const held = new Set(ours.map(row => row.id));
      return ends.map(({ id, end }) => (held.has(id) ? end : 'lost'));
    });
  }

  /**
   * Replies whose sender died between taking and settling: nobody knows whether they left. Shown to the agent with "send again". EDI is queued
   * again instead: a file of the same name and bytes is delivered once, and a partner takes the same acknowledgement twice without harm.
   */
  async declareUnknown(limit: number): Promise<number> {
    return this.database.transaction(async tx => {
      await rows(
        tx,
        `UPDATE outbound o SET state = 'queued', sender = NULL, sending_until = NULL, next_attempt_at = clock_timestamp()
           FROM (SELECT id FROM outbound WHERE state = 'sending' AND sending_until < clock_timestamp() AND purpose IN ('edi-acknowledgement', 'edi-document')
                  LIMIT $1 FOR UPDATE SKIP LOCKED) dead
          WHERE o.id = dead.id`,
        [limit],
      );
      const found = await rows<{ id: number; ticket_id: number | null }>(
        tx,
        `UPDATE outbound o SET state = 'unknown', sender = NULL, sending_until = NULL, ended_at = now(),
                error = 'The process stopped while this was being sent. It may have left.'
           FROM (SELECT id FROM outbound WHERE state = 'sending' AND sending_until < clock_timestamp() LIMIT $1 FOR UPDATE SKIP LOCKED) dead
          WHERE o.id = dead.id RETURNING o.id, o.ticket_id`,
        [limit],
      );
      if (found.length === 0) return 0;
      await rows(
        tx,
        `UPDATE outbound_recipient SET state = 'unknown' WHERE outbound_id = ANY($1) AND state IN ('queued', 'deferred')`,
        [found.map(row => row.id)],
      );
      for (const row of found) await tellTicket(tx, row.ticket_id);
      return found.length;
    });
  }
}

/** The worst that still matters decides: unknown, then another attempt, then failed. */
function endOf(outcomes: readonly Settled[], last: boolean): Exclude<OutboundEnd, 'lost'> {
  if (outcomes.some(o => o.outcome === 'unknown')) return 'unknown';
  if (outcomes.some(o => o.outcome === 'deferred') && !last) return 'queued';
  if (outcomes.some(o => o.outcome !== 'sent')) return 'failed';
  return 'sent';
}

const plain = (response: string): string => response.replaceAll('\0', '').slice(0, 2_000);

/** The delivery is shown on the ticket, so its readers are told. */
export async function tellTicket(tx: Tx, ticketId: number | null): Promise<void> {
  if (ticketId !== null) await tellTickets(tx, [ticketId]);
}

/** Locked in the order of their ids, as every batch locks tickets. */
async function tellTickets(tx: Tx, ticketIds: readonly number[]): Promise<void> {
  if (ticketIds.length === 0) return;
  const told = await prepared<{ ticketId: number; departmentId: number; version: number; seq: number }>(
    tx,
    'tell-tickets',
    // The version stays: a delivery report must not make an agent's next action stale.
    `WITH held AS MATERIALIZED (SELECT id FROM ticket WHERE id = ANY($1::bigint[]) ORDER BY id FOR NO KEY UPDATE)
     UPDATE ticket t SET event_seq = event_seq + 1 FROM held WHERE t.id = held.id
     RETURNING t.id AS "ticketId", department_id AS "departmentId", version, event_seq AS seq`,
    [[...new Set(ticketIds)]],
  );
  await addToOutbox(
    tx,
    told.map(({ seq, ...payload }) => ({
      topic: 'rail.tickets',
      key: String(payload.ticketId),
      seq,
      type: 'ticket.changed',
      payload,
    })),
  );
}
