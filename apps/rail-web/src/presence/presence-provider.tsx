// The page's beat, tied to the browser: what is in sight, and when the page goes. One for everything inside the shell.
import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from 'react';
import { tellLast, tellPresence } from '../api/ticket/presence.api.js';
import type { Mode } from '../compose/draft/draft.js';
import { PresenceBeat } from './presence-beat.js';

/** What tells that somebody is at the page. */
const ACTS = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;

const Beat = createContext<PresenceBeat | null>(null);

function makeBeat(): PresenceBeat {
  const page = crypto.randomUUID();
  return new PresenceBeat({
    now: () => performance.now(),
    after: (milliseconds, run) => {
      const timer = window.setTimeout(run, milliseconds);
      return () => window.clearTimeout(timer);
    },
    send: ({ ticketId, ...sign }) => tellPresence(ticketId, { ...sign, page }),
    sendLast: ({ ticketId, ...sign }) => tellLast(ticketId, { ...sign, page }),
  });
}

export function PresenceProvider({ children }: { children: ReactNode }) {
  const [beat] = useState(makeBeat);
  useEffect(() => {
    const onSight = (): void => beat.hide(document.visibilityState === 'hidden');
    const onAct = (): void => beat.acted();
    const onLeave = (): void => beat.leave();
    const onShow = (event: PageTransitionEvent): void => {
      if (event.persisted) beat.back();
    };
    onSight();
    document.addEventListener('visibilitychange', onSight);
    for (const act of ACTS) window.addEventListener(act, onAct, { capture: true, passive: true });
    window.addEventListener('pagehide', onLeave);
    window.addEventListener('pageshow', onShow);
    return () => {
      document.removeEventListener('visibilitychange', onSight);
      for (const act of ACTS) window.removeEventListener(act, onAct, true);
      window.removeEventListener('pagehide', onLeave);
      window.removeEventListener('pageshow', onShow);
      // Signed out: said while the session still lives.
      beat.leave();
    };
  }, [beat]);
  return <Beat.Provider value={beat}>{children}</Beat.Provider>;
}

function useBeat(): PresenceBeat {
  const beat = useContext(Beat);
  if (!beat) throw new Error('Presence is used outside of the shell');
  return beat;
}

/** This ticket is open, for as long as the component stands. */
export function useLooking(ticketId: number): void {
  const beat = useBeat();
  useEffect(() => {
    beat.look(ticketId);
    return () => beat.look(null);
  }, [beat, ticketId]);
}

/** To be called at each stroke with the whole text. `mode`: the pad that lies open; with another one, or none, writing is over. */
export function useWriting(mode: Mode | null): (text: string) => void {
  const beat = useBeat();
  useEffect(() => (mode ? () => beat.stopped() : undefined), [beat, mode]);
  return useCallback(
    text => {
      if (!mode || text === '') beat.stopped();
      else beat.wrote(mode === 'reply' ? 'writing-reply' : 'writing-note');
    },
    [beat, mode],
  );
}
