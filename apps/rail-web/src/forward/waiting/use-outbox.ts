// Sends what waits whenever there may be a line again: now, when the browser says so, when the page is looked at, and from time to time.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import type { Forward, Page } from '#api';
import { sessionKey } from '../../api/query-keys.js';
import { forwardsKey } from '../../api/ticket/forward.api.js';
import { flush, onNews, onOutbox, outboxState, readOutbox, type Waiting } from './outbox.js';

const AGAIN_MS = 10_000;

export function useOutbox(
  userId: number,
  onSent: (forward: Forward) => void,
): { waiting: Waiting[]; sending: boolean } {
  const client = useQueryClient();
  useEffect(() => {
    const again = (): void => void flush();
    const seen = (): void => {
      if (document.visibilityState === 'visible') again();
    };
    readOutbox(userId).then(again, again);
    const timer = window.setInterval(again, AGAIN_MS);
    window.addEventListener('online', again);
    document.addEventListener('visibilitychange', seen);
    return () => {
      window.clearInterval(timer);
      window.removeEventListener('online', again);
      document.removeEventListener('visibilitychange', seen);
    };
  }, [userId]);
  useEffect(
    () =>
      onNews(news => {
        if ('signedOut' in news) return void client.setQueryData(sessionKey, null);
        client.setQueryData<Page<Forward>>(
          forwardsKey,
          page => page && { ...page, items: [news.sent, ...page.items.filter(one => one.id !== news.sent.id)] },
        );
        void client.invalidateQueries({ queryKey: forwardsKey });
        onSent(news.sent);
      }),
    [client, onSent],
  );
  return useSyncExternalStore(onOutbox, outboxState);
}
