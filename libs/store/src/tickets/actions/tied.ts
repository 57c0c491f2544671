// A ticket that a handoff ties to its rail: it cannot be moved or merged away from under it.
import type { Tx } from '../../database/database.js';
import { tiesOf } from '../../handoffs/handoff.ties.js';
import { handoffFaults } from '../ticket.closing.js';
import { type Refusal, refused } from '../ticket.rules.js';
import { isHandoff } from './finish.action.js';

/** Null where nothing ties it. Asked after the ticket's lock. */
export async function tiedRefusal(tx: Tx, ticketId: number): Promise<Refusal | null> {
  const ties = await tiesOf(tx, ticketId);
  if (ties.received) return isHandoff(ticketId);
  const faults = handoffFaults(ties.open);
  return faults.length === 0 ? null : refused('TICKET.HANDOFF_OPEN', faults[0]!.detail, faults);
}
