// Calls to rows: one statement for each thing that can change, none for a batch without calls.
import { column } from '../conversion/column.js';
import { prepared, type Tx } from '../database/database.js';
import { storableJson } from '../database/storable.js';
import { addressKey, sha256 } from '../tickets/ticket.keys.js';
import type { PhonePlan, PlannedCall } from './phone.plan.js';

/** phone_call.call_key: an id of 9 kB must not fail the index. */
export const callKey = (callId: string): Buffer => sha256(callId);

/** After the tickets, which the calls name, and before the entries, which name the calls. */
export async function writeCalls(tx: Tx, { calls, kept, ended, named, contacts }: PhonePlan): Promise<void> {
  if (calls.size > 0) await putCalls(tx, [...calls.values()]);
  if (kept.length > 0)
    await prepared(
      tx,
      'keep-calls',
      `UPDATE phone_call c SET promise = 'kept', kept_by = u.by FROM unnest($1::bigint[], $2::bigint[]) AS u(id, by) WHERE c.id = u.id`,
      [column(kept, one => one.id), column(kept, one => one.by)],
    );
  if (ended.length > 0)
    await prepared(
      tx,
      'end-by-call',
      `UPDATE ticket t SET ended_by_call = u.call FROM unnest($1::bigint[], $2::bigint[]) AS u(id, call) WHERE t.id = u.id`,
      [column(ended, one => one.ticketId), column(ended, one => one.callId)],
    );
  if (named.length > 0)
    await prepared(
      tx,
      'name-callbacks',
      `UPDATE ticket t SET requester_phone = u.phone FROM unnest($1::bigint[], $2::text[]) AS u(id, phone) WHERE t.id = u.id`,
      [column(named, one => one.ticketId), column(named, one => one.phone)],
    );
  if (contacts.length > 0)
    await prepared(
      tx,
      'contact-phones',
      `UPDATE contact c SET phone = u.phone FROM unnest($1::bytea[], $2::text[]) AS u(key, phone) WHERE c.address_key = u.key`,
      [column(contacts, one => addressKey(one.address)), column(contacts, one => one.phone)],
    );
}

async function putCalls(tx: Tx, calls: PlannedCall[]): Promise<void> {
  await prepared(
    tx,
    'put-calls',
    // The rail is locked since the calls were read: nobody else has written one of them meanwhile.
    `INSERT INTO phone_call (id, channel_id, call_key, department_id, number, direction, outcome, started_at, reached_at, promise, facts, ticket_id, logged_by)
     SELECT * FROM unnest($1::bigint[], $2::int[], $3::bytea[], $4::int[], $5::text[], $6::text[], $7::text[], $8::timestamptz[], $9::timestamptz[],
                          $10::text[], $11::jsonb[], $12::bigint[], $13::int[])
     ON CONFLICT (id) DO UPDATE SET department_id = excluded.department_id, number = excluded.number, direction = excluded.direction, outcome = excluded.outcome,
       started_at = excluded.started_at, reached_at = excluded.reached_at, promise = excluded.promise, facts = excluded.facts,
       ticket_id = excluded.ticket_id`,
    [
      column(calls, c => c.id),
      column(calls, c => c.channelId),
      column(calls, c => callKey(c.facts.callId)),
      column(calls, c => c.departmentId),
      column(calls, c => c.number),
      column(calls, c => c.facts.direction),
      column(calls, c => c.facts.outcome),
      column(calls, c => new Date(c.facts.startedAt)),
      column(calls, c => c.reachedAt),
      column(calls, c => c.promise),
      column(calls, c => storableJson(c.facts)),
      column(calls, c => c.ticketId),
      column(calls, c => c.loggedBy),
    ],
  );
}

/** Calls go on where their ticket does. */
export async function passCallsOn(tx: Tx, from: number, to: number): Promise<void> {
  await prepared(tx, 'pass-calls-on', 'UPDATE phone_call SET ticket_id = $2 WHERE ticket_id = $1', [from, to]);
}
