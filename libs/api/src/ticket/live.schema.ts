// GET /api/v1/events: server-sent events, resumed with Last-Event-ID. They are hints: fetch what they name.
// POST /tickets/:id/presence: what a person's page does on a ticket. Who else is there comes as events.
import { z } from 'zod';
import { Person } from './rail.schema.js';

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

/** event: `presence` — data, for people only. Who else looks at tickets of the rails that they work, and who writes on them. */
export const LivePresence = z.object({
  /** True: all that is known; a ticket that is not named has nobody. False: these tickets are as told here, the others as before. */
  whole: z.boolean(),
  /** Each person once on a ticket, whoever writes first; never the reader. */
  tickets: z.array(
    z.object({
      ticketId: z.int(),
      people: z.array(Person.extend({ doing: z.enum(['looking', 'writing-note', 'writing-reply']) })),
    }),
  ),
});
export type LivePresence = z.infer<typeof LivePresence>;

/** Data of the events that have any. */
export const LiveData = z.union([LiveTicket, LivePresence]);
/** event: `resync` — the gap was too long to replay: fetch everything again. event: `ping` every 20 s. */

/** POST /tickets/:id/presence. Say it again every 15 s, and at once when it changes: without another sign it is over after 40 s. */
export const TellPresence = z.strictObject({
  doing: z.enum(['looking', 'writing-note', 'writing-reply', 'gone']),
  /** A name that the page made for itself. It is on one ticket at a time; several pages of a person count once. */
  page: z.string().regex(/^[\w-]{8,64}$/, 'must be 8 to 64 letters, digits, _ or -'),
  /** Rises with each sign of the page: of two, the higher one counts, whichever comes first. */
  step: z.int().min(1).max(2_147_483_647),
  /** The page is out of sight: this holds for 2 min, and no further sign is needed. */
  resting: z.boolean().default(false),
});
export type TellPresence = z.input<typeof TellPresence>;
