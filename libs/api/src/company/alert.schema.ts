// What a person must know: GET /alerts?state=&cursor= · POST /alerts/:id/acknowledge · POST /alerts/acknowledge {ids} · GET and PUT /me/digest
import { z } from 'zod';

export const AlertKind = z.enum([
  'handoff-offered',
  'handoff-accepted',
  'handoff-returned',
  'handoff-completed',
  'handoff-cancelled',
  'soon-late',
  'late',
  'likely-late',
  'follow-up',
  'promise',
  'channel-failing',
  'channel-recovered',
  'sign-in-ends',
]);

export const Alert = z.object({
  id: z.int(),
  kind: AlertKind,
  departmentId: z.int(),
  departmentKey: z.string(),
  text: z.string(),
  ticketId: z.int().nullable(),
  handoffId: z.int().nullable(),
  at: z.string(),
  /** For me alone; else the first who acknowledges it does so for all. */
  personal: z.boolean(),
  acknowledgedAt: z.string().nullable(),
  acknowledgedBy: z.string().nullable(),
});
export type Alert = z.infer<typeof Alert>;
export const AlertPage = z.object({
  items: z.array(Alert),
  nextCursor: z.string().nullable(),
  /** At most 1,000. */
  open: z.int(),
});
export type AlertPage = z.infer<typeof AlertPage>;
export const AlertQuery = z.object({
  state: z.enum(['open', 'all']).default('open'),
  cursor: z
    .string()
    .regex(/^[1-9]\d{0,14}$/)
    .optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const AcknowledgeAlerts = z.strictObject({ ids: z.array(z.int().positive()).min(1).max(200) });
export const Acknowledged = z.object({ acknowledged: z.int() });

/** Unacknowledged alerts by mail: never, at once, or collected. */
export const Digest = z.object({ digest: z.enum(['none', 'each', 'hourly', 'daily']) });
export const SetDigest = z.strictObject({ digest: z.enum(['none', 'each', 'hourly', 'daily']) });
