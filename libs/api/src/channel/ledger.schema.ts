// The desk of the ledger. GET /quarantine/groups · POST /quarantine/replay · POST /quarantine/discard (supervisor) · POST /messages/:id/discard (supervisor)
// GET /messages/:id/preview (supervisor) · GET /messages/:id/headers · GET /messages/:id/bytes?from= · GET /messages/:id/way
// GET /ledger/days?from=&to=&channelId= · GET /ledger/messages?channelId=&day=&state=&cursor=
import { z } from 'zod';
import { ChannelCounts } from './channel.schema.js';

const State = z.enum(['pending', 'ticketed', 'appended', 'suppressed', 'quarantined']);
const Day = z.iso.date();
const Why = z.string().trim().min(3).max(500);

/** What is held for one reason and came by one channel. `count`: messages and documents of messages; `replayable`: whole messages. */
export const QuarantineGroup = z.object({
  channelId: z.int(),
  channelName: z.string(),
  reason: z.string(),
  count: z.int(),
  replayable: z.int(),
});
export type QuarantineGroup = z.infer<typeof QuarantineGroup>;

/** POST /quarantine/replay: one bounded step through all that is alike, oldest first. Begin without `after` and `upTo`; then send what the answer says. */
export const ReplayStep = z.strictObject({
  channelId: z.int().min(1).max(2_147_483_647),
  reason: z.string().min(1).max(200),
  /** Message ids: greater than this. */
  after: z.int().min(0).default(0),
  /** And up to this; left out: the newest that is held now. */
  upTo: z.int().min(1).optional(),
  limit: z.int().min(1).max(200).default(50),
});
export type ReplayStep = z.input<typeof ReplayStep>;

/** POST /quarantine/discard: the same, to put aside with one reason. */
export const DiscardStep = ReplayStep.extend({ why: Why });
export type DiscardStep = z.input<typeof DiscardStep>;

/** `done`: messages of this step; `left`: messages that wait for the next ones. 0: it is through. */
export const QuarantineStepped = z.object({ done: z.int(), after: z.int(), upTo: z.int(), left: z.int() });
export type QuarantineStepped = z.infer<typeof QuarantineStepped>;

/** POST /messages/:id/discard: it stays in the ledger, suppressed by the rule `discarded by a person`. `part`: only this document. */
export const DiscardMessage = z.strictObject({ reason: Why, part: z.int().min(1).optional() });
export type DiscardMessage = z.input<typeof DiscardMessage>;

const Position = z
  .object({
    byte: z.int().optional(),
    segment: z.int().optional(),
    element: z.int().optional(),
    row: z.int().optional(),
    column: z.int().optional(),
    pointer: z.string().optional(),
  })
  .nullable();

/** What the converter would make of a message now: with the settings, partners and kinds as they are. Nothing is changed. */
export const MessagePreview = z.object({
  messageId: z.int(),
  outcome: z.enum(['taken', 'suppressed', 'quarantined']),
  /** The first 20. */
  drafts: z.array(
    z.object({
      kind: z.string(),
      subject: z.string(),
      requester: z.string(),
      /** The first 600 characters. */
      text: z.string(),
      attachments: z.array(z.string()),
    }),
  ),
  draftCount: z.int(),
  /** Name of the rule. */
  suppressed: z.string().nullable(),
  /** The first 20. */
  quarantined: z.array(
    z.object({ reason: z.string(), detail: z.string().nullable(), part: z.int().nullable(), position: Position }),
  ),
});
export type MessagePreview = z.infer<typeof MessagePreview>;

const NamedValue = z.object({ name: z.string(), value: z.string() });
/** What stands around the content: fields of a mail's header, and what its transport knew. */
export const MessageHeaders = z.object({
  messageId: z.int(),
  headers: z.array(NamedValue),
  transport: z.array(NamedValue),
});
export type MessageHeaders = z.infer<typeof MessageHeaders>;

/** A page of a message. `hex`: two digits for each byte from `byteStart` to `byteEnd`; `text`: the characters that begin there. */
export const MessageBytes = z.object({
  messageId: z.int(),
  size: z.int(),
  byteStart: z.int(),
  byteEnd: z.int(),
  hex: z.string(),
  text: z.string(),
});
export type MessageBytes = z.infer<typeof MessageBytes>;

export const LedgerDay = z.object({
  /** UTC, as the door counts. */
  day: z.string(),
  ...ChannelCounts.shape,
});
export type LedgerDay = z.infer<typeof LedgerDay>;

export const LedgerDays = z.object({
  from: z.string(),
  to: z.string(),
  balanced: z.boolean(),
  days: z.array(LedgerDay),
});
export type LedgerDays = z.infer<typeof LedgerDays>;

/** Left out: the last 14 days. 92 at most. */
export const LedgerDaysQuery = z.object({
  from: Day.optional(),
  to: Day.optional(),
  channelId: z.coerce.number().int().min(1).max(2_147_483_647).optional(),
});

export const LedgerMessagesQuery = z.object({
  channelId: z.coerce.number().int().min(1).max(2_147_483_647).optional(),
  day: Day.optional(),
  state: State.optional(),
  /** The `nextCursor` of the page before. */
  cursor: z
    .string()
    .regex(/^[1-9]\d{0,14}$/, 'is not a cursor of this list')
    .optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const LedgerMessage = z.object({
  messageId: z.int(),
  channelId: z.int(),
  channelName: z.string(),
  departmentId: z.int(),
  receivedAt: z.string(),
  storedAt: z.string(),
  size: z.int(),
  state: State,
  reason: z.string().nullable(),
  detail: z.string().nullable(),
  /** Its ticket hangs on a rail of the reader's; of others neither words nor ticket are told. */
  readable: z.boolean(),
  subject: z.string().nullable(),
  author: z.string().nullable(),
  /** The first 20. */
  ticketIds: z.array(z.int()),
});
export type LedgerMessage = z.infer<typeof LedgerMessage>;

/** One station of the way. `tone`: done, still to come, or something that somebody should look at. */
export const WayStep = z.object({
  step: z.enum(['received', 'stored', 'converted', 'decided', 'verdict', 'ticket', 'reply']),
  at: z.string().nullable(),
  tone: z.enum(['done', 'waits', 'wrong', 'aside']),
  words: z.string(),
  detail: z.string().nullable(),
  ticket: z.object({ id: z.int(), departmentId: z.int() }).nullable(),
});
export type WayStep = z.infer<typeof WayStep>;

export const MessageWay = z.object({
  messageId: z.int(),
  channelId: z.int(),
  channelName: z.string(),
  departmentId: z.int(),
  size: z.int(),
  sha256: z.string(),
  state: State,
  reason: z.string().nullable(),
  position: Position,
  steps: z.array(WayStep),
});
export type MessageWay = z.infer<typeof MessageWay>;
