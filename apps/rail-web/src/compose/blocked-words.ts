// Why what is written cannot be sent just now, in the words that stand above it. Pure.
import type { Ticket } from '#api';

type Standing = Pick<Ticket, 'state' | 'holder'>;

/** For a ticket that does not let `me` write; the text stays, and that is said, too. */
export const blockedWords = (ticket: Standing, me: { id: number }): string =>
  `${reason(ticket, me)} Your text is kept.`;

function reason({ state, holder }: Standing, me: { id: number }): string {
  if (state === 'merged') return 'It was merged into another ticket.';
  if (state === 'done') return 'It was finished.';
  if (holder && holder.id !== me.id) return `${holder.name} took it.`;
  return 'No reply can be sent from here just now.';
}
