// An answer to the customer. Guarantee: entry, final bytes, recipients and what becomes of the ticket are committed together; every attempt
// to send takes these bytes, so a reply is neither lost nor made twice.
import type { MailboxAddress } from '#tickets';
import { type Database, query, rows, type Tx } from '../../database/database.js';
import { storableText } from '../../database/storable.js';
import { type FilesAlong, GONE, takeAlong } from '../../uploads/upload.claim.js';
import { endNotice, openNotice } from '../promise.notice.js';
import { type Assignments, changeTicket, type NewTimelineEntry, NOT_WAITING, renewal } from '../ticket.change.js';
import { addressKey, sha256, threadKey } from '../ticket.keys.js';
import { type LockedTicket, lockTicket } from '../ticket.lock.js';
import { type Refusal, refusal, refused, type TicketOutcome, type TicketRequest } from '../ticket.rules.js';
import { badFinish, doneEntry, doneWith, type Finish, receivedRefusal, settleFinish } from './finish.action.js';
import { badHandoffWait, badWakeTime, waitingFor } from './wait.action.js';

export interface ReplyMail {
  channelId: number;
  /** With angle brackets. */
  messageId: string;
  /** The whole mail, as it will leave. */
  raw: Buffer;
  /** RFC 5321 reverse-path and forward-paths. */
  envelope: { from: string; to: string[] };
  /** End of the undo window. */
  notBefore: Date;
}

export type Then =
  | { state: 'keep' }
  | { state: 'waiting'; until: Date | null }
  /** Aside until another department has answered. */
  | { state: 'handoff' }
  | ({ state: 'done' } & Finish);

export interface ReplyRequest extends TicketRequest {
  /** From reserveReply(): the mail's Message-ID names them. */
  entryId: number;
  outboundId: number;
  subject: string;
  text: string;
  html: string | null;
  to: MailboxAddress[];
  cc: MailboxAddress[];
  mail: ReplyMail;
  /** Uploads whose bytes are in the mail. TICKET.FILE_GONE where one is not here any more. */
  files?: FilesAlong;
  /** What becomes of the ticket. `keep` takes an open one into the writer's hands, whatever the claim limit: it governs new work. */
  then: Then;
  /** It tells the customer of a changed date: the notice is settled with it. TICKET.NO_NOTICE where it was settled meanwhile. */
  promiseNoticeId?: number | null;
}

export type QueuedMail = Pick<ReplyRequest, 'mail' | 'ticketId' | 'outboundId' | 'actor' | 'to' | 'cc'> & {
  purpose?: 'reply' | 'acknowledgement';
};

export type ReplyOutcome =
  | (Extract<TicketOutcome, { outcome: 'changed' }> & { entryId: number; outboundId: number })
  | Refusal;

/** Ids for a reply that is about to be composed. Numbers that are not used in the end are gaps, and harm nothing. */
export async function reserveReply(on: Database | Tx): Promise<{ entryId: number; outboundId: number }> {
  const [row] = await query<{ entryId: number; outboundId: number }>(
    on,
    `SELECT nextval(pg_get_serial_sequence('entry', 'id')) AS "entryId", nextval(pg_get_serial_sequence('outbound', 'id')) AS "outboundId"`,
  );
  return row!;
}

/**
 * open, claimed or waiting. Refused as done and snooze are, where `then` says so, and on a handoff, whose customer talks to the department that
 * handed it off. The recipients take part in the ticket from now on.
 */
export async function sendReply(tx: Tx, request: ReplyRequest): Promise<ReplyOutcome> {
  const { then, entryId, outboundId } = request;
  const ticket = await lockTicket(tx, request.ticketId);
  const no =
    refusal('reply', ticket, request) ??
    badThen(request) ??
    (ticket &&
      (then.state === 'done' ? await badFinish(tx, ticket, then.outcome) : await receivedRefusal(tx, ticket.id))) ??
    (await badHandoffWait(tx, then.state === 'handoff' ? 'handoff' : 'customer', ticket));
  if (no || !ticket) return no ?? { outcome: 'unknown-ticket' };
  if (request.promiseNoticeId && (await openNotice(tx, ticket.id))?.id !== request.promiseNoticeId)
    return refused('TICKET.NO_NOTICE', 'Somebody has told the customer meanwhile, or decided not to');
  const newParticipants = await queueMail(tx, request);
  const effect = effectOf(ticket, request);
  const { version } = await changeTicket(tx, {
    ticket,
    now: request.now,
    actor: request.actor,
    set: effect.set,
    hold: effect.hold,
    entries: [
      {
        id: entryId,
        type: 'reply',
        text: request.text,
        html: request.html,
        subject: request.subject,
        outboundId,
        event: 'ticket.entry-added',
        // What undo needs to put everything back.
        detail: {
          to: request.to,
          cc: request.cc,
          newParticipants,
          before: { state: ticket.state },
          after: effect.state,
        },
      },
      ...effect.entries,
    ],
  });
  if (request.files && !(await takeAlong(tx, { entryId, ticketId: ticket.id }, request.files)))
    return refused(GONE.code, GONE.detail);
  if (then.state === 'done') await settleFinish(tx, ticket, { ...request, outcome: then.outcome });
  if (request.promiseNoticeId)
    await endNotice(tx, request.promiseNoticeId, { state: 'sent', replyEntryId: entryId }, request);
  return { outcome: 'changed', version, entryId, outboundId };
}

function badThen({ then, now }: ReplyRequest): Refusal | null {
  return then.state === 'waiting' ? badWakeTime({ reason: 'customer', until: then.until, now }) : null;
}

interface Effect {
  state: string;
  set: Assignments;
  hold?: { userId: number; minutes?: number };
  entries: NewTimelineEntry[];
}

function effectOf(ticket: LockedTicket, request: ReplyRequest): Effect {
  const { then, actor, now, leaseMinutes } = request;
  if (then.state === 'done')
    return {
      state: 'done',
      set: doneWith(ticket, then.outcome, now),
      entries: [doneEntry(ticket, then.outcome, now, '')],
    };
  if (then.state === 'waiting' || then.state === 'handoff') {
    const reason = then.state === 'handoff' ? 'handoff' : 'customer';
    const until = then.state === 'waiting' ? then.until : null;
    const change = {
      action: 'snooze',
      from: ticket.state,
      to: 'waiting',
      reason,
      until: until?.toISOString() ?? null,
      note: '',
    };
    const text = reason === 'handoff' ? 'Waits for another department' : 'Waits for the customer';
    return {
      state: 'waiting',
      set: waitingFor({ reason, until }),
      entries: [{ type: 'state', text, event: 'ticket.waiting', detail: { change } }],
    };
  }
  if (ticket.state === 'open' && actor.userId !== null)
    return {
      state: 'claimed',
      set: { state: 'claimed', ...NOT_WAITING, has_unread_answer: false },
      hold: { userId: actor.userId, minutes: leaseMinutes },
      entries: [
        {
          type: 'state',
          text: 'Claimed',
          event: 'ticket.claimed',
          detail: { change: { action: 'claim', from: 'open', to: 'claimed' } },
        },
      ],
    };
  return { state: ticket.state, set: { has_unread_answer: false }, hold: renewal(ticket, request), entries: [] };
}

/**
 * Bytes, outbound, recipients, the thread's key and participants in one statement. Returns the addresses that are new to the ticket. The
 * thread belongs to the channel's department: its mailbox is where the answer arrives.
 */
export async function queueMail(tx: Tx, request: QueuedMail): Promise<string[]> {
  const { mail, ticketId, outboundId, actor } = request;
  const people = [
    ...new Map([...request.to, ...request.cc].map(person => [person.address.trim().toLowerCase(), person])).entries(),
  ];
  const added = await rows<{ address: string }>(
    tx,
    `WITH bytes AS (
       INSERT INTO blob (sha256, size, bytes) VALUES ($3, $4, $5) ON CONFLICT DO NOTHING
     ), queued AS (
       INSERT INTO outbound (id, ticket_id, channel_id, message_id, raw_sha256, envelope_from, not_before, next_attempt_at, created_by, purpose)
       VALUES ($1::bigint, $2::bigint, $6::int, $7, $3, $8, $9::timestamptz, $9::timestamptz, $10::int, $16)
     ), recipients AS (
       INSERT INTO outbound_recipient (outbound_id, position, address)
       SELECT $1::bigint, r.n, r.address FROM unnest($11::text[]) WITH ORDINALITY AS r(address, n)
     ), thread AS (
       INSERT INTO mail_thread (message_id_key, ticket_id, department_id)
       SELECT $12, $2::bigint, c.department_id FROM channel c WHERE c.id = $6::int ON CONFLICT DO NOTHING
     )
     INSERT INTO ticket_participant (ticket_id, address_key, name, address)
     SELECT $2::bigint, p.key, p.name, p.address FROM unnest($13::bytea[], $14::text[], $15::text[]) AS p(key, name, address)
     ON CONFLICT DO NOTHING RETURNING address`,
    [
      outboundId,
      ticketId,
      sha256(mail.raw),
      mail.raw.length,
      mail.raw,
      mail.channelId,
      mail.messageId,
      mail.envelope.from,
      mail.notBefore,
      actor.userId,
      mail.envelope.to,
      threadKey(mail.messageId),
      people.map(([address]) => addressKey(address)),
      people.map(([, person]) => storableText(person.name)),
      people.map(([address]) => address),
      request.purpose ?? 'reply',
    ],
  );
  return added.map(row => row.address);
}
