// The one way out: the rail is put away first, so that nothing on it asks the server again for somebody who has left.
import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from 'react';
import { sayProblem } from '../act/say.js';
import { signOut } from '../api/company/session.api.js';
import { sessionKey } from '../api/query-keys.js';

const SignOut = createContext<() => void>(() => undefined);

/** Begins the way out. Where it fails, the rail comes back as it was, with the reason. */
export const useSignOut = (): (() => void) => useContext(SignOut);

export function SignOutDoor({ children }: { children: ReactNode }) {
  const [leaving, setLeaving] = useState(false);
  return (
    <SignOut.Provider value={() => setLeaving(true)}>
      {leaving ? <SigningOut onEnd={() => setLeaving(false)} /> : children}
    </SignOut.Provider>
  );
}

/** Stands where the rail stood: its effect runs when the rail, its prefetches and its live stream have gone. */
function SigningOut({ onEnd }: { onEnd: () => void }) {
  const client = useQueryClient();
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    const leave = async (): Promise<void> => {
      await client.cancelQueries();
      await signOut();
      client.removeQueries({ predicate: query => query.queryKey[0] !== sessionKey[0] });
      client.setQueryData(sessionKey, null);
    };
    void leave().catch(sayProblem).finally(onEnd);
  }, [client, onEnd]);
  return (
    <p className="unseen" role="status">
      Signing out…
    </p>
  );
}
