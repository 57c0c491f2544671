// The contract of a channel kind. A new kind is one folder that exports a ChannelKind, and one line in registry.ts.

import type { ZodType } from 'zod';
import type { KindBook, Quarantine, TicketDraft, TradeIdentity, TradeStandard, TradingPartner } from '#tickets';
import type { CatchUpPorts, ChannelCare } from './care.js';
import type { Accepted, Envelope } from './envelope.js';
import type { Acknowledgement, InterchangeFacts, ReturnedAcknowledgement } from './interchange.js';
import type { OutsidePorts } from './outside.js';
import type { PostTaker } from './post.js';
import type { SettingsGuide } from './settings.guide.js';
import type { TopicReading, TopicSource, TopicTaker } from './topic.js';
import type { TestStep, TrialPorts } from './trial/test.step.js';

/** A configured channel as its connector sees it: settings validated, secrets decrypted. */
export interface Channel<S = unknown> {
  id: number;
  key: string;
  kind: string;
  name: string;
  departmentId: number;
  settings: S;
  secrets: Record<string, string>;
}

export type Health =
  | { state: 'starting' }
  /** `warning`: one plain sentence for ops about what will fail soon, unless somebody acts. */
  | { state: 'ok'; at: Date; detail?: string; warning?: string }
  | { state: 'standby'; detail: string }
  /** `problem` is one plain sentence; `retryAt` when the connector will try again by itself. */
  | { state: 'failing'; at: Date; problem: string; code: string; retryAt: Date | null };

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

/** What the converter made of one message. `suppressed` names the rule. */
export interface Conversion {
  drafts: TicketDraft[];
  /** Decoded bytes of each distinct attachment, by hex SHA-256. */
  blobs: Map<string, Uint8Array>;
  suppressed: string | null;
  /** One plain sentence for whoever looks at what was suppressed. */
  suppressedDetail?: string;
  quarantined: Quarantine[];
  /** EDI only. Drafts, quarantined sets and acknowledgements are decided and committed together. */
  interchange?: InterchangeFacts;
  /** What to answer the partner. */
  answers?: Acknowledgement[];
  returned?: ReturnedAcknowledgement[];
}

export interface ConvertInput {
  raw: Uint8Array;
  oversize?: { declaredBytes: number; limitBytes: number };
  transport: Record<string, unknown>;
  /** Of the channel, as they are stored now; the same object for all messages of a batch. */
  settings?: Record<string, unknown>;
  /** Domains of the own organisation: senders there are colleagues. */
  organisationDomains: string[];
  /** Names of the own mail servers whose Authentication-Results are believed (RFC 8601); none: nothing proves a sender. */
  authServers?: string[];
  /** The trading partner whose interchange it is, see ChannelKind.senderOf; null where nobody knows the sender. */
  partner?: TradingPartner | null;
  /** See ChannelKind.readsKinds. */
  kinds?: KindBook;
}

/** Pure: bytes in, drafts out. Never throws for what a sender can send: that is quarantine with a reason. */
export interface Converter {
  /** Positions answer: result i belongs to input i. A batch shares one trip to the worker. */
  convert(batch: ConvertInput[]): Promise<Conversion[]>;
  close(): Promise<void>;
}

/** Bytes that were committed with the decision to send; every attempt sends exactly these. */
export interface OutboundMail {
  outboundId: number;
  raw: Buffer;
  /** RFC 5321 reverse-path and forward-paths. */
  envelope: { from: string; to: string[] };
}

export type RecipientOutcome =
  | { address: string; outcome: 'sent'; response: string }
  /** 4xx before acceptance: try again later. */
  | {
      address: string;
      outcome: 'deferred';
      response: string;
      /** The channel itself cannot send: a name, a connection, a sign-in, its settings. That is told of as a fault of the channel. */
      heldUp?: true;
    }
  /** 5xx: tell the agent. */
  | { address: string; outcome: 'failed'; response: string }
  /** No answer after DATA was sent: may or may not have been accepted. Never retried by itself. */
  | { address: string; outcome: 'unknown'; response: string };

export interface Deliverer {
  /** Exactly one outcome per recipient of the envelope, in its order. Never rejects. */
  deliver(mail: OutboundMail): Promise<RecipientOutcome[]>;
  close(): Promise<void>;
}

/** What a deliverer may do to the house: sign in with secrets that the other side rotates. */
export type DelivererPorts = Pick<
  ConnectorPorts,
  'readSecret' | 'saveSecret' | 'holdLease' | 'log' | 'reach' | 'fetch'
>;

export interface ChannelKind<S = unknown> {
  kind: string;
  title: string;
  settings: ZodType<S>;
  /** Names of the values that are stored encrypted and never shown, e.g. `imap.password`. */
  secretNames: readonly string[];
  /** Left out: a form calls the settings by their names. */
  guide?: SettingsGuide;
  connect(channel: Channel<S>, ports: ConnectorPorts): Connector[];
  /** `threads`: of the worker pool, at most. */
  converter(options?: { threads?: number }): Converter;
  deliverer?(channel: Channel<S>, ports?: DelivererPorts): Deliverer;
  /** Whose message it says it is, from its first bytes; null where it cannot be told. Pure; the router finds the partner with it. */
  senderOf?(raw: Uint8Array): { standard: TradeStandard; sender: TradeIdentity; receiver: TradeIdentity } | null;
  /** Where it takes messages away from, as one text; null where from nowhere. Two channels that take from one place would take from each other. */
  takesFrom?(settings: S): string | null;
  /** For whoever looks after its channels; left out: nothing can be tried and nothing looked at again. */
  care?: ChannelCare<S>;
  /** Its converter judges fields by the ticket kinds, and so is told them; it runs in the router's own thread. */
  readsKinds?: boolean;
  /** Set where somebody may post into it. */
  posts?: PostTaker<S>;
  /** Tries what the settings say, as connect() would, and takes nothing from the source. Never rejects. Left out: nothing connects. */
  test?(channel: Channel<S>, ports: TrialPorts): Promise<TestStep[]>;
  /** A file that somebody drops, as the messages that its source would make of it; `most` of them. Left out: the file is one message. */
  samples?(file: { name: string; bytes: Buffer }, settings: S, most: number): Sample[];
}

/** See ChannelKind.samples. */
export type Sample = Pick<ConvertInput, 'raw' | 'oversize' | 'transport'>;
