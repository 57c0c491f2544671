// One stream of events from the server (SSE). The browser resumes by itself with Last-Event-ID; when it gives up,
// a new stream is opened after a growing pause and everything is fetched again, since the gap is unknown.
import type { LivePresence, LiveTicket } from '#api';

export type LiveState = 'connecting' | 'live' | 'offline';
export type LiveHandlers = {
  onTicket: (event: LiveTicket) => void;
  onPresence: (event: LivePresence) => void;
  onResync: () => void;
  onState: (state: LiveState) => void;
};

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
/** The server pings every 20 s; twice missed and a bit means that the line is dead. */
const SILENCE_MS = 50_000;

/** Answers a function that closes the stream. */
export function openLive(handlers: LiveHandlers): () => void {
  let source: EventSource | null = null;
  let pause = FIRST_PAUSE_MS;
  let reopenTimer = 0;
  let silenceTimer = 0;
  let gap = false;
  let closed = false;

  const heard = (): void => {
    window.clearTimeout(silenceTimer);
    silenceTimer = window.setTimeout(() => reopen(), SILENCE_MS);
  };

  const reopen = (): void => {
    source?.close();
    window.clearTimeout(silenceTimer);
    handlers.onState('offline');
    gap = true;
    window.clearTimeout(reopenTimer);
    reopenTimer = window.setTimeout(open, pause);
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  };

  const open = (): void => {
    if (closed) return;
    const stream = new EventSource('/api/v1/events');
    source = stream;
    stream.onopen = () => {
      pause = FIRST_PAUSE_MS;
      handlers.onState('live');
      if (gap) handlers.onResync();
      gap = false;
      heard();
    };
    stream.onerror = () => {
      if (stream.readyState === EventSource.CLOSED) reopen();
      else handlers.onState('offline');
    };
    stream.addEventListener('ping', heard);
    stream.addEventListener('resync', () => {
      heard();
      handlers.onResync();
    });
    stream.addEventListener('ticket', event => {
      heard();
      handlers.onTicket(JSON.parse(event.data) as LiveTicket);
    });
    stream.addEventListener('presence', event => {
      heard();
      handlers.onPresence(JSON.parse(event.data) as LivePresence);
    });
  };

  const onLine = (): void => {
    if (source?.readyState === EventSource.OPEN) return;
    pause = FIRST_PAUSE_MS;
    reopen();
  };
  window.addEventListener('online', onLine);
  handlers.onState('connecting');
  open();
  return () => {
    closed = true;
    window.removeEventListener('online', onLine);
    window.clearTimeout(reopenTimer);
    window.clearTimeout(silenceTimer);
    source?.close();
  };
}
