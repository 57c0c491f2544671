// New tickets with their contacts and participants, and what an append changes on old ones.
import { prepared, type Tx } from '../database/database.js';
import { storableJson, storableText } from '../database/storable.js';
import { addressKey } from '../tickets/ticket.keys.js';
import { column } from './column.js';
import { contactIds } from './contact.writer.js';
import type { PlannedChange, PlannedTicket } from './conversion.plan.js';

/** Text that is no number is kept as well; an index has its limits. */
const PHONE_CHARACTERS = 200;

/** In the order of the arrays below. Tags come as one text each, apart by commas, which no tag holds: an array of arrays would come apart in single tags. */
const COLUMNS = `id, department_id, channel_id, way_in, kind, kind_version, fields, priority, subject, subject_key, snippet, requester_id,
  requester_name, requester_address, received_at, due_at, minutes_allowed, why, has_unread_answer, attachment_count,
  follows_ticket_id, version, entry_seq, event_seq, business, acknowledge, requester_phone, state, outcome, done_at,
  done_on_time`;

export async function insertTickets(tx: Tx, tickets: PlannedTicket[]): Promise<void> {
  if (tickets.length === 0) return;
  const contacts = await contactIds(
    tx,
    tickets.flatMap(({ requester: { name, address } }) => (address ? [{ name, address }] : [])),
  );
  await prepared(
    tx,
    'insert-tickets',
    `INSERT INTO ticket (${COLUMNS}, tags)
     SELECT ${COLUMNS}, string_to_array(tag_line, ',')
       FROM unnest($1::bigint[], $2::int[], $3::int[], $4::text[], $5::text[], $6::int[], $7::jsonb[], $8::text[], $9::text[], $10::text[], $11::text[],
                   $12::bigint[], $13::text[], $14::text[], $15::timestamptz[], $16::timestamptz[], $17::int[], $18::jsonb[], $19::boolean[],
                   $20::int[], $21::bigint[], $22::int[], $23::int[], $24::int[], $25::text[], $26::boolean[], $27::text[],
                   $28::text[], $29::text[], $30::timestamptz[], $31::boolean[],
                   $32::text[]) AS given(${COLUMNS}, tag_line)`,
    [
      column(tickets, t => t.id),
      column(tickets, t => t.departmentId),
      column(tickets, t => t.channelId),
      column(tickets, t => t.wayIn),
      column(tickets, t => t.kind),
      column(tickets, t => t.kindVersion),
      column(tickets, t => storableJson(t.fields)),
      column(tickets, t => t.priority),
      column(tickets, t => storableText(t.subject)),
      column(tickets, t => storableText(t.subjectKey)),
      column(tickets, t => storableText(t.snippet)),
      column(tickets, t =>
        t.requester.address ? (contacts.get(addressKey(t.requester.address).toString('hex')) ?? null) : null,
      ),
      column(tickets, t => storableText(t.requester.name)),
      column(tickets, t => (t.requester.address ? storableText(t.requester.address) : null)),
      column(tickets, t => t.receivedAt),
      column(tickets, t => t.dueAt),
      column(tickets, t => t.minutesAllowed),
      column(tickets, t => storableJson(t.why)),
      column(tickets, t => t.unread),
      column(tickets, t => t.attachmentCount),
      column(tickets, t => t.followsTicketId),
      column(tickets, t => t.version),
      column(tickets, t => t.entrySeq),
      column(tickets, t => t.eventSeq),
      column(tickets, t => t.business),
      column(tickets, t => t.acknowledge),
      column(tickets, t => (t.requester.phone ? storableText(t.requester.phone).slice(0, PHONE_CHARACTERS) : null)),
      column(tickets, t => (t.end ? 'done' : 'open')),
      column(tickets, t => t.end?.outcome ?? null),
      column(tickets, t => t.end?.at ?? null),
      column(tickets, t => t.end?.onTime ?? null),
      column(tickets, t => t.tags.map(({ value }) => value).join(',')),
    ],
  );
  const people = tickets.flatMap(ticket => ticket.participants.map(person => ({ ticketId: ticket.id, ...person })));
  await prepared(
    tx,
    'insert-participants',
    `INSERT INTO ticket_participant (ticket_id, address_key, name, address)
     SELECT * FROM unnest($1::bigint[], $2::bytea[], $3::text[], $4::text[]) ON CONFLICT DO NOTHING`,
    [
      column(people, p => p.ticketId),
      column(people, p => addressKey(p.address)),
      column(people, p => storableText(p.name)),
      column(people, p => storableText(p.address)),
    ],
  );
}

export async function updateTickets(tx: Tx, changes: PlannedChange[]): Promise<void> {
  if (changes.length === 0) return;
  await prepared(
    tx,
    'update-tickets', // Rows are locked since they were read. What a state does not have is cleared here, as the table's checks demand.
    `UPDATE ticket t SET state = u.state, version = u.version, entry_seq = u.entry_seq, event_seq = u.event_seq, due_at = u.due_at,
            minutes_allowed = u.minutes_allowed, left_ms = u.left_ms,
            has_unread_answer = (t.has_unread_answer OR u.unread) AND u.ends IS NULL, attachment_count = t.attachment_count + u.attachments, updated_at = now(),
            wait_reason = CASE WHEN u.state = 'waiting' THEN t.wait_reason END, wake_at = CASE WHEN u.state = 'waiting' THEN t.wake_at END,
            wait_note = CASE WHEN u.state = 'waiting' THEN t.wait_note ELSE '' END,
            claimed_by = CASE WHEN u.state = 'claimed' THEN t.claimed_by END, claim_until = CASE WHEN u.state = 'claimed' THEN t.claim_until END,
            outcome = CASE WHEN u.state = 'done' THEN coalesce(u.outcome, t.outcome) END,
            done_at = CASE WHEN u.state = 'done' THEN coalesce(u.ends, t.done_at) END, ended_by_call = CASE WHEN u.state = 'done' THEN t.ended_by_call END,
            done_on_time = CASE WHEN u.state = 'done' THEN CASE WHEN u.ends IS NULL THEN t.done_on_time ELSE u.on_time END END
       FROM unnest($1::bigint[], $2::text[], $3::int[], $4::int[], $5::int[], $6::timestamptz[], $7::boolean[], $8::int[],
                   $9::int[], $10::bigint[], $11::text[], $12::timestamptz[], $13::boolean[])
            AS u(id, state, version, entry_seq, event_seq, due_at, unread, attachments, minutes_allowed, left_ms, outcome, ends, on_time)
      WHERE t.id = u.id`,
    [
      column(changes, c => c.id),
      column(changes, c => c.state),
      column(changes, c => c.version),
      column(changes, c => c.entrySeq),
      column(changes, c => c.eventSeq),
      column(changes, c => c.dueAt),
      column(changes, c => c.unread),
      column(changes, c => c.attachments),
      column(changes, c => c.minutesAllowed),
      column(changes, c => c.leftMs),
      column(changes, c => c.end?.outcome ?? null),
      column(changes, c => c.end?.at ?? null),
      column(changes, c => c.end?.onTime ?? null),
    ],
  );
}
