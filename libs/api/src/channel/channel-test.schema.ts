// Trying a channel before it is saved. POST /channel-tests · POST /channel-previews · GET /channels/:id/samples (admin). None of them changes anything:
// a test connects as the channel would and gives up what it took, a preview decides as the router would and writes nothing.
import { z } from 'zod';
import { QuarantinedMessage } from './channel.schema.js';

/** Bytes of a sample that is dropped, at most. */
export const LARGEST_SAMPLE = 8_000_000;

const tried = {
  /** Of the stored channel that is edited: a secret that is not entered anew is its own. Null: a new channel. */
  channelId: z.int().positive().nullable().default(null),
  kind: z.string().max(60),
  departmentId: z.int().positive(),
  settings: z.record(z.string(), z.unknown()),
};

export const TestChannel = z.strictObject({
  ...tried,
  /** Write-only, as in SaveChannel: with another host, port or TLS the stored secret is not used. */
  secrets: z.record(z.string(), z.string().max(4096)).default({}),
  /** See CreateChannel. */
  signInId: z.int().positive().nullable().default(null),
});
export type TestChannel = z.input<typeof TestChannel>;

export const ChannelTestStep = z.object({
  /** `imap.lookup`, `smtp.sign-in`, `folder.write`: what was tried, stable for machines. */
  step: z.string(),
  /** What was tried, for people: "Look up the name". */
  title: z.string(),
  /** `warning`: it works, but something will surprise. `skipped`: a step before it failed, or there is nothing to try. */
  state: z.enum(['ok', 'failed', 'skipped', 'warning']),
  /** How long it took, milliseconds; 0 for what was skipped. */
  ms: z.int(),
  /** What came of it, one or two plain sentences. */
  words: z.string(),
  /** What to try next; null where there is nothing to do. */
  next: z.string().nullable(),
});
export type ChannelTestStep = z.infer<typeof ChannelTestStep>;

export const ChannelTest = z.object({
  /** In the order in which they were tried. */
  steps: z.array(ChannelTestStep),
  /** No step failed. */
  ok: z.boolean(),
});
export type ChannelTest = z.infer<typeof ChannelTest>;

/** Files are read whole; a longer one is refused before it is decoded. */
const base64 = z
  .string()
  .min(1, 'is empty')
  .max(Math.ceil(LARGEST_SAMPLE / 3) * 4, 'is larger than 8 MB')
  .refine(text => text.length % 4 === 0 && !/[^A-Za-z0-9+/]/.test(text.replace(/={1,2}$/, '')), 'is not base64');

export const PreviewChannel = z.strictObject({
  ...tried,
  sample: z.union([
    z.strictObject({ fileName: z.string().trim().min(1, 'needs a name').max(200), contentBase64: base64 }),
    /** One of GET /channels/:id/samples, of the channel `channelId`. */
    z.strictObject({ messageId: z.int().positive() }),
  ]),
});
export type PreviewChannel = z.input<typeof PreviewChannel>;

/** As `rail preview` prints it. */
export const PreviewDraft = z.object({
  kind: z.string().nullable(),
  subject: z.string(),
  requester: z.object({ name: z.string(), address: z.string().optional(), phone: z.string().optional() }),
  to: z.array(z.object({ name: z.string(), address: z.string() })),
  cc: z.array(z.object({ name: z.string(), address: z.string() })),
  text: z.string(),
  /** Cleaned, as it would be stored; shown in the sandboxed frame only. */
  html: z.string().nullable(),
  attachments: z.array(z.object({ filename: z.string(), contentType: z.string(), size: z.int(), sha256: z.string() })),
  messageId: z.string().nullable(),
  inReplyTo: z.string().nullable(),
  references: z.array(z.string()),
  automatic: z.record(z.string(), z.unknown()),
  forwardedBy: z.object({ name: z.string(), address: z.string() }).nullable(),
  forward: z.object({ confidence: z.string(), how: z.string(), note: z.string().nullable() }).optional(),
  fields: z.record(z.string(), z.unknown()),
});
export type PreviewDraft = z.infer<typeof PreviewDraft>;

/** What the house would do with the first draft. */
export const PreviewDecision = z.object({
  outcome: z.enum(['opened', 'appended', 'suppressed', 'quarantined']),
  /** On whose rail it would hang; null where it would hang on none. */
  department: z.object({ id: z.int(), name: z.string() }).nullable(),
  /** Of a new ticket: the ticket kind. */
  kind: z.object({ key: z.string(), name: z.string() }).nullable(),
  priority: z.string().nullable(),
  /** Of a new ticket: what the rules give it. */
  tags: z.array(z.string()),
  /** When it would be due, had it come now. */
  dueAt: z.string().nullable(),
  /** The ticket that it would join. */
  ticketId: z.int().nullable(),
  /** Plain sentences, the deciding one first. */
  why: z.array(z.string()),
  /** The routing rule or the named rule of suppression that decided; null where none did. */
  rule: z.object({ id: z.int().nullable(), name: z.string() }).nullable(),
});
export type PreviewDecision = z.infer<typeof PreviewDecision>;

/** An interchange of the sample whose sender, receiver and control number came before. */
export const PreviewInterchange = z.object({
  /** ISA13 / UNB 0020, as written. */
  controlRef: z.string(),
  /**
   * `itself`: the message that is previewed, shown as if it had not come yet. `repeated`: the same bytes; nothing would be opened, and what was answered would be
   * sent again. `reused`: other bytes; it would be held.
   */
  outcome: z.enum(['itself', 'repeated', 'reused']),
  /** The message that brought it; null where it stands earlier in the sample. */
  messageId: z.int().nullable(),
  /** When that one came. */
  receivedAt: z.string().nullable(),
  /** `reused`: what the partner would be sent, with its code; null where nothing is. */
  answer: z.object({ type: z.string(), code: z.string() }).nullable(),
  /** What the ledger would say of it; null for `itself`. */
  detail: z.string().nullable(),
});
export type PreviewInterchange = z.infer<typeof PreviewInterchange>;

export const ChannelPreview = z.object({
  /** A sample that holds more than this many makes a longer list in truth; `draftCount` says how long. */
  drafts: z.array(PreviewDraft),
  draftCount: z.int(),
  decision: PreviewDecision.nullable(),
  /** EDI: those of its interchanges that came before; the drafts show what stands in them all the same. */
  interchanges: z.array(PreviewInterchange),
  /** The name of the rule by which the converter leaves it out; null where it does not. */
  suppressed: z.string().nullable(),
  quarantined: z.array(
    z.object({ reason: z.string(), detail: z.string().nullable(), position: QuarantinedMessage.shape.position }),
  ),
});
export type ChannelPreview = z.infer<typeof ChannelPreview>;

export const ChannelSample = z.object({
  id: z.int(),
  receivedAt: z.string(),
  /** Whoever sent it, as its ticket or its transport names him; empty where nobody is named. */
  from: z.string(),
  subject: z.string(),
  state: z.enum(['pending', 'ticketed', 'appended', 'suppressed', 'quarantined']),
});
export type ChannelSample = z.infer<typeof ChannelSample>;
