// Is there a ticket of this number, for somebody who types one: known from the rail at once, else asked when the typing pauses.
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ProblemError } from '../api/http.js';
import { ticketKey } from '../api/query-keys.js';
import { knownSlip } from '../api/ticket/slip-cache.js';
import { readTicket } from '../api/ticket/ticket.api.js';

const PAUSE_MS = 150;

/** False also while it is asked, and when it cannot be told: a search answers then, and finds a ticket by its number too. */
export function useIsTicket(number: number | null): boolean {
  const client = useQueryClient();
  const [asked] = useDebouncedValue(number, PAUSE_MS);
  const known = number !== null && knownSlip(client, number) !== undefined;
  const answer = useQuery({
    queryKey: ['is-ticket', asked],
    queryFn: async () => {
      const id = asked ?? 0;
      try {
        await client.fetchQuery({
          queryKey: ticketKey(id),
          queryFn: ({ signal }) => readTicket(id, signal),
          staleTime: 20_000,
        });
        return true;
      } catch (error) {
        if (error instanceof ProblemError && (error.status === 404 || error.status === 403)) return false;
        throw error;
      }
    },
    enabled: asked !== null && asked === number && !known,
  });
  return known || (asked === number && answer.data === true);
}
