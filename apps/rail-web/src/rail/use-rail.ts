// The slips of one view, page after page, and the pulse that keeps them honest: every half minute the first page is read
// again and laid over the list without moving anything; what is unknown is counted as new.
import { type InfiniteData, keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { FoundSlip, Page } from '#api';
import { type RailView, railKey } from '../api/query-keys.js';
import { readRail } from '../api/ticket/rail.api.js';
import { knownSlip } from '../api/ticket/slip-cache.js';
import { layOver, type Pages } from '../api/ticket/slip-place.js';
import { addArrivals, clearArrivals } from '../live/arrivals.js';

const PULSE_MS = 30_000;

export function useRail(departmentId: number, view: RailView, q: string, openId: number | null, filter = '') {
  const client = useQueryClient();
  const key = useMemo(() => railKey(departmentId, view, q, filter), [departmentId, view, q, filter]);
  const list = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => readRail(departmentId, { view, q, filter, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page: Page<FoundSlip>) => page.nextCursor,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: q ? keepPreviousData : undefined,
  });
  const pulse = useQuery({
    queryKey: ['pulse', departmentId, view, q, filter],
    queryFn: ({ signal }) => readRail(departmentId, { view, q, filter }, signal),
    refetchInterval: PULSE_MS,
    refetchOnWindowFocus: true,
    staleTime: 5_000,
    enabled: list.isSuccess,
    structuralSharing: false,
  });
  const applied = useRef<Page<FoundSlip> | null>(null);
  useEffect(() => {
    const page = pulse.data;
    const now = client.getQueryData<Pages>(key);
    if (!page || !now || applied.current === page) return;
    applied.current = page;
    const { list: after, unknown } = layOver(now, page.items, page.nextCursor === null, openId ?? undefined);
    client.setQueryData(key, after);
    // A slip that left by an act of ours may still stand in a page that was read just before.
    const news = unknown.filter(id => {
      const fresh = page.items.find(slip => slip.id === id);
      const known = knownSlip(client, id);
      return fresh && !(known && known.version >= fresh.version);
    });
    if (news.length === 0 || q || filter) return;
    // Nothing can jump in an empty list; and done tickets are history, nobody waits for them.
    if (after.pages.every(old => old.items.length === 0))
      client.setQueryData(key, { pages: [page], pageParams: [null] });
    else if (view === 'rail') addArrivals(departmentId, news);
  }, [pulse.data, client, key, departmentId, view, q, openId, filter]);

  const slips = useMemo(() => list.data?.pages.flatMap(page => page.items) ?? [], [list.data]);
  const takeIn = useCallback(async (): Promise<void> => {
    const page = await client.fetchQuery({
      queryKey: ['pulse', departmentId, view, q, filter],
      queryFn: () => readRail(departmentId, { view, q, filter }),
      staleTime: 0,
    });
    clearArrivals(departmentId);
    client.setQueryData<InfiniteData<Page<FoundSlip>, string | null>>(key, { pages: [page], pageParams: [null] });
  }, [client, key, departmentId, view, q, filter]);

  return { ...list, slips, takeIn };
}
