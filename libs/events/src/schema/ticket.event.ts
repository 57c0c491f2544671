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
  'ticket.changed',
] as const;
export type TicketEventType = (typeof TICKET_EVENTS)[number];
