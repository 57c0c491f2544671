// Keeps what is on screen in step with the server, and tells whether it does.
import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { announce } from '../look/announcer.js';
import { forgetOthers, takeInOthers } from '../presence/others.js';
import { followTickets } from './follow-ticket.js';
import { type LiveState, openLive } from './live-source.js';

/** A short break shows who was there before it; after a longer one nobody knows. */
const OTHERS_MS = 10_000;

const Live = createContext<LiveState>('connecting');

export const useLive = (): LiveState => useContext(Live);

export function LiveProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [state, setState] = useState<LiveState>('connecting');
  useEffect(() => {
    const resync = (): void => {
      for (const name of ['pulse', 'numbers', 'ticket', 'handoff', 'handoffs', 'alerts'])
        void client.invalidateQueries({ queryKey: [name] });
    };
    const follow = followTickets(client, resync);
    let unsure = 0;
    const close = openLive({
      onTicket: follow.onTicket,
      onPresence: takeInOthers,
      onResync: resync,
      onState: next => {
        setState(next);
        if (next === 'offline') unsure ||= window.setTimeout(forgetOthers, OTHERS_MS);
        else if (next === 'live') {
          window.clearTimeout(unsure);
          unsure = 0;
        }
        if (next === 'offline') announce('Connection lost. Trying again.');
      },
    });
    return () => {
      follow.stop();
      close();
      window.clearTimeout(unsure);
      forgetOthers();
    };
  }, [client]);
  return <Live.Provider value={state}>{children}</Live.Provider>;
}
