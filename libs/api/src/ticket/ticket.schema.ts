// One ticket. GET /tickets/:id (ETag "v<version>") · GET /tickets/:id/entries?cursor= · GET /attachments/:id · GET /messages/:id/raw
import { z } from 'zod';
import { Handoff, HandoffOffer, HandoffSummary } from '../flow/handoff.schema.js';
import { AttachmentRule, FieldFault } from '../flow/kind.schema.js';
import { CallRecord } from './call.schema.js';
import { Person, Slip } from './rail.schema.js';
import { UploadLimits } from './upload.schema.js';

export const Attachment = z.object({
  id: z.int(),
  filename: z.string(),
  contentType: z.string(),
  size: z.int(),
  sha256: z.string(),
  /** Content-ID for pictures inside the HTML: `cid:<contentId>` is shown from /attachments/:id. */
  contentId: z.string().nullable(),
  inline: z.boolean(),
});
export type Attachment = z.infer<typeof Attachment>;

export const Address = z.object({ name: z.string(), address: z.string() });

export const Delivery = z.object({
  outboundId: z.int(),
  state: z.enum(['queued', 'sending', 'sent', 'failed', 'unknown', 'cancelled']),
  /** Until then the reply can be undone; null once it has left. */
  undoUntil: z.string().nullable(),
  recipients: z.array(
    z.object({
      address: z.string(),
      state: z.enum(['queued', 'sent', 'deferred', 'failed', 'unknown']),
      response: z.string().nullable(),
      /** What a delivery report said after it had left; null where none came. */
      report: z.object({ at: z.string(), action: z.string(), status: z.string(), diagnostic: z.string() }).nullable(),
    }),
  ),
  attempts: z.int(),
  nextAttemptAt: z.string().nullable(),
});

export const Entry = z.object({
  id: z.int(),
  seq: z.int(),
  type: z.enum(['message', 'reply', 'note', 'state', 'delivery', 'handoff', 'call']),
  at: z.string(),
  author: z.object({
    kind: z.enum(['contact', 'person', 'system']),
    name: z.string(),
    address: z.string().nullable(),
    initials: z.string(),
  }),
  subject: z.string().nullable(),
  to: z.array(Address),
  cc: z.array(Address),
  /** Full text, and the part that is new in it (quotes and signature trimmed, for display only). */
  text: z.string(),
  freshText: z.string(),
  /** Sanitised at ingestion; sanitise again and show in a sandboxed frame. Remote pictures are held back as data-remote-src. */
  html: z.string().nullable(),
  attachments: z.array(Attachment),
  /** Messages only: why it is on this ticket, e.g. "matched References <…> of #123". */
  why: z.string().nullable(),
  /** A valid thread id from somebody who takes no part in the ticket: shown as unverified, not as the customer's word. */
  held: z.boolean(),
  splitHint: z.boolean(),
  /** What a person decided of a message that was held. A discarded one stays held, and its raw bytes stay in the ledger. */
  verdict: z
    .object({ how: z.enum(['approved', 'discarded']), by: z.string(), at: z.string(), reason: z.string() })
    .nullable(),
  /** Mail that no person sent just now (RFC 3464, 3834, 5965); null for all else. Never answered by a machine. */
  automatic: z
    .object({
      isBounce: z.boolean(),
      isAutoReply: z.boolean(),
      isBulk: z.boolean(),
      isComplaint: z.boolean(),
      /** Each recipient that a delivery report tells of: status as RFC 3463 writes it, '' where unknown. */
      reports: z.array(
        z.object({ recipient: z.string(), status: z.string(), action: z.string(), diagnostic: z.string() }),
      ),
    })
    .nullable(),
  /** Set where a colleague handed it over: who, and how sure it is that the author is the one who asked. `none`: nobody was found in it. */
  forward: z
    .object({
      by: Address.nullable(),
      confidence: z.enum(['certain', 'likely', 'unsure', 'none']),
      how: z.string(),
      colleague: z.enum(['proven', 'unchecked']),
    })
    .nullable(),
  messageId: z.int().nullable(),
  /** Of a form: what whoever filled it in was told. */
  reference: z.string().nullable(),
  /** Which trade document of the message; 0: it holds none. */
  part: z.int(),
  delivery: Delivery.nullable(),
  /** State entries: what happened, { from, to, reason, outcome, … } */
  change: z.record(z.string(), z.unknown()).nullable(),
  warnings: z.array(z.string()),
  /** What one record said of a telephone call. */
  call: CallRecord.nullable(),
});
export type Entry = z.infer<typeof Entry>;

export const TicketLink = z.object({
  relation: z.enum(['follows', 'followed-by', 'merged-from', 'merged-into', 'same-mail']),
  ticketId: z.int(),
  subject: z.string(),
  departmentName: z.string(),
});

export const Ticket = Slip.extend({
  /** Newest 200 entries in order of seq. Earlier ones: GET /tickets/:id/entries?before=<seq> */
  entries: z.array(Entry),
  hasEarlier: z.boolean(),
  outcomes: z.array(z.object({ code: z.string(), title: z.string() })),
  /** The kind as it was when the ticket was opened. */
  kindVersion: z.int(),
  kindCurrentVersion: z.int(),
  schema: z.record(z.string(), z.unknown()),
  /** Of a trade document the first 50 lines: all of them stand in its documents. */
  fields: z.record(z.string(), z.unknown()),
  /** Lines of a trade document that `fields` leaves out. */
  linesLeftOut: z.int(),
  /** Trade documents on this ticket: GET /tickets/:id/documents */
  documents: z.int(),
  requiredToClose: z.array(z.string()),
  attachmentRules: z.array(AttachmentRule),
  checklistItems: z.array(
    z.object({
      key: z.string(),
      title: z.string(),
      required: z.boolean(),
      done: z.object({ by: z.string(), at: z.string() }).nullable(),
    }),
  ),
  /** What keeps it from being done: checklist items (/checklist/<key>), fields (/fields/<name>), handoffs (/handoffs/<id>). */
  closeFaults: z.array(FieldFault),
  followUpNote: z.string(),
  /** Sent from this ticket, newest first, and the one that this ticket is. */
  handoffs: z.array(HandoffSummary),
  received: Handoff.nullable(),
  offers: z.array(HandoffOffer),
  /** An order's promised date changed, and the customer was not told yet: the words to review. */
  promiseNotice: z
    .object({
      id: z.int(),
      before: z.string().nullable(),
      after: z.string().nullable(),
      text: z.string(),
      missing: z.array(z.string()),
    })
    .nullable(),
  /** Null where it is not on the rail. */
  forecast: z.object({ position: z.int(), expectedAt: z.string().nullable(), likelyLate: z.boolean() }).nullable(),
  participants: z.array(Address),
  /** Those who take part, and whom mail did not reach last time: there is no such address. */
  undeliverable: z.array(z.object({ address: z.string(), at: z.string(), status: z.string(), diagnostic: z.string() })),
  /** What a reply starts with: who it goes to and from which alias. */
  replyTo: z.object({ from: Address, to: z.array(Address), cc: z.array(Address), subject: z.string() }).nullable(),
  links: z.array(TicketLink),
  /** Other tickets of this requester that the reader may see, newest first, at most 10. */
  others: z.array(
    z.object({
      id: z.int(),
      subject: z.string(),
      state: z.string(),
      receivedAt: z.string(),
      departmentName: z.string(),
    }),
  ),
  origin: z.object({ channelName: z.string().nullable(), messageId: z.int().nullable(), why: z.array(z.string()) }),
  canReply: z.boolean(),
  /** Of one reply or note. */
  uploadLimits: UploadLimits,
  /** Actions that this reader may take now. */
  actions: z.array(
    z.enum([
      'claim',
      'release',
      'reply',
      'note',
      'snooze',
      'wake',
      'done',
      'reopen',
      'merge',
      'move',
      'assign',
      'expedite',
      'set-fields',
      'tick',
      'follow-up',
      'set-tags',
      'correct-requester',
      'hand-off',
      'decide-held',
    ]),
  ),
  people: z.array(Person),
});
export type Ticket = z.infer<typeof Ticket>;
