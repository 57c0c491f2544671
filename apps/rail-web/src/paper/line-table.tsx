// The lines of a document, a hundred at a time, with the way to any other: an order of ten thousand lines is as quick as one of ten.
import { type FormEvent, useRef, useState } from 'react';
import type { TicketDocument } from '#api';
import { PAGE_LINES } from '../api/trade/document.api.js';
import { Button } from '../look/button.js';
import { LineRows } from './line-rows.js';
import styles from './lines.module.css';
import { useLines } from './use-papers.js';
import { amountWords } from './words/paper-words.js';

type Props = { ticketId: number; paper: TicketDocument; title: string; onShow: (at: string) => void };

export function LineTable({ ticketId, paper, title, onShow }: Props) {
  const [page, setPage] = useState(0);
  const box = useRef<HTMLElement>(null);
  const { lines, isBusy, error, retry } = useLines(ticketId, paper, page);
  const pages = Math.ceil(paper.lineCount / PAGE_LINES);
  const go = (to: number): void => {
    setPage(Math.min(Math.max(to, 0), pages - 1));
    box.current?.scrollTo({ top: 0 });
  };
  return (
    <div className={styles.lines}>
      <section
        ref={box}
        className={styles.scroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and a keyboard must reach what it hides
        tabIndex={0}
        aria-label={`Lines of ${title}`}
        aria-busy={isBusy || undefined}
      >
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Line</th>
              <th scope="col">Item</th>
              <th scope="col" className={styles.number}>
                Quantity
              </th>
              <th scope="col" className={styles.number}>
                Price{paper.document.currency !== null && ` ${paper.document.currency}`}
              </th>
              <th scope="col">Wanted</th>
            </tr>
          </thead>
          <tbody>
            {lines?.items.map((line, place) => (
              <LineRows
                key={line.byte}
                line={line}
                difference={lines.differences[place]}
                words={lines.words}
                onShow={() => onShow(`byte=${line.byte}`)}
              />
            ))}
          </tbody>
        </table>
        {error && (
          <p className={styles.wrong} role="alert">
            These lines cannot be shown.{' '}
            <Button small onClick={retry}>
              Try again
            </Button>
          </p>
        )}
      </section>
      {pages > 1 && <Pager title={title} count={paper.lineCount} page={page} pages={pages} busy={isBusy} onGo={go} />}
    </div>
  );
}

type PagerProps = {
  title: string;
  count: number;
  page: number;
  pages: number;
  busy: boolean;
  onGo: (page: number) => void;
};

/** By place: a partner's line numbers need not rise by one. */
function Pager({ title, count, page, pages, busy, onGo }: PagerProps) {
  const first = page * PAGE_LINES + 1;
  const last = Math.min(first + PAGE_LINES - 1, count);
  const jump = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const wanted = Number(new FormData(event.currentTarget).get('line'));
    if (Number.isInteger(wanted) && wanted > 0) onGo(Math.floor((Math.min(wanted, count) - 1) / PAGE_LINES));
  };
  return (
    <nav className={styles.pager} aria-label={`Pages of lines of ${title}`}>
      <span className="tab" role="status" data-busy={busy || undefined}>
        {amountWords(String(first))} to {amountWords(String(last))} of {amountWords(String(count))}
      </span>
      <Button
        small
        weight="quiet"
        icon="back"
        aria-label="Lines before"
        disabled={page === 0}
        onClick={() => onGo(page - 1)}
      />
      <Button
        small
        weight="quiet"
        icon="right"
        aria-label="Lines after"
        disabled={page === pages - 1}
        onClick={() => onGo(page + 1)}
      />
      <form onSubmit={jump}>
        <label>
          Go to{' '}
          <input
            name="line"
            className="mono"
            inputMode="numeric"
            autoComplete="off"
            size={6}
            aria-label="Go to the line at place"
          />
        </label>
      </form>
    </nav>
  );
}
