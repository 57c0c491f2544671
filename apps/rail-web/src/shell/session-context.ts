// Who is signed in, for everything inside the shell.
import { createContext, useContext } from 'react';
import type { Session } from '#api';

const Signed = createContext<Session | null>(null);
export const SessionProvider = Signed.Provider;

export function useSession(): Session {
  const session = useContext(Signed);
  if (!session) throw new Error('The session is used before sign-in');
  return session;
}

export const useMe = (): Session['user'] => useSession().user;
