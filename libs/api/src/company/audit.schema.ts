// The audit log. GET /audit?q=&thing=&cursor= · GET /audit/chain (admin)
import { z } from 'zod';
import { page } from '../problem.schema.js';

export const AuditEntry = z.object({
  seq: z.int(),
  at: z.string(),
  /** system: the house itself, or a change made past it. */
  actor: z.object({
    kind: z.enum(['person', 'key', 'command', 'system']),
    id: z.string().optional(),
    name: z.string().optional(),
  }),
  action: z.enum(['created', 'changed', 'removed']),
  thing: z.string(),
  thingId: z.string(),
  thingName: z.string(),
  /** By field. What is secret is named and not shown. */
  changes: z.record(
    z.string(),
    z.object({ before: z.unknown().optional(), after: z.unknown().optional(), hidden: z.literal(true).optional() }),
  ),
});
export type AuditEntry = z.infer<typeof AuditEntry>;
export const AuditPage = page(AuditEntry);
export const AuditQuery = z.object({
  /** Looked for in who, what and its name. */
  q: z.string().max(100).default(''),
  thing: z.string().max(60).optional(),
  cursor: z
    .string()
    .regex(/^[1-9]\d{0,14}$/)
    .optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const AuditChain = z.object({
  entries: z.int(),
  /** The first line that does not hold; null: the log is whole. */
  brokenAt: z.int().nullable(),
});
export type AuditChain = z.infer<typeof AuditChain>;
