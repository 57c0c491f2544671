// Channels and the ledger. GET /channels · POST /channels · PUT /channels/:id · POST /channels/:id/pause|resume (admin)
// GET /ledger/totals · GET /quarantine?channelId=&reason=&cursor= · POST /messages/:id/replay (supervisor)
// GET /suppressed?rule=&cursor= · GET /suppressed/rules · POST /messages/:id/release (supervisor)
import { z } from 'zod';
import { HeldSender } from '../trade/traffic.schema.js';

export const ChannelView = z.object({
  id: z.int(),
  key: z.string(),
  kind: z.string(),
  name: z.string(),
  departmentId: z.int(),
  departmentName: z.string(),
  enabled: z.boolean(),
  /** Without secrets. */
  settings: z.record(z.string(), z.unknown()),
  secretsSet: z.array(z.string()),
  health: z.object({
    state: z.enum(['starting', 'ok', 'standby', 'failing', 'paused']),
    problem: z.string().nullable(),
    code: z.string().nullable(),
    lastOkAt: z.string().nullable(),
    since: z.string().nullable(),
    retryAt: z.string().nullable(),
  }),
});
export type ChannelView = z.infer<typeof ChannelView>;

export const SaveChannel = z.strictObject({
  key: z.string().regex(/^[a-z0-9][a-z0-9-]{0,60}$/),
  kind: z.string(),
  name: z.string().min(1).max(80),
  departmentId: z.int(),
  settings: z.record(z.string(), z.unknown()),
  /** Write-only. Changing host, port or TLS needs the secret again. */
  secrets: z.record(z.string(), z.string().max(4096)).default({}),
});

/** POST /channels */
export const CreateChannel = SaveChannel.extend({
  /** A sign-in at the provider (POST /oauth/sign-ins) of this browser session: what it brought becomes the channel's, unless entered here. */
  signInId: z.int().positive().nullable().default(null),
});

/** What a channel has accepted, and what became of it. */
export const ChannelCounts = z.object({
  channelId: z.int(),
  channelName: z.string(),
  departmentId: z.int(),
  accepted: z.int(),
  pending: z.int(),
  ticketed: z.int(),
  appended: z.int(),
  suppressed: z.int(),
  quarantined: z.int(),
  /** Accepted is what became of them, added up. */
  balanced: z.boolean(),
});

export const LedgerTotals = z.object({
  balanced: z.boolean(),
  channels: z.array(ChannelCounts),
});
export type LedgerTotals = z.infer<typeof LedgerTotals>;

export const QuarantinedMessage = z.object({
  messageId: z.int(),
  channelId: z.int(),
  channelKind: z.string(),
  channelName: z.string(),
  departmentId: z.int(),
  receivedAt: z.string(),
  size: z.int(),
  reason: z.string(),
  detail: z.string().nullable(),
  attempts: z.int(),
  ticketId: z.int().nullable(),
  /** Which document of the message is held; null: the whole message. */
  part: z.int().nullable(),
  /** Byte in the message, segment (ST, UNH = 1) and element; line and column of a log, pointer (RFC 6901) of a post; as far as they are known. */
  position: z
    .object({
      byte: z.int().optional(),
      segment: z.int().optional(),
      element: z.int().optional(),
      row: z.int().optional(),
      column: z.int().optional(),
      pointer: z.string().optional(),
    })
    .nullable(),
  /** 850, ORDERS; ST02, UNH 0062. */
  documentType: z.string().nullable(),
  documentRef: z.string().nullable(),
  /** Nothing of the message was taken, so that POST /messages/:id/replay can send the whole of it on its way again. */
  replayable: z.boolean(),
  /** Of an interchange, where its header can be read. */
  sender: HeldSender.nullable(),
});
export type QuarantinedMessage = z.infer<typeof QuarantinedMessage>;

/** Deliberately made no ticket, by a rule that has a name. */
export const SuppressedMessage = z.object({
  messageId: z.int(),
  channelName: z.string(),
  departmentId: z.int(),
  receivedAt: z.string(),
  size: z.int(),
  rule: z.string(),
  detail: z.string().nullable(),
  /** The rule only suspects, or a person put it aside, so that POST /messages/:id/release can bring it to the rail. */
  releasable: z.boolean(),
});
export type SuppressedMessage = z.infer<typeof SuppressedMessage>;

export const SuppressedRule = z.object({ rule: z.string(), count: z.int() });
export type SuppressedRule = z.infer<typeof SuppressedRule>;

/** POST /messages/:id/release: why it comes to the rail although it was left out, or cannot be read; it stands on the ticket. */
export const ReleaseMessage = z.strictObject({ reason: z.string().trim().min(3).max(500) });
export type ReleaseMessage = z.input<typeof ReleaseMessage>;
