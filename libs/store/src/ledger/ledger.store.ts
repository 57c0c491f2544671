// The ledger's door: raw bytes become durable here, together with the event that tells of them, before their source is acknowledged (I1).
import type { Accepted, Envelope, HeldLease } from '#channels/contract';
import { type Database, prepared, query, rows, type Tx } from '../database/database.js';
import { storableJson } from '../database/storable.js';
import { StoreFault } from '../database/store.fault.js';
import { laneOf, wakeAfterCommit, wakeRelay } from '../outbox/outbox.store.js';
import { sha256 } from '../tickets/ticket.keys.js';

/** Which department each channel belonged to when it was opened; the ledger writes it on each message. */
export interface AcceptOptions {
  departmentOf: (channelId: number) => number;
  cursor?: { channelId: number; lease: HeldLease; value: unknown };
}

/** SHA-256 over channel and identity: the same input at the same source is one message, also when it is read again (I6). */
export const sourceKey = (channelId: number, identity: string): Buffer => sha256(`${channelId}\0${identity}`);

export class LedgerStore {
  constructor(private readonly database: Database) {}

  /**
   * One transaction for the whole batch. Resolves after the commit, one outcome per envelope in its order. An identity that is stored
   * already, or twice in the batch, is `known`. Rejects with LEASE.LOST, storing nothing, where the cursor's lease has passed to another.
   */
  async accept(envelopes: readonly Envelope[], options: AcceptOptions): Promise<Accepted[]> {
    const keys = envelopes.map(envelope => sourceKey(envelope.channelId, envelope.sourceIdentity));
    const { cursor, departmentOf } = options;
    if (!cursor) return this.acceptAlone(envelopes, keys, departmentOf);
    return this.database.transaction(async tx => {
      const stored = envelopes.length > 0 ? await insert(tx, envelopes, keys, departmentOf) : new Map<string, number>();
      const result = await outcomes(tx, keys, stored);
      await moveCursor(tx, cursor);
      if (stored.size > 0) wakeAfterCommit(tx);
      return result;
    });
  }

  /** Where nothing else belongs to it the one statement is the transaction: the round trips of its begin and its commit are saved. */
  private async acceptAlone(
    envelopes: readonly Envelope[],
    keys: Buffer[],
    departmentOf: AcceptOptions['departmentOf'],
  ): Promise<Accepted[]> {
    if (envelopes.length === 0) return [];
    const stored = await insert(this.database, envelopes, keys, departmentOf);
    if (stored.size > 0) wakeRelay();
    return outcomes(this.database, keys, stored);
  }

  async moveCursor(cursor: NonNullable<AcceptOptions['cursor']>): Promise<void> {
    await this.database.transaction(tx => moveCursor(tx, cursor));
  }

  async readCursor(channelId: number): Promise<unknown | null> {
    const [row] = await this.database.rows<{ cursor: unknown }>('SELECT cursor FROM channel WHERE id = $1', [
      channelId,
    ]);
    return row?.cursor ?? null;
  }

  /** Which of the identities are stored for this channel. */
  async knownIdentities(channelId: number, identities: string[]): Promise<Set<string>> {
    const keys = identities.map(identity => sourceKey(channelId, identity));
    const found = await this.database.rows<{ source_key: Buffer }>(
      'SELECT source_key FROM message WHERE source_key = ANY($1)',
      [keys],
    );
    const known = new Set(found.map(row => row.source_key.toString('hex')));
    return new Set(identities.filter((_, i) => known.has(keys[i]!.toString('hex'))));
  }
}

/** New messages in a transaction of somebody else: what one message holds for another channel. What is stored already stays as it is. */
export async function acceptInto(
  tx: Tx,
  given: readonly { envelope: Envelope; departmentId: number }[],
): Promise<void> {
  if (given.length === 0) return;
  const envelopes = given.map(one => one.envelope);
  const departments = new Map(given.map(one => [one.envelope.channelId, one.departmentId]));
  const keys = envelopes.map(envelope => sourceKey(envelope.channelId, envelope.sourceIdentity));
  const stored = await insert(tx, envelopes, keys, channelId => departments.get(channelId)!);
  if (stored.size > 0) wakeAfterCommit(tx);
}

// Bytes, message, counter and event in one statement: one round trip and one commit, however many mails. Blobs are inserted in the order of
// their hash, so that two batches that share some cannot wait for each other in a ring.
const ACCEPT = `
  WITH i AS (
    SELECT channel_id, department_id, oversize, transport, conversation_key, received_at, lane, n,
           substring($3::bytea FROM (n::int - 1) * 32 + 1 FOR 32) AS source_key, substring($4::bytea FROM (n::int - 1) * 32 + 1 FOR 32) AS raw_sha256,
           substring($5::bytea FROM start + 1 FOR size) AS bytes
      FROM unnest($1::int[], $2::int[], $6::int[], $7::int[], $8::jsonb[], $9::jsonb[], $10::text[], $11::timestamptz[], $12::smallint[])
           WITH ORDINALITY AS t(channel_id, department_id, start, size, oversize, transport, conversation_key, received_at, lane, n)
  ), b AS (
    INSERT INTO blob (sha256, size, bytes) SELECT DISTINCT ON (raw_sha256) raw_sha256, length(bytes), bytes FROM i ORDER BY raw_sha256
    ON CONFLICT DO NOTHING
  ), m AS (
    INSERT INTO message (channel_id, department_id, source_key, raw_sha256, size, oversize, transport, conversation_key, received_at)
    SELECT channel_id, department_id, source_key, raw_sha256, length(bytes), oversize, transport, conversation_key, received_at FROM i ORDER BY n
    ON CONFLICT (source_key) DO NOTHING
    RETURNING id, channel_id, department_id, source_key, conversation_key
  ), c AS (
    INSERT INTO ledger_counter AS l (channel_id, day, slot, accepted)
    SELECT channel_id, (now() AT TIME ZONE 'UTC')::date, pg_backend_pid() % 8, count(*) FROM m GROUP BY channel_id ORDER BY channel_id
    ON CONFLICT (channel_id, day, slot) DO UPDATE SET accepted = l.accepted + excluded.accepted
  ), o AS (
    INSERT INTO outbox (topic, key, lane, type, payload)
    SELECT 'rail.messages', m.conversation_key, l.lane, 'message.received',
           jsonb_build_object('messageId', m.id, 'channelId', m.channel_id, 'departmentId', m.department_id)
      FROM m JOIN (SELECT DISTINCT ON (source_key) source_key, lane FROM i) l USING (source_key) ORDER BY m.id
  )
  SELECT id, source_key FROM m`;

async function insert(
  on: Database | Tx,
  envelopes: readonly Envelope[],
  keys: Buffer[],
  departmentOf: (id: number) => number,
): Promise<Map<string, number>> {
  // The header may hold any bytes: the key that orders is its hash.
  const conversations = envelopes.map(envelope => sha256(envelope.conversationKey).toString('hex').slice(0, 32));
  const starts: number[] = [];
  let end = 0;
  for (const { raw } of envelopes) {
    starts.push(end);
    end += raw.length;
  }
  const found = await prepared<{ id: number; source_key: Buffer }>(on, 'ledger-accept', ACCEPT, [
    envelopes.map(envelope => envelope.channelId),
    envelopes.map(envelope => departmentOf(envelope.channelId)),
    // Bytes travel as three long values, which the driver sends as they are; elements of an array would travel as hexadecimal text.
    Buffer.concat(keys),
    Buffer.concat(envelopes.map(envelope => sha256(envelope.raw))),
    Buffer.concat(envelopes.map(envelope => envelope.raw)),
    starts,
    envelopes.map(envelope => envelope.raw.length),
    envelopes.map(envelope => (envelope.oversize ? JSON.stringify(envelope.oversize) : null)),
    envelopes.map(envelope => storableJson(envelope.transport)),
    conversations,
    envelopes.map(envelope => envelope.receivedAt),
    conversations.map(laneOf),
  ]);
  return new Map(found.map(row => [row.source_key.toString('hex'), row.id]));
}

async function outcomes(on: Database | Tx, keys: Buffer[], stored: Map<string, number>): Promise<Accepted[]> {
  const missing = keys.filter(key => !stored.has(key.toString('hex')));
  // A second statement sees what another instance has committed since the first one began.
  const known = missing.length
    ? await query<{ id: number; source_key: Buffer }>(
        on,
        'SELECT id, source_key FROM message WHERE source_key = ANY($1)',
        [missing],
      )
    : [];
  const byKey = new Map(known.map(row => [row.source_key.toString('hex'), row.id]));
  const seen = new Set<string>();
  return keys.map(key => {
    const hex = key.toString('hex');
    const fresh = stored.get(hex);
    if (fresh !== undefined && !seen.has(hex)) {
      seen.add(hex);
      return { outcome: 'stored', messageId: fresh };
    }
    const messageId = fresh ?? byKey.get(hex);
    if (messageId === undefined)
      throw new StoreFault('LEDGER.NOT_STORED', 'A message was neither stored nor known', true);
    return { outcome: 'known', messageId };
  });
}

/** Hits no row when the lease has passed on: the statement locks the lease, so that a takeover waits for this commit or goes first (I13, I14). */
async function moveCursor(tx: Tx, { channelId, lease, value }: NonNullable<AcceptOptions['cursor']>): Promise<void> {
  const moved = await rows<{ id: number }>(
    tx,
    `WITH held AS (SELECT fence FROM lease WHERE name = $3 AND fence = $4 AND expires_at > clock_timestamp() FOR SHARE)
     UPDATE channel SET cursor = $2, cursor_fence = $4 FROM held WHERE channel.id = $1 AND cursor_fence <= $4 RETURNING channel.id`,
    [channelId, JSON.stringify(value), lease.name, lease.fence],
  );
  if (moved.length === 0)
    throw new StoreFault('LEASE.LOST', `The lease ${lease.name} is held by another instance`, true);
}
