// GET /api/v1/events: server-sent events, resumed with Last-Event-ID. They are hints: fetch what they name.
import { z } from 'zod';

/** event: `ticket` — data. id: an opaque, rising number. */
export const LiveTicket = z.object({
  /** Past tense, e.g. ticket.opened, ticket.claimed, ticket.entry-added, ticket.moved, handoff.offered. */
  type: z.string(),
  ticketId: z.int(),
  departmentId: z.int(),
  /** Where it left from, for a move. */
  fromDepartmentId: z.int().optional(),
  version: z.int(),
  at: z.string(),
});
export type LiveTicket = z.infer<typeof LiveTicket>;
/** event: `resync` — the gap was too long to replay: fetch everything again. event: `ping` every 20 s. */
