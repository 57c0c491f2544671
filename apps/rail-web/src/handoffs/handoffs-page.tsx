// Handoffs of a department, sent and received, open and ended: quiet lists with state, leg and time left; each opens its ticket.
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation, useSearch } from 'wouter';
import type { HandoffSummary, Page } from '#api';
import { readHandoffs } from '../api/flow/handoff.api.js';
import { ProblemError } from '../api/http.js';
import { problemWords } from '../api/problem-words.js';
import { handoffsKey } from '../api/query-keys.js';
import { legUrgency, legWords, standWords } from '../handoff/handoff-words.js';
import { Button } from '../look/button.js';
import { StatePage } from '../look/state-page.js';
import { useRailPlace } from '../rail/rail-context.js';
import { useNow } from '../rail/use-now.js';
import { ageWords, momentWords } from '../rail/words/time-words.js';
import { handoffsPath } from '../shell/paths.js';
import styles from './handoffs.module.css';

type Side = 'received' | 'sent';
type State = 'open' | 'ended';
const SIDES: [Side, string][] = [
  ['received', 'Received'],
  ['sent', 'Sent'],
];
const STATES: [State, string][] = [
  ['open', 'Open'],
  ['ended', 'Ended'],
];

export function HandoffsPage() {
  const place = useRailPlace();
  const [, go] = useLocation();
  const asked = new URLSearchParams(useSearch());
  const side: Side = asked.get('side') === 'sent' ? 'sent' : 'received';
  const state: State = asked.get('state') === 'ended' ? 'ended' : 'open';
  const { department } = place;
  const list = useInfiniteQuery({
    queryKey: handoffsKey(department.id, side, state),
    queryFn: ({ pageParam, signal }) => readHandoffs(department.id, { side, state, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page: Page<HandoffSummary>) => page.nextCursor,
    refetchInterval: 60_000,
  });
  const rows = list.data?.pages.flatMap(page => page.items) ?? [];
  const show = (nextSide: Side, nextState: State): void => go(handoffsPath(department.key, nextSide, nextState));
  return (
    <main className={styles.page} aria-label={`Handoffs of ${department.name}`} tabIndex={-1}>
      <header className={styles.pageHead}>
        <Button weight="quiet" icon="back" aria-label="Back to the rail" onClick={() => place.open(null)} />
        <h1 className={styles.pageTitle}>Handoffs</h1>
        <Tabs label="Side" tabs={SIDES} now={side} onShow={next => show(next, state)} />
        <Tabs label="State" tabs={STATES} now={state} onShow={next => show(side, next)} />
      </header>
      {list.isError && rows.length === 0 ? (
        <StatePage
          tone="wrong"
          title={
            list.error instanceof ProblemError ? problemWords(list.error.problem).title : 'The list cannot be shown.'
          }
          actions={<Button onClick={() => void list.refetch()}>Try again</Button>}
        />
      ) : list.isPending ? (
        <p className="unseen" role="status">
          Reading the handoffs…
        </p>
      ) : rows.length === 0 ? (
        <StatePage title={EMPTY[`${side} ${state}`]}>
          {side === 'sent' ? 'Press H on a ticket to hand it off.' : 'What other departments offer to you stands here.'}
        </StatePage>
      ) : (
        <>
          <ul className={styles.list}>
            {rows.map(row => (
              <Row key={row.id} row={row} side={side} />
            ))}
          </ul>
          {list.hasNextPage && (
            <p className={styles.moreRows}>
              <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                Show more
              </Button>
            </p>
          )}
        </>
      )}
    </main>
  );
}

const EMPTY: Record<`${Side} ${State}`, string> = {
  'received open': 'Nothing was handed off to you.',
  'received ended': 'No handoff has ended yet.',
  'sent open': 'Nothing is with another department.',
  'sent ended': 'No handoff has ended yet.',
};

type TabsProps<T extends string> = { label: string; tabs: [T, string][]; now: T; onShow: (next: T) => void };

function Tabs<T extends string>({ label, tabs, now, onShow }: TabsProps<T>) {
  return (
    <nav className={styles.tabs} aria-label={label}>
      {tabs.map(([value, title]) => (
        <button
          key={value}
          type="button"
          className={styles.tab}
          aria-current={value === now ? 'page' : undefined}
          onClick={() => onShow(value)}
        >
          {title}
        </button>
      ))}
    </nav>
  );
}

function Row({ row, side }: { row: HandoffSummary; side: Side }) {
  const { pathOf } = useRailPlace();
  const now = useNow();
  const [first] = useState(now);
  const ticketId = side === 'sent' ? (row.originTicketId ?? row.ticketId) : (row.ticketId ?? row.originTicketId);
  const at = row.endedAt ?? row.offeredAt;
  const inner = (
    <>
      <span className={styles.rowTop}>
        <span className={styles.rowTitle}>{row.title}</span>
        {ticketId !== null && <span className={`mono ${styles.soft}`}>#{ticketId}</span>}
        <span className={`tab ${styles.rowClock}`} data-urgency={legUrgency(row.leg)}>
          {legWords(row.leg) || (at ? `${ageWords(at, Math.max(now, first))} ago` : '')}
        </span>
      </span>
      <span className={styles.rowSubject} dir="auto">
        {row.subject || 'No subject'}
      </span>
      <span className={styles.soft} title={at ? momentWords(at) : undefined}>
        {side === 'sent' ? `To ${row.to.name}` : `From ${row.from.name}`} · {standWords(row)}
        {row.rounds > 1 && ` · offered ${row.rounds} times`}
      </span>
    </>
  );
  return (
    <li>
      {ticketId === null ? (
        <div className={styles.row}>{inner}</div>
      ) : (
        <Link href={pathOf(ticketId)} className={styles.row}>
          {inner}
        </Link>
      )}
    </li>
  );
}
