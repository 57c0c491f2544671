// The rail of a department. GET /departments · GET /departments/:id/rail?state=&q=&cursor=&limit= · GET /departments/:id/numbers
// POST /departments/:id/next · GET /departments/:id/people · GET /tags?department=
import { z } from 'zod';
import { page } from '../problem.schema.js';

export const TicketStateName = z.enum(['open', 'claimed', 'waiting', 'done', 'merged']);
export const WayIn = z.enum(['email', 'phone', 'edi', 'form', 'colleague', 'api', 'handoff']);
/** Repeat: an existing customer as before. New: an existing customer who asks for something new. Never added together in a figure. */
export const Business = z.enum(['repeat', 'new', 'stranger']);

export const Department = z.object({
  id: z.int(),
  key: z.string(),
  name: z.string(),
  timeZone: z.string(),
  claimLimit: z.int(),
  railLimit: z.int(),
});
export type Department = z.infer<typeof Department>;

export const Person = z.object({ id: z.int(), name: z.string(), initials: z.string() });
export type Person = z.infer<typeof Person>;

/** One paper slip. Everything the rail shows without opening the ticket. */
export const Slip = z.object({
  /** The ticket's number is its id. */
  id: z.int(),
  departmentId: z.int(),
  version: z.int(),
  state: TicketStateName,
  kind: z.string(),
  kindTitle: z.string(),
  subject: z.string(),
  requester: z.object({
    name: z.string(),
    address: z.string().nullable(),
    company: z.string().nullable(),
    /** E.164 where it is a number, else as it was said. */
    phone: z.string().nullable(),
  }),
  /** Missed calls that it promises to call back, and of these those that still wait; null where there are none. */
  calls: z.object({ missed: z.int(), waiting: z.int() }).nullable(),
  snippet: z.string(),
  wayIn: WayIn,
  channelName: z.string().nullable(),
  priority: z.enum(['normal', 'expedite']),
  receivedAt: z.string(),
  dueAt: z.string(),
  /** Working time left, in minutes; negative when late. Null when done. */
  minutesLeft: z.int().nullable(),
  /** Working minutes of the whole tolerance: minutesLeft / minutesAllowed tells how yellow the slip is. */
  minutesAllowed: z.int(),
  waiting: z
    .object({ reason: z.enum(['customer', 'handoff', 'until']), until: z.string().nullable(), note: z.string() })
    .nullable(),
  holder: Person.nullable(),
  claimUntil: z.string().nullable(),
  assignee: Person.nullable(),
  hasUnreadAnswer: z.boolean(),
  attachmentCount: z.int(),
  outcome: z.string().nullable(),
  doneAt: z.string().nullable(),
  /** Waiting for the customer or for another department: time does not run, and `minutesLeft` stays. */
  clockStands: z.boolean(),
  business: Business,
  /** In their order; at most 20. */
  tags: z.array(z.string()),
  /** Ticked and all items of the kind's checklist; null where there is none. */
  checklist: z.object({ done: z.int(), total: z.int() }).nullable(),
  /** Handoffs of this ticket that others have, and that came back; null where there are none. */
  handedOff: z.object({ open: z.int(), returned: z.int() }).nullable(),
  /** This ticket is itself a handoff of another department. */
  handoff: z.object({ id: z.int(), state: z.string(), title: z.string(), fromName: z.string() }).nullable(),
  followUpAt: z.string().nullable(),
  /** Why it stands where it does, in one sentence: "Due first: order, 4 working hours, received 08:12". */
  whyHere: z.string(),
});
export type Slip = z.infer<typeof Slip>;

/** Where the words of a search stand in what was written: the newest entry of the ticket that has them. */
export const Found = z.object({
  where: z.enum(['mail', 'reply', 'note', 'call', 'form', 'document', 'forward', 'handoff', 'report', 'message']),
  entryId: z.int(),
  at: z.string(),
  /** The text around them, in pieces; `found`: what was looked for. Plain text, never markup. */
  pieces: z.array(z.object({ text: z.string(), found: z.boolean() })),
});
export type Found = z.infer<typeof Found>;

/** `found` is null unless `q` was found in what was written, and neither in number, subject nor requester. */
export const FoundSlip = Slip.extend({ found: Found.nullable() });
export type FoundSlip = z.infer<typeof FoundSlip>;

export const RailPage = page(FoundSlip);

/**
 * Query of GET /departments/:id/rail. `view`: rail = open and claimed, in rail order; waiting; done, newest first; mine = held by or
 * assigned to me; all. `q`: a ticket number, words of subject or requester, or of mails, replies, notes, calls, forms and EDI documents; "in quotes" as they
 * stand; `tag:word` asks for a tag. With `q`, `all` is ordered by where it was found: number, subject and requester, texts; each the newest first.
 */
export const RailQuery = z.object({
  view: z.enum(['rail', 'waiting', 'done', 'mine', 'all']).default('rail'),
  q: z.string().max(200).optional(),
  /** One kind only. */
  kind: z.string().max(61).optional(),
  /** Of `done`: finished in time, or late, or without a promise that counts. */
  onTime: z.enum(['yes', 'no', 'none']).optional(),
  /** Of `done`: finished in the last so many days. */
  days: z.coerce.number().int().min(1).max(366).optional(),
  /** Of `rail` and `waiting`: yes = due before now. Of `rail`: likely = what `likelyLate` of the numbers counts. */
  late: z.enum(['yes', 'likely']).optional(),
  business: Business.optional(),
  /** Only with this tag. */
  tag: z.string().trim().min(1).max(80).optional(),
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type RailQuery = z.infer<typeof RailQuery>;

export const RailNumbers = z.object({
  departmentId: z.int(),
  /** Finished within tolerance, of all finished, last 7 days. `percent` is null when nothing was finished. */
  onTime: z.object({ percent: z.number().nullable(), onTime: z.int(), finished: z.int() }),
  /** `claimed` is in hand, and what `limit` limits. */
  workInProgress: z.object({ open: z.int(), claimed: z.int(), waiting: z.int(), limit: z.int() }),
  expedited: z.object({ today: z.int(), budget: z.int() }),
  /** By the waiting position and the recent pace; counted among the first 500 of the rail. */
  likelyLate: z.int(),
  handoffs: z.object({ offered: z.int(), returned: z.int() }),
  alerts: z.int(),
  oldest: z.object({ ticketId: z.int(), receivedAt: z.string() }).nullable(),
  late: z.int(),
  doneToday: z.object({ finished: z.int(), onTime: z.int() }),
  /** Nothing is hidden: the state of the ways in, and the ledger. */
  channels: z.array(
    z.object({
      id: z.int(),
      name: z.string(),
      state: z.enum(['starting', 'ok', 'standby', 'failing', 'paused']),
      problem: z.string().nullable(),
      lastOkAt: z.string().nullable(),
    }),
  ),
  quarantined: z.int(),
  pending: z.int(),
  /** Telephone calls of which no ticket tells. Always shown, and zero. */
  callsWithoutTicket: z.int(),
});
export type RailNumbers = z.infer<typeof RailNumbers>;

/** POST /departments/:id/next. To pass over the ticket now held at the top, name it with a reason. 200 {ticket} or {ticket:null} when clear. */
export const NextRequest = z.strictObject({
  skip: z
    .strictObject({
      ticketId: z.int(),
      reason: z.enum(['needs-a-specialist', 'waiting-for-information', 'conflict-of-interest', 'other']),
      note: z.string().max(500).optional(),
    })
    .optional(),
});
export const NextAnswer = z.object({
  ticket: Slip.nullable(),
  why: z.enum(['claimed', 'rail-clear', 'claim-limit', 'rail-limit', 'kind-limit']),
});
export type NextAnswer = z.infer<typeof NextAnswer>;

/** Query of GET /tags: the tags that are in use on the rail of this department. */
export const TagQuery = z.object({ department: z.coerce.number().int().min(1).max(2_147_483_647) });
export const TagInUse = z.object({ tag: z.string(), tickets: z.int() });
export type TagInUse = z.infer<typeof TagInUse>;
