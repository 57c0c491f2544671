// Files for a reply or a note. POST /tickets/:id/uploads begins one; PUT /uploads/:id/parts/:n (application/octet-stream, from 0 on) brings its bytes in parts
// of `partBytes`, the last one what is left; POST /uploads/:id/finish makes it ready; `uploads` of the reply or note names it. DELETE /uploads/:id takes it
// away, GET /tickets/:id/uploads lists one's own. An upload is its owner's alone; what is not sent is thrown away at `keptUntil`.
import { z } from 'zod';

/** A file to be brought, or one of an earlier entry of this ticket, which is ready at once. */
export const NewUpload = z.union([
  z.strictObject({
    filename: z.string().min(1).max(4000),
    contentType: z.string().max(400).default(''),
    size: z.int().min(0).max(2_000_000_000),
  }),
  z.strictObject({ attachmentId: z.int().positive() }),
]);
export type NewUpload = z.input<typeof NewUpload>;

export const Upload = z.object({
  id: z.int(),
  ticketId: z.int(),
  /** As it was cleaned: no path, no sign that hides or turns text. */
  filename: z.string(),
  contentType: z.string(),
  size: z.int(),
  /** All of it is here. */
  isReady: z.boolean(),
  partBytes: z.int(),
  keptUntil: z.string(),
});
export type Upload = z.infer<typeof Upload>;

/** What may go along with one reply or note. */
export const UploadLimits = z.object({ count: z.int(), bytes: z.int() });
export type UploadLimits = z.infer<typeof UploadLimits>;

/** Ids of one's own uploads on this ticket, in the order in which they are to stand. */
export const UploadIds = z.array(z.int().positive()).max(20, 'takes at most 20 files').default([]);
