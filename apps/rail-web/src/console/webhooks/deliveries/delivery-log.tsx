// What a webhook was told and what it answered, newest first. While something is on its way, the log is read again by itself.
import { type InfiniteData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Page, WebhookDelivery } from '#api';
import { type DeliveryState, deliveriesKey, readDeliveries } from '../../../api/company/webhook.api.js';
import { inputClass } from '../../../dialog/frame/dialog-frame.js';
import { Button } from '../../../look/button.js';
import { Failed, Loading } from '../../sheet/sheet.js';
import sheet from '../../sheet/sheet.module.css';
import styles from '../webhooks.module.css';
import { DeliveryRow } from './delivery-row.js';

const AGAIN_MS = 3_000;
const STATES: readonly { state: DeliveryState | ''; words: string }[] = [
  { state: '', words: 'All' },
  { state: 'queued', words: 'Waiting' },
  { state: 'sending', words: 'Being sent' },
  { state: 'delivered', words: 'Delivered' },
  { state: 'failed', words: 'Given up' },
];

export function DeliveryLog({ webhookId }: { webhookId: number }) {
  const [state, setState] = useState<DeliveryState | ''>('');
  const log = useInfiniteQuery({
    queryKey: [...deliveriesKey(webhookId), state],
    queryFn: ({ pageParam }) => readDeliveries(webhookId, state || null, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page: Page<WebhookDelivery>) => page.nextCursor,
    staleTime: 0,
    refetchInterval: query => (moves(query.state.data) ? AGAIN_MS : false),
  });
  const items = log.data?.pages.flatMap(page => page.items) ?? [];
  return (
    <section>
      <div className={styles.logHead}>
        <h2 className={sheet.title}>Deliveries</h2>
        <label className={styles.filter}>
          <span className="unseen">Show deliveries</span>
          <select
            className={inputClass}
            value={state}
            onChange={event => setState(event.currentTarget.value as DeliveryState | '')}
          >
            {STATES.map(one => (
              <option key={one.state} value={one.state}>
                {one.words}
              </option>
            ))}
          </select>
        </label>
      </div>
      {log.isPending && <Loading words="Reading the log…" />}
      {log.isError && items.length === 0 && (
        <Failed
          error={log.error}
          onRetry={() => void log.refetch()}
          notYours="The log is for administrators, or the webhook is gone."
        />
      )}
      {log.data && items.length === 0 && (
        <p className={sheet.lead}>
          {state ? 'None of these.' : 'It was told nothing yet. Send a test to see how it answers.'}
        </p>
      )}
      {items.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
        <section className={sheet.tableBox} aria-label="Log of deliveries" tabIndex={0}>
          <table className={`${sheet.table} ${styles.log}`}>
            <thead>
              <tr>
                <th scope="col">When</th>
                <th scope="col">Event</th>
                <th scope="col">State</th>
                <th scope="col">Tries</th>
                <th scope="col">Answer</th>
                <th scope="col">
                  <span className="unseen">What can be done</span>
                </th>
              </tr>
            </thead>
            {items.map(delivery => (
              <DeliveryRow key={delivery.id} delivery={delivery} webhookId={webhookId} />
            ))}
          </table>
        </section>
      )}
      {log.hasNextPage && (
        <Button small busy={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
          Older ones
        </Button>
      )}
    </section>
  );
}

/** A wait of hours is not watched every three seconds. */
function moves(data: InfiniteData<Page<WebhookDelivery>> | undefined): boolean {
  const soon = Date.now() + 60_000;
  return (data?.pages ?? []).some(page =>
    page.items.some(
      ({ state, nextAttemptAt }) =>
        state === 'sending' || (state === 'queued' && (!nextAttemptAt || Date.parse(nextAttemptAt) < soon)),
    ),
  );
}
