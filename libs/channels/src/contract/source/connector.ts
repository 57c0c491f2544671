// The contract of a connector: it takes messages from a source into the ledger, under a lease where one instance must do it alone.

import type { Health } from '../channel.js';
import type { OutsidePorts } from '../outside.js';
import type { CatchUpPorts } from './catch.up.js';
import type { Accepted, Envelope } from './envelope.js';
import type { TopicReading, TopicSource, TopicTaker } from './topic.js';

/** A fenced lease: `fence` rises with each new holder; each write of a holder carries it, so that a stale holder changes nothing. */
export interface HeldLease {
  name: string;
  fence: number;
  /** Aborted when the lease is lost or given up: stop writing at once. */
  lost: AbortSignal;
}

/**
 * What a connector may do to the house. Implemented by apps/router over the stores; faked in the channels' own tests.
 * Everything that a connector must not lose goes through here.
 */
export interface ConnectorPorts extends OutsidePorts {
  /**
   * Store raw bytes durably. Resolves only after the commit: acknowledge the source after this, never before (I1).
   * Rejects with `retryable: true` while the database is away; the source must then keep the message.
   * With `cursor`, the cursor moves in the same transaction, under the lease's fence (I13, I14); a lost lease rejects
   * with code `LEASE.LOST` and stores nothing.
   */
  accept(envelopes: Envelope[], cursor?: { lease: HeldLease; value: unknown }): Promise<Accepted[]>;
  /** The cursor last committed for this channel, or null. */
  readCursor(channelId: number): Promise<unknown | null>;
  /** Move the cursor alone (nothing new to store). Same fencing as accept. */
  moveCursor(channelId: number, lease: HeldLease, value: unknown): Promise<void>;
  /** Waits until this instance holds the lease, renews it until `signal` aborts. */
  holdLease(name: string, signal: AbortSignal): Promise<HeldLease>;
  /** Which of these source identities of the channel are stored already. Used by resync to skip downloads. */
  knownIdentities(channelId: number, identities: string[]): Promise<Set<string>>;
  /** A secret as it is stored now, by this or another instance; null where there is none. */
  readSecret(channelId: number, name: string): Promise<string | null>;
  /**
   * Stores a value that the other side rotated. Resolves after the commit. Under a lock of the channel: where something other than `replaces` is
   * stored by now (ops entered another one, or another instance was faster) nothing changes, and the answer is `superseded`. Does not count
   * as a change of the channel: connectors run on.
   */
  saveSecret(channelId: number, name: string, value: string, replaces: string): Promise<'saved' | 'superseded'>;
  /** Resolves when the first attempt to join was made; goes on by itself until it is stopped. */
  readTopic(source: TopicSource, taker: TopicTaker): Promise<TopicReading>;
  /** Left out: nobody asks for a second look here. */
  catchUps?: CatchUpPorts;
  /** Shown to ops on the channel, and in metrics. */
  reportHealth(channelId: number, health: Health): void;
  log: {
    info(fields: object, text: string): void;
    warn(fields: object, text: string): void;
    error(fields: object, text: string): void;
  };
}

export interface Connector {
  /** Resolves when the first attempt was made, not when it succeeded: failures are reported as health and retried inside. */
  start(): Promise<void>;
  /** Finishes what was begun, gives up leases, closes sockets. Never rejects. */
  stop(): Promise<void>;
}
