// Events of rail.tickets: what happened to a ticket. Keyed by ticket, numbered per ticket without a gap.
import { z } from 'zod';

/** Ids only: who wants more asks for the ticket. `version` is the ticket's after the change. */
export const TicketChange = z.looseObject({
  ticketId: z.int().positive(),
  departmentId: z.int().positive(),
  /** Where it left from, for a move. */
  fromDepartmentId: z.int().positive().optional(),
  version: z.int().positive(),
  /** The timeline's entry that tells of it, where there is one. */
  entryId: z.int().positive().optional(),
  /** handoff.*: which one, and whether this ticket sent it or is it. Both tickets tell of each step. */
  handoffId: z.int().positive().optional(),
  side: z.enum(['sender', 'receiver']).optional(),
});

/** Past tense, as in `ticket.opened`. `changed`: anything that has no word of its own. */
export const TICKET_EVENTS = [
  'ticket.opened',
  'ticket.claimed',
  'ticket.released',
  'ticket.entry-added',
  'ticket.waiting',
  'ticket.woken',
  'ticket.done',
  'ticket.reopened',
  'ticket.merged',
  'ticket.moved',
  'ticket.assigned',
  'ticket.expedited',
  'ticket.tagged',
  'ticket.changed',
  'handoff.offered',
  'handoff.accepted',
  'handoff.returned',
  'handoff.completed',
  'handoff.cancelled',
] as const;
export type TicketEventType = (typeof TICKET_EVENTS)[number];
