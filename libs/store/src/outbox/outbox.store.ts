// Writing to the outbox. An event is written in the transaction of the change that it tells of, or not at all.
import { prepared, type Tx } from '../database/database.js';

export const LANES = 16;

/** A change that others may want to know of. Ids instead of bodies. */
export interface OutboxEvent {
  topic: 'rail.messages' | 'rail.tickets' | 'rail.dead-letters';
  /** Events of one key keep their order: conversation for messages, ticket id for tickets. */
  key: string;
  /** Per ticket, gap-free, from 1; 0 where the key is no ticket. */
  seq: number;
  /** CloudEvents type without the version's suffix, past tense: message.received, ticket.opened. */
  type: string;
  payload: Record<string, unknown>;
}

/** FNV-1a: the same key is in the same lane on each instance and in each build. */
export function laneOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  return (hash >>> 0) % LANES;
}

/** Called after each commit that wrote events; apps wire it to the relay's wake-up. */
export type Wake = () => void;
let wake: Wake = () => undefined;
/** One relay a process: it is woken when this process committed events. Other processes are found by its poll. */
export function onOutboxWrite(listener: Wake): void {
  wake = listener;
}

/** Adds the events, in the order given, to the open transaction. */
export async function addToOutbox(tx: Tx, events: OutboxEvent[]): Promise<void> {
  if (events.length === 0) return;
  await prepared(
    tx,
    'add-to-outbox',
    `INSERT INTO outbox (topic, key, lane, seq, type, payload)
     SELECT * FROM unnest($1::text[], $2::text[], $3::smallint[], $4::int[], $5::text[], $6::jsonb[])`,
    [
      events.map(event => event.topic),
      events.map(event => event.key),
      events.map(event => laneOf(event.key)),
      events.map(event => event.seq),
      events.map(event => event.type),
      events.map(event => JSON.stringify(event.payload)),
    ],
  );
  wakeAfterCommit(tx);
}

export function wakeAfterCommit(tx: Tx): void {
  tx.afterCommit.push(wakeRelay);
}

/** After a statement that was a transaction by itself. */
export function wakeRelay(): void {
  wake();
}
