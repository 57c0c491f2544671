// The contract of a converter: raw bytes in, drafts of tickets out.
import type { KindBook, Quarantine, TicketDraft, TradingPartner } from '#tickets';
import type { Acknowledgement, InterchangeFacts, ReturnedAcknowledgement } from './interchange.js';

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
