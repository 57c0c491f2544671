// Standard work on a ticket: the fields of its kind, the items of its checklist, and when it is brought up again.
import { checkFields, propertiesOf, titleOf } from '#tickets';
import { rows, type Tx } from '../../database/database.js';
import { storableJson } from '../../database/storable.js';
import { pinnedKind } from '../../definitions/pinned.kind.js';
import { noticePromise } from '../promise.notice.js';
import { filledIn, sameValue, sentFaults } from '../sent.fields.js';
import { changeTicket, renewal } from '../ticket.change.js';
import { lockTicket } from '../ticket.lock.js';
import { refusal, refused, type TicketOutcome, type TicketRequest } from '../ticket.rules.js';

const LARGEST_FIELDS = 500_000;

/**
 * Lays the values over those that stand; null takes one away. TICKET.FIELDS_INVALID with each place (/fields/<name>): a value that the kind's schema
 * refuses, a name that it does not know, or another value for a field that is read-only (what a partner ordered). What stands already is not judged
 * again: a ticket keeps what it came with.
 */
export async function setFields(
  tx: Tx,
  request: TicketRequest & { fields: Record<string, unknown> },
): Promise<TicketOutcome> {
  const ticket = await lockTicket(tx, request.ticketId);
  const no = refusal('set-fields', ticket, request);
  if (no || !ticket) return no ?? { outcome: 'unknown-ticket' };
  const kind = await pinnedKind(tx, ticket);
  const schema = kind?.schema ?? { type: 'object', properties: {} };
  const known = propertiesOf(schema);
  const given = Object.entries(request.fields);
  const strange = given
    .filter(([name]) => !Object.hasOwn(known, name))
    .map(([name]) => ({ pointer: `/fields/${name}`, detail: `This kind of ticket has no field "${name}"` }));
  const wrong = checkFields(schema, Object.fromEntries(given), { partial: true }).map(fault => ({
    ...fault,
    pointer: `/fields${fault.pointer}`,
  }));
  const faults = [...strange, ...sentFaults(schema, ticket.fields, request.fields), ...wrong];
  if (faults.length > 0) return refused('TICKET.FIELDS_INVALID', faults[0]!.detail, faults);
  const fields: Record<string, unknown> = { ...ticket.fields };
  for (const [name, value] of given) {
    if (value === null) delete fields[name];
    else fields[name] = value;
  }
  // A name that the kind does not know came with the message: nobody can have filled it in.
  const own = Object.fromEntries(Object.entries(fields).filter(([name]) => Object.hasOwn(known, name)));
  if (storableJson(filledIn(schema, own)).length > LARGEST_FIELDS)
    return refused('TICKET.FIELDS_INVALID', 'The fields hold more than 500 kB', [
      { pointer: '/fields', detail: 'Hold more than 500 kB' },
    ]);
  const changed = given.map(([name]) => name).filter(name => !sameValue(ticket.fields[name], fields[name]));
  const { version } = await changeTicket(tx, {
    ticket,
    now: request.now,
    actor: request.actor,
    set: { fields: storableJson(fields) },
    hold: renewal(ticket, request),
    entries: [
      {
        type: 'state',
        text:
          changed.length === 0 ? 'Fields saved' : `Changed: ${changed.map(name => titleOf(schema, name)).join(', ')}`,
        event: 'ticket.changed',
        detail: {
          change: {
            action: 'set-fields',
            from: ticket.state,
            to: ticket.state,
            fields: changed.map(name => ({
              name,
              title: titleOf(schema, name),
              before: ticket.fields[name] ?? null,
              after: fields[name] ?? null,
            })),
          },
        },
      },
    ],
  });
  const promised = Object.keys(known).find(name => known[name]?.['x-promise'] === true);
  if (promised && changed.includes(promised))
    await noticePromise(
      tx,
      ticket,
      { before: dayOf(ticket.fields[promised]), after: dayOf(fields[promised]) },
      request,
    );
  return { outcome: 'changed', version };
}

const dayOf = (value: unknown): string | null =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : null;

/** Ticks an item of the kind's checklist, or takes the tick away. TICKET.UNKNOWN_ITEM. Ticking twice is once. */
export async function tickItem(
  tx: Tx,
  request: TicketRequest & { item: string; done: boolean },
): Promise<TicketOutcome> {
  const ticket = await lockTicket(tx, request.ticketId);
  const no = refusal('tick', ticket, request);
  if (no || !ticket) return no ?? { outcome: 'unknown-ticket' };
  const item = (await pinnedKind(tx, ticket))?.checklist.find(one => one.key === request.item);
  if (!item)
    return refused('TICKET.UNKNOWN_ITEM', 'The checklist of this ticket has no such item', [
      { pointer: '/item', detail: 'Is no item of the checklist' },
    ]);
  const { [item.key]: _, ...others } = ticket.checklist;
  const { userId, name } = request.actor;
  const tick = { by: name, userId, at: request.now.toISOString() };
  const checklist = request.done ? { ...others, [item.key]: ticket.checklist[item.key] ?? tick } : others;
  const { version } = await changeTicket(tx, {
    ticket,
    now: request.now,
    actor: request.actor,
    set: { checklist: storableJson(checklist) },
    hold: renewal(ticket, request),
    entries: [
      {
        type: 'state',
        text: request.done ? `Ticked: ${item.title}` : `No longer ticked: ${item.title}`,
        event: 'ticket.changed',
        detail: {
          change: { action: request.done ? 'tick' : 'untick', from: ticket.state, to: ticket.state, item: item.key },
        },
      },
    ],
  });
  return { outcome: 'changed', version };
}

/** The ticket is brought up again at that time, whatever its state; null: not any more. TICKET.FOLLOW_UP_PAST. Brought up by follow-up.sweep.ts. */
export async function followUp(
  tx: Tx,
  request: TicketRequest & { at: Date | null; note: string },
): Promise<TicketOutcome> {
  const ticket = await lockTicket(tx, request.ticketId);
  const no = refusal('follow-up', ticket, request);
  if (no || !ticket) return no ?? { outcome: 'unknown-ticket' };
  if (request.at !== null && request.at <= request.now)
    return refused('TICKET.FOLLOW_UP_PAST', 'Choose a time to come', [{ pointer: '/at', detail: 'Lies in the past' }]);
  const { version } = await changeTicket(tx, {
    ticket,
    now: request.now,
    actor: request.actor,
    set: { follow_up_at: request.at, follow_up_note: request.at === null ? '' : request.note },
    hold: renewal(ticket, request),
    entries: [
      {
        type: 'state',
        text: request.at === null ? 'No follow-up any more' : 'To be followed up',
        event: 'ticket.changed',
        detail: {
          change: {
            action: 'follow-up',
            from: ticket.state,
            to: ticket.state,
            at: request.at?.toISOString() ?? null,
            note: request.note,
          },
        },
      },
    ],
  });
  return { outcome: 'changed', version };
}

/** An order that was entered makes its requester an existing customer; one that was reopened takes that back. */
export async function countOrder(tx: Tx, ticketId: number, by: 1 | -1): Promise<void> {
  await rows(
    tx,
    `UPDATE contact SET orders_seen = greatest(0, orders_seen + $2::int) WHERE id = (SELECT requester_id FROM ticket WHERE id = $1)`,
    [ticketId, by],
  );
}
