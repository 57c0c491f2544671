// What a converter makes of a message: the common shape that decide() understands, whatever the channel.
import type { CallFacts } from './phone/call.js';

export interface MailboxAddress {
  /** Display name, '' where there is none. */
  name: string;
  /** Lower-case domain, local part as written. '' where unusable. */
  address: string;
}

export interface DraftAttachment {
  filename: string;
  contentType: string;
  /** Bytes after transfer decoding. */
  size: number;
  /** Hex SHA-256 of the decoded bytes. */
  sha256: string;
  /** RFC 2392 Content-ID without angle brackets, for images shown inside the text. */
  contentId?: string;
  /** True where the HTML refers to it by its Content-ID. */
  inline?: boolean;
}

export interface DeliveryReport {
  recipient: string;
  /** As the sender wrote it (RFC 3464, 2.3.1), where a forwarding on the way changed it. */
  originalRecipient?: string;
  /** RFC 3463 enhanced status, e.g. 5.1.1; '' where unknown. */
  status: string;
  /** RFC 3464 action: failed, delayed, delivered, relayed, expanded. */
  action: string;
  diagnostic?: string;
}

export interface Automatic {
  isBounce: boolean;
  isAutoReply: boolean;
  isBulk: boolean;
  isComplaint: boolean;
  reports: DeliveryReport[];
  /** Message-ID (with angle brackets) of the mail that the report is about. */
  originalMessageId?: string;
  /** Subject of that mail: a report that names no Message-ID is joined by the token in it. */
  originalSubject?: string;
}

/** Of what comes by no mail: no machine's mark is on it. */
export const notAutomatic = (): Automatic => ({
  isBounce: false,
  isAutoReply: false,
  isBulk: false,
  isComplaint: false,
  reports: [],
});

/** A colleague handed a customer's request over: how it was read, for a person to judge. */
export interface DraftForward {
  /** `attached`: the mail itself; `inline`: in the text of a mail; `page`: told on the forward page. */
  way: 'attached' | 'inline' | 'page';
  /** That the requester is the one who asked. `none`: nobody was found, and the colleague stands as requester. */
  confidence: 'certain' | 'likely' | 'unsure' | 'none';
  /** One plain sentence: how it was read. */
  how: string;
  /** Whether the colleague's own name is proven: signed in, or by the word of our mail server. */
  colleague: 'proven' | 'unchecked';
  /** What the colleague typed above it: for colleagues only, never sent to the customer. */
  note: string;
  /** What the colleague said of its haste, on the page. */
  haste?: 'today' | 'now';
}

export interface TicketDraft {
  kind: string;
  subject: string;
  requester: { name: string; address?: string; phone?: string };
  /** The author of this message where it is not the requester (an agent's own mail, Sender). */
  author?: MailboxAddress;
  to: MailboxAddress[];
  cc: MailboxAddress[];
  /** Full plain text, never trimmed; derived from the HTML where the mail has only that. */
  text: string;
  /** Sanitised HTML, or null where the mail has none. */
  html: string | null;
  attachments: DraftAttachment[];
  /** Message-ID with angle brackets, or null. */
  messageId: string | null;
  inReplyTo: string | null;
  references: string[];
  automatic: Automatic;
  /** It says that one of us wrote it, and a mail server says that this is not so (RFC 8601): it is nobody's word of ours. */
  refuted?: boolean;
  forwardedBy: MailboxAddress | null;
  /** Set where `forwardedBy` is. */
  forward?: DraftForward;
  /** ISO 8601 instant of the Date header, or null where missing or unusable. */
  sentAt: string | null;
  /** Addresses that this mail was delivered to, best first: Delivered-To, X-Original-To, Envelope-To, then To, Cc. */
  deliveredTo: string[];
  /** Hex SHA-256 over what a reader sees (author, subject, date, text, attachments' hashes): two copies of one mail agree. */
  contentKey: string;
  /** Values of the kind's own fields. */
  fields: Record<string, unknown>;
  /** Named things a person should know: 'charset guessed', 'boundary missing'. */
  warnings: string[];
  /** Set where the message holds several: which of them this is, from 1, and its bytes. Absent: the message is this one thing. */
  part?: { number: number; byteStart: number; byteEnd: number };
  /** A trade document, and how it finds its order. */
  trade?: DraftTrade;
  /** Named by a system that may post here: all that name it stand on one ticket, and whoever writes in it takes part. */
  conversation?: string;
  /** A telephone call: decided by who called and what came of it, not by threads. */
  call?: CallFacts;
}

export interface DraftTrade {
  /** Of this document. */
  documentNumber: string;
  /** A change or a question joins the ticket of this order, where the partner has one; null: it opens a ticket of its own. */
  joinsOrder: string | null;
  /** Purpose `original`: the number should be new. */
  original: boolean;
}

export interface Position {
  byte?: number;
  segment?: number;
  element?: number;
  /** Of a file of records: line and column, from 1. */
  row?: number;
  column?: number;
  /** In JSON or a form, RFC 6901. */
  pointer?: string;
}

export interface Quarantine {
  /** Stable code, e.g. `mail.too-many-parts`. */
  reason: string;
  /** One plain sentence for ops. */
  detail?: string;
  position?: Position;
  /** Set where the message holds several: which of them, from 1, and its bytes. The others flow on. Absent: the whole message. */
  part?: { number: number; byteStart: number; byteEnd: number };
  /** `850`, `ORDERS` and its reference, where they could be read. */
  documentType?: string;
  documentRef?: string;
}
