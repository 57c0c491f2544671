// The contract of a deliverer: it sends what was committed, and says what became of it for each recipient.
import type { ConnectorPorts } from './source/connector.js';

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
