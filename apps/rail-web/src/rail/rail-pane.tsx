// The left pane: the steel rail with its views, the slips under it, and the foot where nothing is hidden.
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useCallback } from 'react';
import { ProblemError } from '../api/http.js';
import { problemWords } from '../api/problem-words.js';
import { type RailView, ticketKey } from '../api/query-keys.js';
import { readTicket } from '../api/ticket/ticket.api.js';
import { useCommand } from '../keys/commands.js';
import { useArrivals } from '../live/arrivals.js';
import { Button } from '../look/button.js';
import { StatePage } from '../look/state-page.js';
import { EmptyRail } from './empty-rail.js';
import { useRailPlace } from './rail-context.js';
import { RailFoot } from './rail-foot.js';
import styles from './rail-pane.module.css';
import { SlipList } from './slip-list.js';
import type { useRail } from './use-rail.js';
import { filterWords } from './words/filter-words.js';

const VIEWS: { view: RailView; title: string; command: 'view-rail' | 'view-waiting' | 'view-mine' | 'view-done' }[] = [
  { view: 'rail', title: 'Rail', command: 'view-rail' },
  { view: 'waiting', title: 'Waiting', command: 'view-waiting' },
  { view: 'mine', title: 'Mine', command: 'view-mine' },
  { view: 'done', title: 'Done', command: 'view-done' },
];

/** `alone`: it is all that is seen (a phone), so it is the main part of the page. */
export function RailPane({ rail, alone }: { rail: ReturnType<typeof useRail>; alone: boolean }) {
  const place = useRailPlace();
  const client = useQueryClient();
  const Pane = alone ? 'main' : 'section';
  const arrivals = useArrivals(place.department.id);
  const hasNew = arrivals > 0 && place.view === 'rail' && !place.q && !place.filter;
  const takeIn = (): void => void rail.takeIn().catch(() => rail.refetch());
  useCommand('take-in', takeIn, hasNew);
  const onNear = useCallback(
    (id: number) =>
      void client.prefetchQuery({ queryKey: ticketKey(id), queryFn: ({ signal }) => readTicket(id, signal) }),
    [client],
  );
  const onMore = useCallback(() => void rail.fetchNextPage(), [rail.fetchNextPage]);
  return (
    <Pane className={styles.pane} aria-label={`${place.department.name}: rail`} data-rail="">
      {alone && <h1 className="unseen">{place.department.name}</h1>}
      <Views>
        {hasNew && (
          <button type="button" className={styles.arrivals} onClick={takeIn} title="Take in what is new (.)">
            <span className="tab">{arrivals > 99 ? '99+' : arrivals} new</span>
          </button>
        )}
      </Views>
      {rail.isPending && <LoadingSlips />}
      {rail.isError && rail.slips.length === 0 && (
        <div className={styles.state} data-alone={place.openId === null || undefined}>
          <StatePage
            tone="wrong"
            title={
              rail.error instanceof ProblemError ? problemWords(rail.error.problem).title : 'The rail cannot be shown.'
            }
            actions={<Button onClick={() => void rail.refetch()}>Try again</Button>}
          >
            {rail.error instanceof ProblemError ? problemWords(rail.error.problem).next : 'Load the page again.'}
          </StatePage>
        </div>
      )}
      {rail.isSuccess && rail.slips.length === 0 && (
        <div
          className={styles.state}
          data-alone={(place.openId === null && place.view === 'rail' && !place.q) || undefined}
        >
          <EmptyRail />
        </div>
      )}
      {rail.slips.length > 0 && (
        <SlipList
          key={`${place.department.id}/${place.view}/${place.q}/${place.filter}`}
          slips={rail.slips}
          hasMore={rail.hasNextPage}
          loadingMore={rail.isFetchingNextPage}
          onMore={onMore}
          onNear={onNear}
          label={place.q ? `Found for ${place.q}` : (VIEWS.find(v => v.view === place.view)?.title ?? 'Tickets')}
        />
      )}
      <RailFoot />
    </Pane>
  );
}

function Views({ children }: { children: ReactNode }) {
  const place = useRailPlace();
  useCommand('view-rail', () => place.show('rail'));
  useCommand('view-waiting', () => place.show('waiting'));
  useCommand('view-mine', () => place.show('mine'));
  useCommand('view-done', () => place.show('done'));
  return (
    <div className={styles.steel}>
      {place.q || place.filter ? (
        <div className={styles.found}>
          <span className={styles.foundWords}>
            {place.q ? (
              <>
                Found for <bdi>“{place.q}”</bdi>
              </>
            ) : (
              filterWords(place.view, place.filter)
            )}
          </span>
          <Button
            small
            weight="quiet"
            icon="close"
            aria-label={place.q ? 'Leave the search' : 'Show all'}
            onClick={() => place.show(place.q ? 'rail' : place.view)}
          />
        </div>
      ) : (
        <nav aria-label="Views" className={styles.views}>
          {VIEWS.map(({ view, title }) => (
            <button
              key={view}
              type="button"
              className={styles.view}
              aria-current={place.view === view ? 'page' : undefined}
              onClick={() => place.show(view)}
            >
              {title}
            </button>
          ))}
          {children}
        </nav>
      )}
    </div>
  );
}

function LoadingSlips() {
  return (
    <div className={styles.loading} role="status">
      <span className="unseen">Reading the rail…</span>
      {[72, 72, 92, 72, 72, 72].map((height, index) => (
        <div key={index} className={styles.blank} style={{ height }} />
      ))}
    </div>
  );
}
