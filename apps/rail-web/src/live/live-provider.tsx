// Keeps what is on screen in step with the server, and tells whether it does.
import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { announce } from '../look/announcer.js';
import { followTickets } from './follow-ticket.js';
import { type LiveState, openLive } from './live-source.js';

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
    const close = openLive({
      onTicket: follow.onTicket,
      onResync: resync,
      onState: next => {
        setState(next);
        if (next === 'offline') announce('Connection lost. Trying again.');
      },
    });
    return () => {
      follow.stop();
      close();
    };
  }, [client]);
  return <Live.Provider value={state}>{children}</Live.Provider>;
}
