// What a connector hands to the ledger: raw bytes, where they came from, and nothing interpreted.

export interface Envelope {
  channelId: number;
  /**
   * Identity of this input at its source, stable over re-reads. Two envelopes of one channel with equal identity are one message.
   * Mail: hex SHA-256 of the raw bytes, so that a changed UIDVALIDITY yields nothing twice. Never shown; the ledger hashes it.
   */
  sourceIdentity: string;
  raw: Buffer;
  /** Set where the source refused or we declined the whole: raw then holds the header section only. */
  oversize?: { declaredBytes: number; limitBytes: number };
  receivedAt: Date;
  /** Orders related messages: messages with equal keys are converted in the order of their arrival. */
  conversationKey: string;
  /** Facts of the transport, small and JSON-safe: { mailFrom, rcptTo[], folder, uid, uidValidity, remoteAddress }. */
  transport: Record<string, unknown>;
}

/** One outcome per envelope, in the order given. `known`: this identity was stored before; acknowledge it all the same. */
export type Accepted = { outcome: 'stored'; messageId: number } | { outcome: 'known'; messageId: number };
