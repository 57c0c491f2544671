// A call that a person logs, by the same rules as one that a telephone system tells of; and what it would do, before it is logged.
import { businessOf, type CallEffectWords, type CallFacts, callerName, effectOf } from '#tickets';
import { emptyPlan } from '../conversion/conversion.plan.js';
import { readKnown, takeIds } from '../conversion/conversion.reader.js';
import { writeConversion } from '../conversion/conversion.writer.js';
import { readRouting } from '../conversion/routing.reader.js';
import { TicketPlan } from '../conversion/ticket.plan.js';
import { rows, type Tx } from '../database/database.js';
import { addressKey } from '../tickets/ticket.keys.js';
import type { Actor } from '../tickets/ticket.rules.js';
import { CallDesk, entriesForCalls } from './call.desk.js';
import { bookOf, type CallsRead, lockRails, readCalls, tiedAmong } from './call.reader.js';

export interface LoggedCall {
  departmentId: number;
  record: CallFacts;
  /** Mail address of whoever is outside, where it is known. */
  address: string | null;
  /** The ticket that it belongs to, as a person says. */
  meant: number | null;
}

export type LogOutcome =
  | { outcome: 'logged'; ticketId: number; effect: CallEffectWords }
  | { outcome: 'unknown-ticket' };

/** What it would do, as things stand: nothing is locked. */
export async function foreseeCall(tx: Tx, call: LoggedCall): Promise<CallEffectWords | 'unknown-ticket'> {
  const { read, meant } = await callerOf(tx, call);
  const tickets = await rows<{ id: number; kind: string; state: 'open'; departmentId: number }>(
    tx,
    'SELECT id, kind, state, department_id AS "departmentId" FROM ticket WHERE id = ANY($1::bigint[])',
    [read.ticketIds],
  );
  const progress = new Map(tickets.map(ticket => [ticket.id, ticket]));
  if (call.meant !== null && !isHere(progress.get(call.meant), call)) return 'unknown-ticket';
  const book = await bookOf(tx, read, progress);
  const tied = await tiedAmong(tx, read.ticketIds);
  const at = { key: call.record.callId, departmentId: call.departmentId, id: () => 0, meant: meant ?? undefined };
  const decision = book.decide(at, call.record);
  return effectOf({ ...decision, ends: decision.ends.filter(end => !tied.has(end.ticketId)) });
}

/** Locks the rail's calls and the caller's tickets until the transaction ends. Versions of the tickets rise: whoever works on one sees that it moved on. */
export async function logCall(
  tx: Tx,
  call: LoggedCall & { note: string; actor: Actor; now: Date },
): Promise<LogOutcome> {
  const { departmentId, record, address, actor, now } = call;
  await lockRails(tx, [departmentId]);
  const { read, meant } = await callerOf(tx, call);
  const wanted = { messageIdKeys: [], askIds: [], contentKeys: [], requesters: address ? [address.toLowerCase()] : [] };
  const { progress, index } = await readKnown(tx, { ...wanted, ticketIds: read.ticketIds });
  if (call.meant !== null && !isHere(progress.get(call.meant), call)) return { outcome: 'unknown-ticket' };
  const { departments, kinds } = await readRouting(tx);
  const ids = {
    ticket: await takeIds(tx, 'ticket', 1),
    entry: await takeIds(tx, 'entry', entriesForCalls(1, read.ticketIds.length)),
    call: await takeIds(tx, 'phone_call', 1),
  };
  const tickets = new TicketPlan(emptyPlan(), progress, kinds, {
    ticket: () => ids.ticket.shift()!,
    entry: () => ids.entry.shift()!,
  });
  const given = { callId: () => ids.call.shift()!, tied: await tiedAmong(tx, read.ticketIds), now };
  const existingCustomer = read.callers.some(one => one.customer) || (address !== null && index.isCustomer(address));
  const desk = new CallDesk(tickets, await bookOf(tx, read, progress), kinds, given);
  const { outside } = record;
  const { ticketId, decision } = desk.place({
    ...{ record, channelId: null, departmentId, wayIn: 'phone', receivedAt: now, priority: 'normal', tags: [] },
    calendar: departments.get(departmentId)!.calendar,
    subject: subjectOf(record),
    snippet: call.note.replace(/\s+/g, ' ').trim().slice(0, 180).toWellFormed(),
    requester: { name: callerName(outside), address, phone: outside.said || null },
    business: kind => businessOf({ existingCustomer, kind }),
    why: [`Logged by ${actor.name}`],
    entry: why => ({
      type: 'call',
      author: {
        kind: actor.userId === null ? 'system' : 'person',
        name: actor.name,
        address: null,
        userId: actor.userId,
      },
      ...{ messageId: null, part: 0, subject: subjectOf(record), text: call.note, html: null, attachments: [] },
      ...{ detail: { call: record, logged: true }, why, held: false, splitHint: false, at: now },
    }),
    ...{ meant: meant ?? undefined, loggedBy: actor.userId, messageId: null },
  });
  await writeConversion(tx, tickets.plan);
  return { outcome: 'logged', ticketId, effect: { ...effectOf(decision), ticketId } };
}

/** Also by mail address: somebody without a known number may have a ticket that is not over. */
async function callerOf(tx: Tx, call: LoggedCall): Promise<{ read: CallsRead; meant: number | null }> {
  const { departmentId, record, address } = call;
  const known = address === null ? null : await openTicketOf(tx, departmentId, address);
  const named = [call.meant, known].filter(id => id !== null);
  const read = await readCalls(tx, [{ channelId: null, departmentId, record }], named);
  if (call.meant !== null || known === null) return { read, meant: call.meant };
  const isMissed = record.direction === 'inbound' && record.outcome !== 'answered';
  if (record.outside.number === null) return { read, meant: isMissed ? null : known };
  return {
    read: { ...read, callers: read.callers.map(one => ({ ...one, openTicketId: one.openTicketId ?? known })) },
    meant: null,
  };
}

async function openTicketOf(tx: Tx, departmentId: number, address: string): Promise<number | null> {
  const [found] = await rows<{ id: number | null }>(
    tx,
    `SELECT max(t.id) AS id FROM contact c JOIN ticket t ON t.requester_id = c.id
      WHERE c.address_key = $1 AND t.department_id = $2 AND t.kind <> 'callback' AND t.state IN ('open', 'claimed', 'waiting')`,
    [addressKey(address), departmentId],
  );
  return found?.id ?? null;
}

const isHere = (ticket: { departmentId: number; state: string } | undefined, { departmentId }: LoggedCall): boolean =>
  ticket !== undefined && ticket.departmentId === departmentId && ticket.state !== 'merged';

const HOW: Record<CallFacts['outcome'], [inbound: string, outbound: string]> = {
  answered: ['Call from', 'Call to'],
  missed: ['Missed call from', 'Tried to call'],
  voicemail: ['Voicemail from', 'Left a message for'],
  busy: ['Missed call from', 'Tried to call'],
  failed: ['Missed call from', 'Tried to call'],
};

const subjectOf = ({ direction, outcome, outside }: CallFacts): string => {
  const number = outside.number ?? outside.said;
  const who = outside.name && number ? `${outside.name}, ${number}` : callerName(outside);
  return `${HOW[outcome][direction === 'inbound' ? 0 : 1]} ${who}`;
};
