// How channels do. GET /channel-health · GET /channels/:id/health · PUT /channels/:id/canary · POST /channels/:id/canary/send
// POST /channels/:id/catch-ups · POST /channels/:id/catch-ups/:catchUp/cancel (admin)
import { z } from 'zod';

const instant = z.string();

export const CatchUp = z.object({
  id: z.int(),
  /** `2026-11-01`; null: everything that the source holds. */
  since: z.string().nullable(),
  state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
  /** Messages at the source; those that were looked at; those that were new. */
  found: z.int(),
  looked: z.int(),
  taken: z.int(),
  problem: z.string().nullable(),
  askedBy: z.string(),
  askedAt: instant,
  endedAt: instant.nullable(),
});
export type CatchUp = z.infer<typeof CatchUp>;

export const CanaryRun = z.object({
  id: z.int(),
  begunAt: instant,
  /** The first server, or the folder, had it. */
  handedAt: instant.nullable(),
  /** It came through to the decision. */
  arrivedAt: instant.nullable(),
  problem: z.string().nullable(),
});
export type CanaryRun = z.infer<typeof CanaryRun>;

export const ChannelFault = z.object({
  id: z.int(),
  what: z.enum(['connection', 'nobody', 'sending', 'canary', 'backlog']),
  problem: z.string(),
  openedAt: instant,
  closedAt: instant.nullable(),
});
export type ChannelFault = z.infer<typeof ChannelFault>;

export const ChannelHealthView = z.object({
  channelId: z.int(),
  key: z.string(),
  name: z.string(),
  kind: z.string(),
  departmentId: z.int(),
  departmentKey: z.string(),
  departmentName: z.string(),
  state: z.enum(['starting', 'ok', 'standby', 'failing', 'paused']),
  problem: z.string().nullable(),
  /** In this state since. */
  since: instant.nullable(),
  lastOkAt: instant.nullable(),
  /** When it tries again by itself. */
  retryAt: instant.nullable(),
  /** One instance has to watch its place; false where it waits for what is sent, and where instances share the work. */
  watched: z.boolean(),
  /** The instance that watches it; null where none does, or none has to. */
  holder: z.string().nullable(),
  /** Messages without a decision, and replies that have not left. */
  backlog: z.object({ pending: z.int(), oldestAt: instant.nullable(), outbound: z.int() }),
  /** Messages that came in; our own tests are not counted. */
  rate: z.object({ lastHour: z.int(), lastDay: z.int(), lastAt: instant.nullable() }),
  /** In quarantine, whenever they came; replies of the last day that failed, or of which nobody knows. */
  errors: z.object({ held: z.int(), unsent: z.int() }),
  canary: z.object({
    /** Why no test message can be sent, in one sentence; null where one can. */
    hindrance: z.string().nullable(),
    everyMinutes: z.int().nullable(),
    nextAt: instant.nullable(),
  }),
  /** Why its source cannot be looked at again; null where it can. */
  cannotCatchUp: z.string().nullable(),
  fault: z.object({ problem: z.string(), openedAt: instant }).nullable(),
});
export type ChannelHealthView = z.infer<typeof ChannelHealthView>;

export const ChannelHealthSheet = ChannelHealthView.extend({
  /** The newest first. */
  runs: z.array(CanaryRun),
  faults: z.array(ChannelFault),
  catchUps: z.array(CatchUp),
});
export type ChannelHealthSheet = z.infer<typeof ChannelHealthSheet>;

/** Null: only when somebody sends one. */
export const SetCanary = z.strictObject({ everyMinutes: z.int().min(5).max(1440).nullable() });

/** `since`: days are those of the source. Null looks at everything that the source holds. */
export const AskCatchUp = z.strictObject({ since: z.iso.date().nullable() });
