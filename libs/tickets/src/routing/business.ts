// Yours to lose, yours to win: repeat business, an existing customer who asks for something new, or a stranger.
import type { TicketKind } from '../kinds/kind.js';
import type { Business } from '../ticket.js';

export function businessOf(known: { existingCustomer: boolean; kind: TicketKind; rule?: Business }): Business {
  if (known.rule) return known.rule;
  return known.existingCustomer ? known.kind.business : 'stranger';
}
