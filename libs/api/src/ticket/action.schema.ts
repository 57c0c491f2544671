// What can be done to a ticket. POST /tickets/:id/<action>, each with If-Match: "v<version>" (412 TICKET.STALE when it moved on; 428 without) and,
// if wished, Idempotency-Key. Each answers 200 with the Ticket as it now stands.
import { z } from 'zod';
import { Upload, UploadIds } from './upload.schema.js';

const Mailbox = z.strictObject({ name: z.string().max(200).default(''), address: z.string().min(3).max(254) });
const NOTE = z.string().max(2000);

/** claim, release, wake: no body. */
export const Reply = z.strictObject({
  text: z.string().min(1).max(200_000),
  to: z.array(Mailbox).min(1).max(10),
  cc: z.array(Mailbox).max(10).default([]),
  /** What becomes of the ticket when the reply leaves. */
  then: z
    .discriminatedUnion('state', [
      z.strictObject({ state: z.literal('keep') }),
      z.strictObject({ state: z.literal('waiting'), until: z.iso.datetime().nullable().default(null) }),
      z.strictObject({ state: z.literal('done'), outcome: z.string().max(60) }),
      /** Aside until the other department has answered; only while it has an open handoff. */
      z.strictObject({ state: z.literal('handoff') }),
    ])
    .default({ state: 'keep' }),
  /** This reply tells the customer of the changed promise: it ends the notice. */
  promiseNoticeId: z.int().positive().nullable().default(null),
  uploads: UploadIds,
});
export type Reply = z.input<typeof Reply>;

/** A note may be files alone. */
export const Note = z
  .strictObject({ text: z.string().max(200_000), uploads: UploadIds })
  .refine(({ text, uploads }) => text !== '' || uploads.length > 0, {
    path: ['text'],
    message: 'is empty, and there are no files',
  });
export type Note = z.input<typeof Note>;
/** POST /tickets/:id/snooze: waiting, for the customer or until a time; back on the rail by itself. */
export const Snooze = z.strictObject({
  /** `handoff`: only while another department has an open handoff of it. */
  reason: z.enum(['customer', 'until', 'handoff']),
  until: z.iso.datetime().nullable().default(null),
  note: NOTE.default(''),
});
export const Done = z.strictObject({ outcome: z.string().min(1).max(60), note: NOTE.default('') });
export const Reopen = z.strictObject({ note: NOTE.default('') });
/** POST /tickets/:id/merge: this ticket ends in the other, which keeps all entries. */
export const Merge = z.strictObject({ into: z.int().positive() });
export const Move = z.strictObject({
  departmentId: z.int().positive(),
  reason: z.enum(['wrong-department', 'wrong-address-used', 'wrong-rule', 'other']),
  note: NOTE.default(''),
});
export const Assign = z.strictObject({ personId: z.int().positive().nullable() });
export const Expedite = z.strictObject({ reason: z.string().min(3).max(500) });
/** POST /tickets/:id/tags: all that it has from then on, in this order. Kept in lower case, blanks as hyphens, each once. */
export const SetTags = z.strictObject({ tags: z.array(z.string().max(200)).max(100) });
/** Who asked is somebody else, for example because a forward named nobody. */
export const CorrectRequester = z.strictObject({ name: z.string().trim().max(200), address: z.email().max(320) });
/** POST /tickets/:id/fields: the values given are checked one by one and laid over those that stand; null takes one away. */
export const SetFields = z.strictObject({ fields: z.record(z.string().max(60), z.unknown()) });
/** POST /tickets/:id/tick */
export const Tick = z.strictObject({ item: z.string().min(1).max(61), done: z.boolean() });
/** POST /tickets/:id/follow-up: it is brought up again at that time, whatever its state. Null: not any more. */
export const FollowUp = z.strictObject({ at: z.iso.datetime().nullable(), note: NOTE.default('') });
/** POST /tickets/:id/dismiss-promise: why the customer is not told. */
export const DismissPromise = z.strictObject({ noticeId: z.int().positive(), reason: z.string().min(3).max(500) });
/**
 * POST /tickets/:id/held/:entry/discard: why. Beside it, without a body: approve (a participant's from now on), split (a ticket of its own),
 * hold-again (takes an approval or a discard back).
 */
export const DiscardHeld = z.strictObject({ reason: z.string().trim().min(3).max(500) });
/** POST /tickets/:id/reach-again: mail to this participant came back, and may go again. */
export const ReachAgain = z.strictObject({ address: z.string().min(3).max(320) });
/** POST /outbound/:id/undo (within the undo window; gives the text back) */
export const Undone = z.object({
  text: z.string(),
  ticketId: z.int(),
  /** Its files, one's own uploads again. */
  uploads: z.array(Upload),
});
export type Undone = z.infer<typeof Undone>;
/** POST /outbound/:id/send-again (unknown or failed only) */
export const SentAgain = z.object({ ticketId: z.int(), version: z.int() });
