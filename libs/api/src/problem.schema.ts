import { z } from 'zod';

/** RFC 9457. `type` ends in the error code: `/problems/TICKET.STALE`. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  /** Stable machine code, e.g. TICKET.STALE, TICKET.CLAIMED_BY_OTHER, AUTH.REQUIRED. */
  code: z.string(),
  /** Each field at fault, by JSON pointer. */
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
  /** 412 only: the version that now stands. */
  currentVersion: z.int().optional(),
});
export type Problem = z.infer<typeof Problem>;

export const page = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });
export type Page<T> = { items: T[]; nextCursor: string | null };
