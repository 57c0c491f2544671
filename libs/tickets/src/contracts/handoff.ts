// States of a handoff, and who may do what.

export const HANDOFF_STATES = ['draft', 'offered', 'accepted', 'returned', 'completed', 'cancelled'] as const;
export type HandoffState = (typeof HANDOFF_STATES)[number];
