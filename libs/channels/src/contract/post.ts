// What somebody outside posts to /in/<channel key>: raw bytes and headers in, envelopes or a refusal out. The router reads the body, stores before it
// answers (I1), and does the Idempotency-Key; a channel kind only says what the post is.
import type { Channel } from './channel.js';
import type { Envelope } from './envelope.js';

export interface ReceivedPost {
  /** As the sender saw it: scheme, host, path and query. Some signatures cover it. */
  url: string;
  /** Lower-case names; several of one name joined with ", ". */
  headers: Readonly<Record<string, string>>;
  /** The bytes as they came: signatures cover these. */
  body: Buffer;
  remoteAddress: string;
  receivedAt: Date;
}

export type PostRefusalStatus = 400 | 401 | 409 | 413 | 415 | 422;

export type PostReceipt =
  /** `answer` where the sender expects words of its own (Twilio wants TwiML); otherwise the router says which messages were stored. */
  | {
      outcome: 'taken';
      envelopes: Envelope[];
      answer?: { contentType: string; body: string };
      /** Said with 409 in place of the receipt where all of it is known already: for signed posts a replay, which changes nothing. */
      ifKnown?: { code: string; detail: string };
    }
  /** `detail` is shown to the sender; `errors` name the places (RFC 9457, with RFC 6901 pointers). */
  | {
      outcome: 'refused';
      status: PostRefusalStatus;
      code: string;
      detail: string;
      errors?: { pointer: string; detail: string }[];
    };

export interface PostTaker<S = unknown> {
  /** `key`: the router asks for an API key of the house. `own`: the kind proves the sender itself, from a signature or a secret of the channel. */
  proof(settings: S): 'key' | 'own';
  /** Bytes; more is refused with 413 before it is read. */
  limit(settings: S): number;
  /** Pure, and never throws for what a sender can send. */
  take(post: ReceivedPost, channel: Channel<S>): PostReceipt;
}
