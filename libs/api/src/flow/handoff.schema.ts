// Typed handoffs. POST /tickets/:id/handoffs {contract} (a draft, prefilled) · GET /handoffs/:id · PUT /handoffs/:id · DELETE /handoffs/:id (draft)
// POST /handoffs/:id/adopt|offer|accept|return|complete|cancel, each with If-Match: "v<version>" of the handoff; outside tools use the same with a key.
// GET /departments/:id/handoffs?side=&state=&cursor=
import { z } from 'zod';
import { page } from '../problem.schema.js';
import { AttachmentRule, Difference, FieldFault, Outcome } from './kind.schema.js';

export const HandoffState = z.enum(['draft', 'offered', 'accepted', 'returned', 'completed', 'cancelled']);
export const HandoffActionName = z.enum([
  'edit',
  'adopt',
  'offer',
  'accept',
  'return',
  'complete',
  'cancel',
  'discard',
]);
const DepartmentName = z.object({ id: z.int(), name: z.string() });
const JsonSchema = z.record(z.string(), z.unknown());
const NOTE = z.string().max(10_000);

export const HandoffLeg = z.object({
  leg: z.enum(['acceptance', 'work', 'returned']),
  departmentName: z.string(),
  beganAt: z.string(),
  dueAt: z.string(),
  minutesAllowed: z.int(),
  /** Working time left of the running leg, negative when late; null when it has ended. */
  minutesLeft: z.int().nullable(),
  endedAt: z.string().nullable(),
  /** Null: still running, or ended without being finished. */
  onTime: z.boolean().nullable(),
});
export type HandoffLeg = z.infer<typeof HandoffLeg>;

/** One line: in lists, and on the ticket. */
export const HandoffSummary = z.object({
  id: z.int(),
  version: z.int(),
  state: HandoffState,
  contract: z.string(),
  title: z.string(),
  from: DepartmentName,
  to: DepartmentName,
  /** Exactly one department owns it at any time. */
  owner: DepartmentName,
  /** Null where the reader does not work that rail. */
  originTicketId: z.int().nullable(),
  ticketId: z.int().nullable(),
  subject: z.string(),
  rounds: z.int(),
  leg: HandoffLeg.nullable(),
  returnTitle: z.string().nullable(),
  offeredAt: z.string().nullable(),
  endedAt: z.string().nullable(),
});
export type HandoffSummary = z.infer<typeof HandoffSummary>;
export const HandoffPage = page(HandoffSummary);
export const HandoffQuery = z.object({
  side: z.enum(['sent', 'received']).default('received'),
  /** open: draft, offered, accepted, returned. */
  state: z.enum(['open', 'ended', 'all']).default('open'),
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type HandoffQuery = z.infer<typeof HandoffQuery>;

export const HandoffFile = z.object({
  id: z.int(),
  filename: z.string(),
  contentType: z.string(),
  size: z.int(),
  /** Key of the kind's attachment rule that it fulfils; null: just enclosed. */
  rule: z.string().nullable(),
});

export const Handoff = HandoffSummary.extend({
  /** As pinned, and which version is current. */
  contractVersion: z.int(),
  contractCurrentVersion: z.int(),
  kind: z.string(),
  kindTitle: z.string(),
  kindVersion: z.int(),
  kindCurrentVersion: z.int(),
  /** What changed in contract and kind since the draft was begun: offering is refused until it is adopted. Empty where nothing did. */
  changed: z.array(Difference),
  acceptanceCriteria: z.array(z.string()),
  acceptMinutes: z.int(),
  finishMinutes: z.int(),
  schema: JsonSchema,
  resultSchema: JsonSchema,
  attachmentRules: z.array(AttachmentRule),
  returnReasons: z.array(Outcome),
  fields: z.record(z.string(), z.unknown()),
  note: z.string(),
  attachments: z.array(HandoffFile),
  /** Files of the origin's timeline that may go along; empty for the receiver. */
  available: z.array(HandoffFile),
  /** What keeps it from being offered, each with its field. */
  faults: z.array(FieldFault),
  completeness: z.object({ filled: z.int(), needed: z.int() }),
  legs: z.array(HandoffLeg),
  offeredBy: z.string().nullable(),
  acceptedBy: z.string().nullable(),
  acceptedAt: z.string().nullable(),
  returned: z
    .object({
      reason: z.string(),
      title: z.string(),
      note: z.string(),
      faults: z.array(FieldFault),
      by: z.string(),
      at: z.string(),
    })
    .nullable(),
  result: z.record(z.string(), z.unknown()).nullable(),
  resultNote: z.string(),
  cancelReason: z.string().nullable(),
  endedBy: z.string().nullable(),
  /** What this reader may do now. */
  actions: z.array(HandoffActionName),
});
export type Handoff = z.infer<typeof Handoff>;

export const BeginHandoff = z.strictObject({ contract: z.string().max(61) });
/** PUT /handoffs/:id, draft or returned. Faults do not keep it from being saved; they stand in the answer. */
export const EditHandoff = z.strictObject({
  fields: z.record(z.string().max(60), z.unknown()),
  note: NOTE,
  attachments: z.array(z.strictObject({ id: z.int().positive(), rule: z.string().max(61).nullable() })).max(50),
});
export type EditHandoff = z.infer<typeof EditHandoff>;
/** `faults`: at least one where the reason is about fields; each names a field of the kind. */
export const ReturnHandoff = z.strictObject({
  reason: z.string().min(1).max(61),
  faults: z
    .array(z.strictObject({ pointer: z.string().max(200), detail: z.string().min(1).max(500) }))
    .max(50)
    .default([]),
  note: NOTE.default(''),
});
export const CompleteHandoff = z.strictObject({
  result: z.record(z.string().max(60), z.unknown()),
  note: NOTE.default(''),
});
export const CancelHandoff = z.strictObject({ reason: z.string().min(3).max(500) });

/** A contract by which this ticket could be handed off. */
export const HandoffOffer = z.object({
  contract: z.string(),
  title: z.string(),
  toDepartmentName: z.string(),
  /** New business belongs to sales: this is the way that the ticket should go. */
  suggested: z.boolean(),
});
export type HandoffOffer = z.infer<typeof HandoffOffer>;
