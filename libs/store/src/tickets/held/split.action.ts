// A held message is a conversation of its own: it opens a ticket, linked to the one that it came to. Guarantee: the message stands on one ticket at any
// moment (I4), and both timelines stay without gaps.
import { addWorkingMinutes, businessOf, KindBook, snippetOf, subjectKey } from '#tickets';
import { calendarFrom } from '../../calendar/department.calendar.js';
import { customersAmong, takeIds } from '../../conversion/conversion.reader.js';
import { insertTickets } from '../../conversion/ticket.writer.js';
import { rows, type Tx } from '../../database/database.js';
import { kindStore } from '../../definitions/definition.store.js';
import { addToOutbox } from '../../outbox/outbox.store.js';
import { writeSearch } from '../../search/search.writer.js';
import { changeTicket, renewal } from '../ticket.change.js';
import { threadKey } from '../ticket.keys.js';
import type { LockedTicket } from '../ticket.lock.js';
import { type Refusal, refused, type TicketOutcome } from '../ticket.rules.js';
import { findHeld, type HeldEntry, type HeldRequest, senderOf } from './held.entry.js';

export type SplitOutcome = (Extract<TicketOutcome, { outcome: 'changed' }> & { newTicketId: number }) | Refusal;

/** The sender is the new ticket's requester, its clock began when the message came; and no machine answers it, since a person has seen it. */
export async function splitHeld(tx: Tx, request: HeldRequest): Promise<SplitOutcome> {
  const found = await findHeld(tx, request, false);
  if ('no' in found) return found.no;
  const { ticket, entry } = found;
  if (entry.messageId === null) return refused('TICKET.NOT_HELD', 'This message is not held any more');
  const newTicketId = await openFor(tx, ticket, entry, request);
  await moveEntry(tx, entry, newTicketId);
  const { version } = await changeTicket(tx, {
    ticket,
    now: request.now,
    actor: request.actor,
    set: { attachment_count: ticket.attachmentCount - entry.papers },
    hold: renewal(ticket, request),
    entries: [
      {
        type: 'state',
        text: `The message of ${senderOf(entry)} became #${newTicketId}`,
        event: 'ticket.changed',
        detail: {
          change: {
            action: 'split-held',
            from: ticket.state,
            to: ticket.state,
            into: newTicketId,
            sender: senderOf(entry),
          },
        },
      },
    ],
  });
  return { outcome: 'changed', version, newTicketId };
}

async function openFor(tx: Tx, ticket: LockedTicket, entry: HeldEntry, request: HeldRequest): Promise<number> {
  const [message] = await rows<{ channelId: number; receivedAt: Date }>(
    tx,
    'SELECT channel_id AS "channelId", received_at AS "receivedAt" FROM message WHERE id = $1',
    [entry.messageId],
  );
  const kind = new KindBook(await kindStore.all(tx)).current('inquiry');
  const [id] = await takeIds(tx, 'ticket', 1);
  const address = entry.authorAddress;
  const existingCustomer = address !== null && (await customersAmong(tx, [address.toLowerCase()])).length > 0;
  const requester = { name: senderOf(entry), address };
  const { receivedAt, channelId } = message!;
  await insertTickets(tx, [
    {
      id: id!,
      departmentId: ticket.departmentId,
      channelId,
      wayIn: 'email',
      kind: kind.key,
      kindVersion: kind.version,
      fields: {},
      priority: 'normal',
      business: businessOf({ existingCustomer, kind }),
      // A matter of its own: what others said of the ticket that it came to is not said of it.
      tags: [],
      subject: entry.subject,
      subjectKey: subjectKey(entry.subject),
      snippet: snippetOf(entry.text),
      requester,
      participants: address ? [{ name: requester.name, address: address.toLowerCase() }] : [],
      receivedAt,
      dueAt: addWorkingMinutes(receivedAt, kind.toleranceMinutes, calendarFrom(ticket.calendar)),
      minutesAllowed: kind.toleranceMinutes,
      why: [
        `Split from #${ticket.id} by ${request.actor.name}`,
        `Due ${kind.toleranceMinutes / 60} working hours after receipt`,
      ],
      followsTicketId: ticket.id,
      acknowledge: false,
      attachmentCount: entry.papers,
      entrySeq: 1,
      eventSeq: 1,
      version: 1,
      unread: false,
    },
  ]);
  await addToOutbox(tx, [
    {
      topic: 'rail.tickets',
      key: String(id),
      seq: 1,
      type: 'ticket.opened',
      payload: { ticketId: id!, departmentId: ticket.departmentId, version: 1 },
    },
  ]);
  return id!;
}

/**
 * The message's entry is written anew as the first of its own ticket; the old row keeps its number on the old timeline, empty and no longer shown.
 * Papers, the ledger and the thread go along.
 */
async function moveEntry(tx: Tx, entry: HeldEntry, newTicketId: number): Promise<void> {
  const [id] = await takeIds(tx, 'entry', 1);
  // Two statements: an entry's message is unique, and a row that the same statement empties would still be in the way.
  await rows(tx, 'UPDATE entry SET message_id = NULL, held = false WHERE id = $1', [entry.id]);
  await rows(
    tx,
    `INSERT INTO entry (id, ticket_id, seq, type, author_kind, author_name, author_address, message_id, subject, text, html, detail, why, held, split_hint, created_at)
     SELECT $2::bigint, $3::bigint, 1, type, author_kind, author_name, author_address, $4::bigint, subject, text, html, detail, 'split from #' || ticket_id, false, false, created_at
       FROM entry WHERE id = $1::bigint`,
    [entry.id, id, newTicketId, entry.messageId],
  );
  await writeSearch(tx, [
    {
      ...entry,
      id: id!,
      ticketId: newTicketId,
      type: 'message',
      author: { kind: 'contact', name: entry.authorName, address: entry.authorAddress },
    },
  ]);
  await rows(tx, 'UPDATE attachment SET entry_id = $2 WHERE entry_id = $1', [entry.id, id]);
  await rows(
    tx,
    `UPDATE entry SET type = 'state', subject = NULL, text = '', html = NULL,
            detail = jsonb_build_object('cancelled', true, 'change', jsonb_build_object('action', 'split-held', 'into', $2::bigint)) WHERE id = $1::bigint`,
    [entry.id, newTicketId],
  );
  await rows(tx, `UPDATE message SET state = 'ticketed', ticket_id = $2 WHERE id = $1`, [entry.messageId, newTicketId]);
  if (entry.detail.messageId)
    await rows(tx, 'UPDATE mail_thread SET ticket_id = $3 WHERE message_id_key = $1 AND ticket_id = $2', [
      threadKey(entry.detail.messageId),
      entry.ticketId,
      newTicketId,
    ]);
}
