// Next: claims the top of the rail (the server decides which) and opens it. Finishing goes on: with Next for who came by Next,
// else to the following slip that no colleague holds. A claim is never foreseen; the button tells that it works.
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import type { Ticket } from '#api';
import { newIntent } from '../api/http.js';
import { endSessionOn } from '../api/query-client.js';
import { ticketKey } from '../api/query-keys.js';
import { type Skip, takeNext } from '../api/ticket/rail.api.js';
import { showSlip, showTicket } from '../api/ticket/slip-cache.js';
import { readTicket } from '../api/ticket/ticket.api.js';
import { dropArrival } from '../live/arrivals.js';
import { announce } from '../look/announcer.js';
import { useRailPlace } from '../rail/rail-context.js';
import { useMe } from '../shell/session-context.js';
import { freeFrom } from './following.js';
import { say, sayProblem, sayWrong } from './say.js';

/** The ticket that Next brought; finishing it asks for the next one. */
let broughtByNext: number | null = null;

export function useNext(): { next: (skip?: Skip) => Promise<void>; busy: boolean } {
  const client = useQueryClient();
  const { department, open } = useRailPlace();
  const [busy, setBusy] = useState(false);
  const working = useRef(false);
  const next = useCallback(
    async (skip?: Skip): Promise<void> => {
      if (working.current) return;
      working.current = true;
      setBusy(true);
      try {
        const answer = await takeNext(department.id, newIntent(), skip);
        if (!answer.ticket) {
          broughtByNext = null;
          if (answer.why === 'claim-limit')
            sayWrong(`You hold ${department.claimLimit} tickets already.`, 'Finish or release one first.');
          else if (answer.why === 'rail-limit')
            sayWrong(
              `${department.railLimit} tickets are in hand on this rail: that is its limit.`,
              'Finish what is in hand; then the next one comes out.',
            );
          else if (answer.why === 'kind-limit')
            sayWrong(
              'What hangs here is of kinds of which enough are in hand.',
              'Finish one of them; then the next one comes out.',
            );
          else {
            say('The rail is clear.');
            open(null);
          }
          return;
        }
        broughtByNext = answer.ticket.id;
        dropArrival(department.id, answer.ticket.id);
        // A prefetched ticket, or one that is on its way, is older than the claim: an act on it would be stale. It takes the claim's version at
        // once, and is read again behind what is shown.
        const id = answer.ticket.id;
        await client.cancelQueries({ queryKey: ticketKey(id) });
        const known = client.getQueryData<Ticket>(ticketKey(id));
        if (known) showTicket(client, { ...known, ...answer.ticket }, true);
        else showSlip(client, answer.ticket, true);
        void client.prefetchQuery({
          queryKey: ticketKey(id),
          queryFn: ({ signal }) => readTicket(id, signal),
          staleTime: 0,
        });
        open(id);
        announce(`Ticket ${answer.ticket.id} is yours: ${answer.ticket.subject}`);
        void client.invalidateQueries({ queryKey: ['numbers'] });
      } catch (error) {
        endSessionOn(error, client);
        sayProblem(error);
      } finally {
        working.current = false;
        setBusy(false);
      }
    },
    [client, department, open],
  );
  return { next, busy };
}

/** Called when a ticket is finished (done, waiting, moved, merged). `following` was noted before it left the list. */
export function useGoOn(): (finished: number, following: number | null) => void {
  const { open, slips } = useRailPlace();
  const { next } = useNext();
  const me = useMe().id;
  return useCallback(
    (finished, following) => {
      if (broughtByNext === finished) void next();
      else open(freeFrom(slips, following, { finished, me }));
    },
    [next, open, slips, me],
  );
}
