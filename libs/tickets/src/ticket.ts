// What a ticket is, in its own words. Pure: no clock, no SQL, no HTTP.

/** States that a ticket rests in. Moving to another rail is a transition, not a state: see docs/decisions/0004. */
export const TICKET_STATES = ['open', 'claimed', 'waiting', 'done', 'merged'] as const;
export type TicketState = (typeof TICKET_STATES)[number];

export const WAIT_REASONS = ['customer', 'handoff', 'until'] as const;
export type WaitReason = (typeof WAIT_REASONS)[number];

export const PRIORITIES = ['normal', 'expedite'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** Why a ticket was on the wrong rail. Counted in the defect log. */
export const MOVE_REASONS = ['wrong-department', 'wrong-address-used', 'wrong-rule', 'other'] as const;
export type MoveReason = (typeof MOVE_REASONS)[number];

/** Why somebody passes over the top of the rail. Counted in the defect log. */
export const SKIP_REASONS = ['needs-a-specialist', 'waiting-for-information', 'conflict-of-interest', 'other'] as const;
export type SkipReason = (typeof SKIP_REASONS)[number];

/** What stands on a ticket's timeline. */
export const ENTRY_TYPES = ['message', 'reply', 'note', 'state', 'delivery', 'handoff', 'call'] as const;
export type EntryType = (typeof ENTRY_TYPES)[number];

/** Roles, per department. `admin` is company-wide. */
export const ROLES = ['admin', 'supervisor', 'agent', 'sales'] as const;
export type Role = (typeof ROLES)[number];

/** Delivery of one reply; a reply is in exactly one of these (invariant I11). `cancelled`: undone before it left. */
export const OUTBOUND_STATES = ['queued', 'sending', 'sent', 'failed', 'unknown', 'cancelled'] as const;
export type OutboundState = (typeof OUTBOUND_STATES)[number];

/** The ledger: every accepted message is exactly one of these (invariant I2). */
export const MESSAGE_STATES = ['pending', 'ticketed', 'appended', 'suppressed', 'quarantined'] as const;
export type MessageState = (typeof MESSAGE_STATES)[number];

export const WAYS_IN = ['email', 'phone', 'edi', 'form', 'colleague', 'api', 'handoff'] as const;
export type WayIn = (typeof WAYS_IN)[number];

/** Never added together in a figure. */
export const BUSINESSES = ['repeat', 'new', 'stranger'] as const;
export type Business = (typeof BUSINESSES)[number];

export const ALERT_KINDS = [
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
] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];
