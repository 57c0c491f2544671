// V: a document as it was received, beside the conversation (the whole page on a phone): segment by segment, the one in question marked, with its byte.
import { useClipboard } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { ProblemError } from '../../api/http.js';
import { problemWords } from '../../api/problem-words.js';
import { segmentsKey } from '../../api/query-keys.js';
import { rawDocumentPath, readSegments } from '../../api/trade/document.api.js';
import { announce } from '../../look/announcer.js';
import { Button } from '../../look/button.js';
import { type RawView, usePaperDesk } from '../paper-desk.js';
import { amountWords } from '../words/paper-words.js';
import styles from './raw.module.css';
import { SegmentList } from './segment-list.js';
import { copyable, placeWords, stepFrom } from './segment-words.js';

export function RawPanel({ ticketId, view }: { ticketId: number; view: RawView }) {
  const { show } = usePaperDesk();
  const panel = useRef<HTMLElement>(null);
  const [opener] = useState(() => document.activeElement);
  const close = (): void => {
    show(null);
    const back = opener instanceof HTMLElement && opener.isConnected ? opener : null;
    (back ?? document.querySelector<HTMLElement>('[data-ticket]'))?.focus();
  };
  useEffect(() => panel.current?.focus(), []);
  // Esc means what lies open last, wherever the focus is; a field or a layer gives it up first.
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const target = event.target instanceof Element ? event.target : null;
      if (event.key !== 'Escape' || target?.closest('[role=dialog], [role=menu], input, textarea, select')) return;
      event.stopPropagation();
      close();
    };
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  });
  return (
    <aside ref={panel} className={styles.panel} aria-label="As received" data-panel="" tabIndex={-1}>
      <Segments
        key={`${view.place.messageId}.${view.place.part}.${view.at}`}
        ticketId={ticketId}
        view={view}
        onClose={close}
      />
    </aside>
  );
}

function Segments({ ticketId, view, onClose }: { ticketId: number; view: RawView; onClose: () => void }) {
  const { messageId, part } = view.place;
  const [at, setAt] = useState(view.at);
  const clipboard = useClipboard({ timeout: 3_000 });
  const first = useQuery({
    queryKey: segmentsKey(ticketId, messageId, part, view.at),
    queryFn: ({ signal }) => readSegments(ticketId, view.place, view.at, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const query = useQuery({
    queryKey: segmentsKey(ticketId, messageId, part, at),
    queryFn: ({ signal }) => readSegments(ticketId, view.place, at, signal),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const found = query.data;
  // Also where somebody has gone on from it: what was asked for stays marked.
  const marked = first.data?.marked ?? null;
  const problem = query.error instanceof ProblemError ? problemWords(query.error.problem) : null;
  const steps = found ? stepFrom(found) : { earlier: null, later: null };
  return (
    <>
      <header className={styles.head}>
        <div>
          <h2 className={styles.title}>As received</h2>
          <p className={`tab ${styles.more}`} role="status">
            {view.title}
            {found && `, ${placeWords(found, marked)}`}
          </p>
        </div>
        <Button small weight="quiet" icon="close" aria-label="Close what was received" onClick={onClose} />
      </header>
      {query.isError && !found ? (
        <p className={styles.message} role="alert">
          {problem?.title ?? 'It cannot be shown.'} {problem?.next}
        </p>
      ) : found ? (
        <SegmentList items={found.items} marked={marked} />
      ) : (
        <p className={styles.message}>Reading it…</p>
      )}
      {(steps.earlier !== null || steps.later !== null) && (
        <nav className={styles.steps} aria-label="Segments">
          <Button
            small
            weight="quiet"
            icon="back"
            disabled={steps.earlier === null}
            onClick={() => setAt(`from=${steps.earlier ?? 1}`)}
          >
            Earlier
          </Button>
          <span className="tab">{found && `${amountWords(String(found.total))} in all`}</span>
          <Button
            small
            weight="quiet"
            icon="right"
            disabled={steps.later === null}
            onClick={() => setAt(`from=${steps.later ?? 1}`)}
          >
            Later
          </Button>
        </nav>
      )}
      <footer className={styles.foot}>
        <a className={styles.save} href={rawDocumentPath(ticketId, view.place)} download>
          Save as a file
        </a>
        <Button
          small
          disabled={!found}
          onClick={() => {
            clipboard.copy(copyable(found?.items ?? [], marked));
            announce('Copied.');
          }}
        >
          {clipboard.copied ? 'Copied' : marked === null ? 'Copy what is shown' : 'Copy the segment'}
        </Button>
      </footer>
    </>
  );
}
