// Does the ledger balance? Asked of the last two days, and seldom: the desk of the ledger shows the rest.
import { useQuery } from '@tanstack/react-query';
import { readBalance } from '../api/channel/ledger.api.js';

const EVERY_MS = 300_000;
const DAY_MS = 86_400_000;

/** Null while nobody knows. */
export function useBalance(): boolean | null {
  const { data } = useQuery({
    queryKey: ['ledger-balance'],
    queryFn: () => readBalance(new Date(Date.now() - DAY_MS).toISOString().slice(0, 10)),
    staleTime: EVERY_MS,
    refetchInterval: EVERY_MS,
  });
  return data?.balanced ?? null;
}
