// The ticket on the receiver's rail. It is made with the first offer and stays the same for the handoff's whole life: what was sent back and corrected
// comes back under its number. It carries everything that the receiver needs, and no address: the customer's conversation stays with the origin.
import { subjectKey } from '#tickets';
import { rows, type Tx } from '../database/database.js';
import { storableJson, storableText } from '../database/storable.js';
import { changeTicket, type NewTimelineEntry, NOT_DONE } from '../tickets/ticket.change.js';
import { type LockedTicket, lockTicket } from '../tickets/ticket.lock.js';
import type { HandoffRow, HandoffTerms } from './handoff.row.js';
import type { HandoffRequest } from './handoff.step.js';

export interface Placing {
  handoff: HandoffRow;
  terms: HandoffTerms;
  origin: LockedTicket;
  /** Undefined for the first offer. */
  ticket: LockedTicket | undefined;
  request: HandoffRequest;
  /** End of the time to accept it. */
  dueAt: Date;
}

/** Returns the ticket's number. */
export async function placeTicket(tx: Tx, placing: Placing): Promise<number> {
  const ticket = placing.ticket ?? (await openTicket(tx, placing));
  const entryId = await (placing.ticket ? bringBack(tx, placing, placing.ticket) : announce(tx, placing, ticket));
  await rows(
    tx,
    // The same bytes under the same names: the blobs are shared, the rows are the receiver's.
    `INSERT INTO attachment (entry_id, sha256, filename, content_type, size, content_id, inline)
     SELECT $2::bigint, a.sha256, a.filename, a.content_type, a.size, NULL, false
       FROM handoff_attachment f JOIN attachment a ON a.id = f.attachment_id WHERE f.handoff_id = $1 ORDER BY a.id`,
    [placing.handoff.id, entryId],
  );
  await rows(
    tx,
    `UPDATE ticket SET attachment_count = (SELECT count(*) FROM handoff_attachment WHERE handoff_id = $1) WHERE id = $2`,
    [placing.handoff.id, ticket.id],
  );
  return ticket.id;
}

async function openTicket(tx: Tx, { handoff, terms, origin, dueAt, request }: Placing): Promise<LockedTicket> {
  const subject = `${terms.contract.title}: ${origin.subject}`;
  const [made] = await rows<{ id: number }>(
    tx,
    `INSERT INTO ticket (department_id, way_in, kind, kind_version, fields, business, subject, subject_key, snippet, requester_name, received_at, due_at,
                         minutes_allowed, why)
     SELECT $1, 'handoff', $2, $3, $4::jsonb, o.business, $5, $6, $7, o.requester_name, $8, $9, $10, $11::jsonb FROM ticket o WHERE o.id = $12
     RETURNING id`,
    [
      handoff.toDepartmentId,
      handoff.kind,
      handoff.kindVersion,
      storableJson(handoff.fields),
      storableText(subject),
      subjectKey(storableText(subject)),
      storableText(handoff.note.replace(/\s+/g, ' ').trim().slice(0, 180)),
      request.now,
      dueAt,
      terms.contract.acceptMinutes,
      storableJson([
        `${terms.kind.title}, handed off by ${handoff.fromName} under "${terms.contract.title}"`,
        `To be accepted within ${terms.contract.acceptMinutes / 60} working hours`,
      ]),
      origin.id,
    ],
  );
  const ticket = await lockTicket(tx, made!.id);
  if (!ticket) throw new Error('the ticket that was just made is not there');
  return ticket;
}

async function announce(tx: Tx, placing: Placing, ticket: LockedTicket): Promise<number> {
  const { handoff, terms, request } = placing;
  const { entryIds } = await changeTicket(tx, {
    ticket,
    now: request.now,
    actor: request.actor,
    entries: [
      {
        type: 'state',
        text: `Placed on this rail by ${handoff.fromName}`,
        event: 'ticket.opened',
        detail: { change: { action: 'place', from: null, to: 'open', fromName: handoff.fromName } },
      },
      offerEntry(placing, `${handoff.fromName} hands off: ${terms.contract.title}`, {}),
    ],
  });
  return entryIds[1]!;
}

/** Sent back, corrected, offered again: the same ticket is on the rail again, with what is new in it. */
async function bringBack(tx: Tx, placing: Placing, ticket: LockedTicket): Promise<number> {
  const { handoff, terms, request, dueAt } = placing;
  const { entryIds } = await changeTicket(tx, {
    ticket,
    now: request.now,
    actor: request.actor,
    set: {
      state: 'open',
      ...NOT_DONE,
      due_at: dueAt,
      minutes_allowed: terms.contract.acceptMinutes,
      kind_version: handoff.kindVersion,
      fields: storableJson(handoff.fields),
      has_unread_answer: true,
    },
    entries: [
      offerEntry(placing, `${handoff.fromName} offers it again`, {
        changed: changedFields(ticket.fields, handoff.fields),
      }),
    ],
  });
  return entryIds[0]!;
}

function offerEntry({ handoff, terms }: Placing, title: string, more: Record<string, unknown>): NewTimelineEntry {
  return {
    type: 'handoff',
    text: handoff.note ? `${title}\n\n${handoff.note}` : title,
    event: 'handoff.offered',
    handoff: { id: handoff.id, side: 'receiver' },
    detail: {
      change: {
        action: 'offered',
        handoffId: handoff.id,
        title: terms.contract.title,
        fromName: handoff.fromName,
        ...more,
      },
    },
  };
}

/** Names of the top-level fields that differ. */
function changedFields(before: Record<string, unknown>, after: Record<string, unknown>): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter(name => JSON.stringify(before[name]) !== JSON.stringify(after[name])).sort();
}
