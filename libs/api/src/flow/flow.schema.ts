// The flow meeting. GET /flow · GET /flow/:table.csv · GET, POST /flow/records · GET /flow/records/:id · GET, POST /problem-cases · PUT /problem-cases/:id
import { z } from 'zod';
import { page } from '../problem.schema.js';

const Share = z.object({ onTime: z.int(), finished: z.int(), percent: z.number().nullable() });
export const OnTimeRow = z.object({
  /** A kind, or a leg: own, acceptance, work, returned. */
  key: z.string(),
  title: z.string(),
  days7: Share,
  days30: Share,
});
export type OnTimeRow = z.infer<typeof OnTimeRow>;

export const FlowQueue = z.object({
  kind: z.string(),
  kindTitle: z.string(),
  /** Not in hand, in hand, aside. */
  open: z.int(),
  claimed: z.int(),
  waiting: z.int(),
  late: z.int(),
  /** Tickets that are not done by their age since receipt, in days of 24 hours: under 1, 1 to 2, 2 to 4, 4 to 8, older. */
  ages: z.array(z.int()).length(5),
});
export type FlowQueue = z.infer<typeof FlowQueue>;

export const LikelyLate = z.object({
  ticketId: z.int(),
  subject: z.string(),
  kind: z.string(),
  dueAt: z.string(),
  position: z.int(),
  /** By the waiting position and the pace of late; null without a history. */
  expectedAt: z.string().nullable(),
  holder: z.string().nullable(),
});

export const DefectRow = z.object({
  kind: z.string(),
  reason: z.string(),
  reasonTitle: z.string(),
  /**
   * Returned handoffs: the department that sent it, the contract's title, and the field at fault by its title. Sender and receiver both see it.
   */
  sender: z.string().nullable(),
  contract: z.string().nullable(),
  field: z.string().nullable(),
  count: z.int(),
});
export type DefectRow = z.infer<typeof DefectRow>;

export const FlowDepartment = z.object({
  departmentId: z.int(),
  departmentKey: z.string(),
  name: z.string(),
  queues: z.array(FlowQueue),
  /** The last 48 hours, oldest first. */
  hours: z.array(z.object({ hour: z.string(), arrived: z.int(), finished: z.int() })),
  onTime: z.object({ days7: Share, days30: Share }),
  onTimeByKind: z.array(OnTimeRow),
  onTimeByLeg: z.array(OnTimeRow),
  /** Finishes per working hour over the last ten working days; null where there is too little history. */
  pacePerHour: z.number().nullable(),
  likelyLate: z.array(LikelyLate),
  /** Past due while the clock runs. */
  late: z.int(),
  inHand: z.object({ now: z.int(), limit: z.int() }),
  oldest: z.object({ ticketId: z.int(), receivedAt: z.string() }).nullable(),
  /** What the department has to act on: to accept, to finish, and its own that came back. */
  handoffs: z.object({ offered: z.int(), accepted: z.int(), returned: z.int() }),
  defects: z.array(DefectRow),
  /** Arrived and finished in the last 30 days. Repeat business and new business are different things: they are never added together. */
  business: z.object({
    repeat: z.object({ arrived: z.int(), finished: z.int() }),
    new: z.object({ arrived: z.int(), finished: z.int(), handedToSales: z.int() }),
    stranger: z.object({ arrived: z.int(), finished: z.int(), handedToSales: z.int() }),
  }),
});
export type FlowDepartment = z.infer<typeof FlowDepartment>;

/** A department may have been left out of the last meeting: its figures are of the last one in which it was. */
export const EarlierDepartment = FlowDepartment.extend({ recordId: z.int(), heldAt: z.string() });
export type EarlierDepartment = z.infer<typeof EarlierDepartment>;

export const FlowMeeting = z.object({
  at: z.string(),
  departments: z.array(FlowDepartment),
  /** The last meeting that was frozen on an earlier day, for the departments that the reader sees; null: none. */
  previous: z
    .object({
      id: z.int(),
      heldAt: z.string(),
      heldBy: z.string(),
      remarks: z.string(),
      departments: z.array(EarlierDepartment),
    })
    .nullable(),
});
export type FlowMeeting = z.infer<typeof FlowMeeting>;

export const FreezeMeeting = z.strictObject({ remarks: z.string().max(10_000).default('') });
export const FlowRecordLine = z.object({ id: z.int(), heldAt: z.string(), heldBy: z.string(), remarks: z.string() });
export const FlowRecordPage = page(FlowRecordLine);
export const FlowRecord = FlowRecordLine.extend({ departments: z.array(FlowDepartment) });

export const ProblemAction = z.object({
  text: z.string(),
  ownerId: z.int().nullable(),
  ownerName: z.string().nullable(),
  dueOn: z.string().nullable(),
  doneAt: z.string().nullable(),
});
export const ProblemCase = z.object({
  id: z.int(),
  version: z.int(),
  departmentId: z.int(),
  ticketId: z.int().nullable(),
  title: z.string(),
  cause: z.string(),
  ownerId: z.int().nullable(),
  ownerName: z.string().nullable(),
  dueOn: z.string().nullable(),
  overdue: z.boolean(),
  actions: z.array(ProblemAction),
  createdAt: z.string(),
  closedAt: z.string().nullable(),
});
export type ProblemCase = z.infer<typeof ProblemCase>;
/** A day of the calendar: 2026-02-31 is none. */
const DAY = z.iso.date().nullable();
/** `version` 0 for a new one; 412 PROBLEM.STALE for an old one. */
export const SaveProblemCase = z.strictObject({
  version: z.int().min(0),
  departmentId: z.int().positive(),
  ticketId: z.int().positive().nullable().default(null),
  title: z.string().min(3).max(200),
  cause: z.string().max(5000).default(''),
  ownerId: z.int().positive().nullable().default(null),
  dueOn: DAY.default(null),
  closed: z.boolean().default(false),
  actions: z
    .array(
      z.strictObject({
        text: z.string().min(1).max(500),
        ownerId: z.int().positive().nullable().default(null),
        dueOn: DAY.default(null),
        done: z.boolean().default(false),
      }),
    )
    .max(50)
    .default([]),
});
export type SaveProblemCase = z.infer<typeof SaveProblemCase>;
/** A page of frozen meetings, newest first. */
export const FlowRecordQuery = z.object({
  cursor: z
    .string()
    .regex(/^[1-9]\d{0,14}$/, 'is not a cursor of this list')
    .optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const ProblemCaseQuery = z.object({ state: z.enum(['open', 'closed', 'all']).default('open') });
