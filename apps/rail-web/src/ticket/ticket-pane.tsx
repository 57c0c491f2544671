// The open ticket: its head and what can be done, the timeline, the pad. While it is read, the slip already tells who and what.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import type { Ticket } from '#api';
import { ProblemError } from '../api/http.js';
import { problemWords } from '../api/problem-words.js';
import { ticketKey } from '../api/query-keys.js';
import { knownSlip, showSlip } from '../api/ticket/slip-cache.js';
import { slipOf } from '../api/ticket/slip-place.js';
import { readTicket } from '../api/ticket/ticket.api.js';
import { Composer } from '../compose/composer.js';
import { useSend } from '../compose/use-send.js';
import { type DeskView, HandoffDeskProvider } from '../handoff/handoff-desk.js';
import { HandoffPanel } from '../handoff/handoff-panel.js';
import { OriginHandoffs } from '../handoffs/origin-handoffs.js';
import { Button } from '../look/button.js';
import { StatePage } from '../look/state-page.js';
import { HeldDesk } from '../mail/held-desk.js';
import { type PaperDesk, PaperDeskProvider, type RawView } from '../paper/paper-desk.js';
import { Papers } from '../paper/papers.js';
import { RawPanel } from '../paper/raw/raw-panel.js';
import { PresenceLine } from '../presence/presence-line.js';
import { useLooking } from '../presence/presence-provider.js';
import { useRailPlace } from '../rail/rail-context.js';
import { ReceivedSheet } from '../receive/received-sheet.js';
import { KeptVersion } from '../work/kept-version.js';
import { PromiseNotice } from '../work/promise-notice.js';
import { WorkSheet } from '../work/work-sheet.js';
import { ContextPane } from './context-pane.js';
import { PhoneBar } from './phone-bar.js';
import { TicketActions } from './ticket-actions.js';
import { TicketHead } from './ticket-head.js';
import styles from './ticket-pane.module.css';
import { Timeline } from './timeline.js';

export function TicketPane({ id, details }: { id: number; details: boolean }) {
  const client = useQueryClient();
  const place = useRailPlace();
  const query = useQuery({
    queryKey: ticketKey(id),
    queryFn: ({ signal }) => readTicket(id, signal),
    staleTime: 20_000,
    refetchOnWindowFocus: true,
  });
  const ticket = query.data;
  useEffect(() => {
    if (ticket) showSlip(client, slipOf(ticket));
  }, [client, ticket]);

  if (query.isError && !ticket) {
    const words = query.error instanceof ProblemError ? problemWords(query.error.problem) : null;
    return (
      <div className={styles.failed}>
        <StatePage
          tone="wrong"
          title={words?.title ?? 'The ticket cannot be shown.'}
          actions={
            <>
              <Button onClick={() => place.open(null)}>Back to the rail</Button>
              <Button onClick={() => void query.refetch()}>Try again</Button>
            </>
          }
        >
          {words?.next ?? 'Load the page again.'}
        </StatePage>
      </div>
    );
  }
  if (!ticket) return <Blank id={id} />;
  return <Desk key={id} ticket={ticket} details={details} />;
}

/** The ticket, and beside it either what is known of it, a handoff, or a document as it was received: what was asked for last. */
function Desk({ ticket, details }: { ticket: Ticket; details: boolean }) {
  const [view, setView] = useState<DeskView | null>(null);
  const [raw, setRaw] = useState<RawView | null>(null);
  const [wanted, want] = useState<PaperDesk['wanted']>(null);
  const desk = useMemo(() => {
    const put = (next: DeskView | null): void => {
      setRaw(null);
      setView(next);
    };
    return { view, put };
  }, [view]);
  const papers = useMemo(() => {
    const show = (next: RawView | null): void => {
      setView(null);
      setRaw(next);
    };
    return { raw, show, wanted, want };
  }, [raw, wanted]);
  return (
    <HandoffDeskProvider value={desk}>
      <PaperDeskProvider value={papers}>
        <HeldDesk ticket={ticket}>
          <OpenTicket ticket={ticket} />
        </HeldDesk>
        {raw ? (
          <RawPanel ticketId={ticket.id} view={raw} />
        ) : view ? (
          <HandoffPanel ticket={ticket} />
        ) : (
          details && <ContextPane ticket={ticket} />
        )}
      </PaperDeskProvider>
    </HandoffDeskProvider>
  );
}

function OpenTicket({ ticket }: { ticket: Ticket }) {
  const { callBack } = useSend(ticket);
  useLooking(ticket.id);
  const scroller = useRef<HTMLDivElement>(null);
  // A handoff and an order are read from the top: the sheet is what they are about.
  useOpenAtNewest(scroller, ticket.received !== null || ticket.documents > 0);
  return (
    <main className={styles.ticket} aria-label={`Ticket ${ticket.id}`} tabIndex={-1} data-ticket={ticket.id}>
      <PhoneBar slip={ticket} />
      <TicketActions ticket={ticket} />
      <div ref={scroller} className={styles.scroller}>
        <div className={styles.sheet}>
          <PresenceLine ticketId={ticket.id} />
          <TicketHead ticket={ticket} />
          {ticket.received && <ReceivedSheet ticket={ticket} handoff={ticket.received} />}
          <PromiseNotice ticket={ticket} />
          <OriginHandoffs ticket={ticket} />
          <KeptVersion ticket={ticket} />
          <WorkSheet ticket={ticket} />
          {ticket.documents > 0 && <Papers ticketId={ticket.id} count={ticket.documents} />}
          <Timeline ticket={ticket} onCallBack={entry => void callBack(entry)} />
        </div>
      </div>
      <div className={styles.pad}>
        <Composer ticket={ticket} />
      </div>
    </main>
  );
}

/** Known from the rail: who and what stand at once. */
function Blank({ id }: { id: number }) {
  const client = useQueryClient();
  const slip = knownSlip(client, id);
  return (
    <main className={styles.ticket} aria-label={`Ticket ${id}`} aria-busy="true" data-ticket={id} tabIndex={-1}>
      {slip && <PhoneBar slip={slip} />}
      <div className={styles.barBlank} />
      <div className={styles.scroller}>
        <div className={styles.sheet}>
          {slip ? <TicketHead ticket={slip} /> : <div className={styles.headBlank} />}
          <div className={styles.lines}>
            <span className="unseen">Reading the ticket…</span>
            {[72, 94, 88, 60].map(width => (
              <div key={width} style={{ width: `${width}%` }} />
            ))}
          </div>
        </div>
      </div>
    </main>
  );
}

/**
 * A long conversation opens at what was said last. Mails grow while their frames are measured, so the place is kept for a moment,
 * until the reader moves; what comes later does not move what somebody reads.
 */
function useOpenAtNewest(scroller: RefObject<HTMLDivElement | null>, isSheet: boolean): void {
  useEffect(() => {
    const box = scroller.current;
    const sheet = box?.firstElementChild;
    if (!box || !sheet || isSheet || box.querySelectorAll('article:not([data-state])').length < 3) return;
    const place = (): void => [...box.querySelectorAll('article')].at(-1)?.scrollIntoView({ block: 'start' });
    const sizes = new ResizeObserver(place);
    const stop = (): void => sizes.disconnect();
    sizes.observe(sheet);
    const timer = window.setTimeout(stop, 1_500);
    const moves = ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const;
    for (const move of moves) window.addEventListener(move, stop, { once: true, passive: true });
    return () => {
      stop();
      window.clearTimeout(timer);
      for (const move of moves) window.removeEventListener(move, stop);
    };
  }, [scroller, isSheet]);
}
