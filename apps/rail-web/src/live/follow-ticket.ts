// What an event changes on screen: listed slips and read tickets are fetched again; unknown arrivals are only counted.
// A burst is gathered for a moment; a flood is answered by one fetch of the list instead of hundreds of tickets.
import type { QueryClient } from '@tanstack/react-query';
import type { LiveTicket, Ticket } from '#api';
import { ProblemError } from '../api/http.js';
import { ticketKey } from '../api/query-keys.js';
import { dropSlip, knownSlip, showTicket } from '../api/ticket/slip-cache.js';
import { readTicket } from '../api/ticket/ticket.api.js';
import { addArrivals, dropArrival } from './arrivals.js';

const GATHER_MS = 120;
const NUMBERS_MS = 1_500;
const FLOOD = 30;
const COMES_IN = /opened|moved|woken|woke|reopened|unmerged/;
const GOES_OUT = /done|closed|merged|waiting|snoozed/;

export type Follow = { onTicket: (event: LiveTicket) => void; stop: () => void };

/** `onFlood`: read the list again. `client` holds what is on screen. */
export function followTickets(client: QueryClient, onFlood: () => void): Follow {
  const stale = new Map<number, number>();
  const ending = new AbortController();
  let gather = 0;
  let numbers = 0;
  /** A handoff took a step since the numbers were read. */
  let handoffs = false;

  const flush = async (): Promise<void> => {
    gather = 0;
    const ids = [...stale.keys()];
    stale.clear();
    if (ids.length > FLOOD) return onFlood();
    for (const id of ids) {
      if (ending.signal.aborted) return;
      await refresh(client, id, ending.signal);
    }
  };

  const onTicket = (event: LiveTicket): void => {
    handoffs ||= event.type.startsWith('handoff.');
    numbers ||= window.setTimeout(() => {
      numbers = 0;
      for (const name of ['numbers', 'alerts', ...(handoffs ? ['handoffs', 'handoff'] : [])])
        void client.invalidateQueries({ queryKey: [name] });
      handoffs = false;
    }, NUMBERS_MS);
    if (event.fromDepartmentId !== undefined) dropSlip(client, event.ticketId, event.fromDepartmentId);
    const known = knownSlip(client, event.ticketId);
    if (known && isKnown(known.version, event)) return;
    if (GOES_OUT.test(event.type)) dropArrival(event.departmentId, event.ticketId);
    if (known) {
      stale.set(event.ticketId, event.version);
      gather ||= window.setTimeout(() => void flush(), GATHER_MS);
    } else if (COMES_IN.test(event.type)) addArrivals(event.departmentId, [event.ticketId]);
  };

  return {
    onTicket,
    stop: () => {
      // Whoever leaves reads no more: the session may be over.
      ending.abort();
      window.clearTimeout(gather);
      window.clearTimeout(numbers);
    },
  };
}

/** What machines add, and what becomes of a mail, leaves the version as it is, so that it makes nobody's next act stale. */
const BESIDE = /changed|entry-added/;
const isKnown = (version: number, event: LiveTicket): boolean =>
  BESIDE.test(event.type) ? version > event.version : version >= event.version;

async function refresh(client: QueryClient, id: number, signal: AbortSignal): Promise<void> {
  try {
    const ticket = await readTicket(id, signal);
    const had = client.getQueryData<Ticket>(ticketKey(id));
    if (!had || had.version <= ticket.version) showTicket(client, ticket);
  } catch (error) {
    if (signal.aborted) return;
    if (!(error instanceof ProblemError)) throw error;
    // Moved out of sight: the slip leaves, an open ticket shows why by its own query.
    if (error.status === 403 || error.status === 404) {
      dropSlip(client, id);
      await client.invalidateQueries({ queryKey: ticketKey(id) });
    }
  }
}
