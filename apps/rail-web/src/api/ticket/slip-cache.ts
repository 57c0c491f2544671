// The cached lists and tickets, kept in step. A slip that still belongs stays where it is (the list never jumps);
// one that does not belong any more leaves.
import type { QueryClient } from '@tanstack/react-query';
import type { Session, Slip, Ticket } from '#api';
import { type RailKey, sessionKey, ticketKey } from '../query-keys.js';
import { belongs, holds, type Pages, putOnTop, removeSlip, replaceSlip, slipOf } from './slip-place.js';

const lists = (client: QueryClient) => client.getQueriesData<Pages>({ queryKey: ['rail'] });

const myId = (client: QueryClient): number => client.getQueryData<Session | null>(sessionKey)?.user.id ?? 0;

/** Shows a changed slip wherever it is listed. `pull`: put it on top where it belongs but is not listed yet (own actions). */
export function showSlip(client: QueryClient, slip: Slip, pull = false): void {
  const me = myId(client);
  for (const [key, list] of lists(client)) {
    if (!list) continue;
    const [, departmentId, view, q, filter] = key as RailKey;
    const fits = belongs(slip, departmentId, view, me);
    let next = list;
    if (!fits) next = removeSlip(list, slip.id);
    else if (holds(list, slip.id)) next = replaceSlip(list, slip);
    else if (pull && !q && !filter && view !== 'all') next = putOnTop(list, slip);
    if (next !== list) client.setQueryData(key, next);
  }
}

/** Takes a slip out of every list (of one department, when named). */
export function dropSlip(client: QueryClient, id: number, departmentId?: number): void {
  for (const [key, list] of lists(client)) {
    if (!list || (departmentId !== undefined && (key as RailKey)[1] !== departmentId)) continue;
    const next = removeSlip(list, id);
    if (next !== list) client.setQueryData(key, next);
  }
}

export function showTicket(client: QueryClient, ticket: Ticket, pull = false): void {
  client.setQueryData(ticketKey(ticket.id), ticket);
  showSlip(client, slipOf(ticket), pull);
}

/** Also the slip that is listed, when the ticket itself was not read yet. */
export function knownSlip(client: QueryClient, id: number): Slip | undefined {
  const ticket = client.getQueryData<Ticket>(ticketKey(id));
  if (ticket) return ticket;
  for (const [, list] of lists(client))
    for (const page of list?.pages ?? []) {
      const slip = page.items.find(item => item.id === id);
      if (slip) return slip;
    }
  return undefined;
}

/** Everything as it is now; the answer puts it back. For a rollback. */
export function snapshot(client: QueryClient, id: number): () => void {
  const before = lists(client);
  const ticket = client.getQueryData<Ticket>(ticketKey(id));
  return () => {
    for (const [key, list] of before) if (list) client.setQueryData(key, list);
    if (ticket) client.setQueryData(ticketKey(id), ticket);
  };
}
