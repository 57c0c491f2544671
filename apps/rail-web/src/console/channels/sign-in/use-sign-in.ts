// What came of a sign-in from which the browser has just come back.
import { useQuery } from '@tanstack/react-query';
import type { SignInView } from '#api';
import { readSignIn, signInKey } from '../../../api/channel/oauth.api.js';

/** @param id as it stands in the address; null: nobody comes from a provider */
export function useSignIn(id: string | null): { signIn: SignInView | null; isReading: boolean; isLost: boolean } {
  const number = id !== null && /^\d{1,10}$/.test(id) ? Number(id) : null;
  const read = useQuery({
    queryKey: signInKey(number ?? 0),
    queryFn: () => readSignIn(number ?? 0),
    enabled: number !== null,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  return {
    signIn: read.data ?? null,
    isReading: number !== null && read.isPending,
    isLost: id !== null && (number === null || read.isError),
  };
}
