// What this person must know, read again every minute and after events; what is new is announced politely, once.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import type { AlertPage } from '#api';
import { sayProblem } from '../act/say.js';
import { acknowledge, acknowledgeAll, readAlerts } from '../api/company/alert.api.js';
import { newIntent } from '../api/http.js';
import { alertsKey } from '../api/query-keys.js';
import { announce } from '../look/announcer.js';

export function useAlerts(): AlertPage | undefined {
  return useQuery({
    queryKey: alertsKey,
    queryFn: ({ signal }) => readAlerts(signal),
    refetchInterval: 60_000,
    refetchOnWindowFocus: true,
  }).data;
}

/** To be used once: says what came since the page was opened. */
export function useAnnouncedAlerts(page: AlertPage | undefined): void {
  const newest = useRef<number | null>(null);
  useEffect(() => {
    if (!page) return;
    const highest = Math.max(0, ...page.items.map(alert => alert.id));
    const before = newest.current;
    newest.current = Math.max(before ?? 0, highest);
    if (before === null || highest <= before) return;
    const fresh = page.items.filter(alert => alert.id > before);
    announce(fresh.length === 1 ? `Alert: ${fresh[0]?.text}` : `${fresh.length} new alerts. L shows them.`);
  }, [page]);
}

/** Waits for the server: an alert is acknowledged when somebody really has it. */
export function useAcknowledge(): (ids: readonly number[]) => Promise<void> {
  const client = useQueryClient();
  return useCallback(
    async ids => {
      const [only] = ids;
      if (only === undefined) return;
      try {
        if (ids.length === 1) await acknowledge(only, newIntent());
        else await acknowledgeAll(ids.slice(0, 200), newIntent());
        client.setQueryData<AlertPage>(alertsKey, old => {
          if (!old) return old;
          const items = old.items.filter(alert => !ids.includes(alert.id));
          return { ...old, items, open: Math.max(0, old.open - (old.items.length - items.length)) };
        });
        await client.invalidateQueries({ queryKey: alertsKey });
        await client.invalidateQueries({ queryKey: ['numbers'] });
      } catch (error) {
        sayProblem(error);
        await client.invalidateQueries({ queryKey: alertsKey });
      }
    },
    [client],
  );
}
