// What passed between a partner and us, newest first: theirs with our acknowledgements, ours with theirs.
import { useInfiniteQuery } from '@tanstack/react-query';
import type { Department, Page, Traffic } from '#api';
import { readTraffic, trafficKey } from '../../../api/trade/partner.api.js';
import { Button } from '../../../look/button.js';
import { Failed, Loading } from '../../sheet/sheet.js';
import sheet from '../../sheet/sheet.module.css';
import styles from '../partners.module.css';
import { ReceivedRow, SentRow } from './traffic-row.js';

type Props = { partnerId: number; departments: readonly Department[] };

export function TrafficList({ partnerId, departments }: Props) {
  const traffic = useInfiniteQuery({
    queryKey: trafficKey(partnerId),
    queryFn: ({ pageParam }) => readTraffic(partnerId, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page: Page<Traffic>) => page.nextCursor,
    staleTime: 0,
  });
  const items = traffic.data?.pages.flatMap(page => page.items) ?? [];
  return (
    <section>
      <h2 className={sheet.title}>Traffic</h2>
      {traffic.isPending && <Loading words="Reading the traffic…" />}
      {traffic.isError && items.length === 0 && (
        <Failed
          error={traffic.error}
          onRetry={() => void traffic.refetch()}
          notYours="The partner is gone, or not yours to see."
        />
      )}
      {traffic.data && items.length === 0 && (
        <p className={sheet.lead}>Nothing passed yet. What they send stands here, with what we answered.</p>
      )}
      {items.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
        <section className={sheet.tableBox} aria-label="List of traffic" tabIndex={0}>
          <table className={`${sheet.table} ${styles.traffic}`}>
            <thead>
              <tr>
                <th scope="col">When</th>
                <th scope="col">Interchange</th>
                <th scope="col">Documents</th>
                <th scope="col">State</th>
                <th scope="col">Acknowledgement</th>
              </tr>
            </thead>
            <tbody>
              {items.map(row =>
                row.what === 'received' ? (
                  <ReceivedRow key={`r${row.messageId}`} row={row} departments={departments} />
                ) : (
                  <SentRow key={`s${row.id}`} row={row} departments={departments} />
                ),
              )}
            </tbody>
          </table>
        </section>
      )}
      {traffic.hasNextPage && (
        <Button small busy={traffic.isFetchingNextPage} onClick={() => void traffic.fetchNextPage()}>
          Older ones
        </Button>
      )}
    </section>
  );
}
