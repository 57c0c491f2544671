// What somebody outside posts to /in/<channel key>: raw bytes and headers in, envelopes or a refusal out. The router reads the body, stores before it
// answers (I1), and does the Idempotency-Key; a channel kind only says what the post is.
import type { TicketKind } from '#tickets';
import type { Channel } from '../channel.js';
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

/** What the router knows beside the post itself. */
export interface PostDoor {
  /** The API key that posts; null where the kind proves the sender itself. */
  sender: { keyId: string; keyName: string } | null;
  /**
   * Of this post, for envelopes that have no identity of their own: the same for the same bytes under one Idempotency-Key of one sender, else
   * never twice.
   */
  identity: string;
  /** The newest version; undefined where the house has no such kind. */
  kindOf(key: string): TicketKind | undefined;
}

/** Of a Content-Type, without its parameters, lower case; '' where there is none (RFC 9110, 8.3.1). */
export const mediaTypeOf = (contentType: string | undefined): string =>
  (contentType ?? '').split(';')[0]!.trim().toLowerCase();

export type PostRefusalStatus = 400 | 401 | 409 | 413 | 415 | 422;

export type PostReceipt =
  /** `answer` where the sender expects words of its own (Twilio wants TwiML); otherwise the router says which messages were stored. */
  | {
      outcome: 'taken';
      envelopes: Envelope[];
      answer?: { contentType: string; body: string };
      /** Said with 401 in place of the receipt where all of it is known already: a signature that was used before proves nothing. Nothing is stored. */
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
  /** False: with these settings nobody may post, and the channel looks as if it were not there. Left out: always. */
  isOpen?(settings: S): boolean;
  /** Ids of the API keys that may post; none, or left out: every key of the department. */
  keys?(settings: S): readonly string[];
  /** Bytes; more is refused with 413 before it is read. */
  limit(settings: S): number;
  /** Pure, and never throws for what a sender can send. The router always gives a door; without one nothing is known beside the post. */
  take(post: ReceivedPost, channel: Channel<S>, door?: PostDoor): PostReceipt;
}
