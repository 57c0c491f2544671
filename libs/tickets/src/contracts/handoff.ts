// States of a handoff, who may take which step from where, and who owns it. Pure.

export const HANDOFF_STATES = ['draft', 'offered', 'accepted', 'returned', 'completed', 'cancelled'] as const;
export type HandoffState = (typeof HANDOFF_STATES)[number];

export const HANDOFF_ACTIONS = ['edit', 'adopt', 'offer', 'accept', 'return', 'complete', 'cancel', 'discard'] as const;
export type HandoffAction = (typeof HANDOFF_ACTIONS)[number];

/** `adopt`: takes over the current version of the contract and its kind. */
export const HANDOFF_MOVES: Readonly<
  Record<HandoffAction, { from: readonly HandoffState[]; side: 'sender' | 'receiver' }>
> = {
  edit: { from: ['draft', 'returned'], side: 'sender' },
  adopt: { from: ['draft', 'returned'], side: 'sender' },
  offer: { from: ['draft', 'returned'], side: 'sender' },
  accept: { from: ['offered'], side: 'receiver' },
  return: { from: ['offered'], side: 'receiver' },
  complete: { from: ['accepted'], side: 'receiver' },
  cancel: { from: ['offered', 'accepted', 'returned'], side: 'sender' },
  discard: { from: ['draft'], side: 'sender' },
};

/** Exactly one side owns a handoff at any time. */
export const ownerSide = (state: HandoffState): 'sender' | 'receiver' =>
  state === 'offered' || state === 'accepted' ? 'receiver' : 'sender';

/** Clocks: the department's own work, and the legs of a handoff. */
export const LEGS = ['own', 'acceptance', 'work', 'returned'] as const;
export type Leg = (typeof LEGS)[number];
