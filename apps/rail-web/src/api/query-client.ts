// The cache and its rules: live events say when something is old, so nothing is fetched again by itself;
// a 401 anywhere means that the session is over.
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ProblemError } from './http.js';
import { sessionKey } from './query-keys.js';

const signedOut = (error: unknown): boolean => error instanceof ProblemError && error.status === 401;

/** A dead session: the shell sees the null and shows the sign-in page, keeping the path. */
export function endSessionOn(error: unknown, client: QueryClient): void {
  if (signedOut(error)) client.setQueryData(sessionKey, null);
}

export function makeQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError: error => endSessionOn(error, client) }),
    mutationCache: new MutationCache({ onError: error => endSessionOn(error, client) }),
    defaultOptions: {
      queries: { staleTime: 30_000, gcTime: 10 * 60_000, refetchOnWindowFocus: false, retry: false },
    },
  });
  return client;
}
