// The messages behind a figure of the ledger, newest first.
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { Department, LedgerMessage, Page } from '#api';
import { type LedgerFilter, ledgerKey, readMessages } from '../../api/channel/ledger.api.js';
import { Button } from '../../look/button.js';
import { StatePage } from '../../look/state-page.js';
import { useNow } from '../../rail/use-now.js';
import { clockWords, momentWords, sizeWords } from '../../rail/words/time-words.js';
import { SectionHead } from '../console-frame.js';
import { Failed, Loading } from '../sheet/sheet.js';
import sheet from '../sheet/sheet.module.css';
import styles from './ledger.module.css';
import { STATES, whyWords } from './ledger-words.js';
import { TicketLink } from './ticket-link.js';

type Props = { filter: LedgerFilter; departments: readonly Department[] };

export function MessageList({ filter, departments }: Props) {
  const list = useInfiniteQuery({
    queryKey: [...ledgerKey, 'messages', filter],
    queryFn: ({ pageParam }) => readMessages(filter, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page: Page<LedgerMessage>) => page.nextCursor,
    staleTime: 0,
  });
  const items = list.data?.pages.flatMap(page => page.items) ?? [];
  const said = [filter.state && STATES[filter.state], filter.day, filter.channelId && items[0]?.channelName];
  return (
    <div className={sheet.page}>
      <SectionHead
        title="Messages of the ledger"
        note={said.filter(Boolean).join(', ') || undefined}
        back={{ href: '/console/ledger', words: 'Ledger' }}
      />
      {list.isPending && <Loading words="Reading the messages…" />}
      {list.isError && items.length === 0 && (
        <Failed error={list.error} onRetry={() => void list.refetch()} notYours="They came in for another rail." />
      )}
      {list.data && items.length === 0 && (
        <StatePage title="None of these.">Choose another figure of the ledger.</StatePage>
      )}
      {items.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
        <section className={sheet.tableBox} aria-label="Messages" tabIndex={0}>
          <table className={sheet.table}>
            <thead>
              <tr>
                <th scope="col">Message</th>
                <th scope="col">Received</th>
                <th scope="col">What it says</th>
                <th scope="col">State</th>
                <th scope="col">Ticket</th>
              </tr>
            </thead>
            <tbody>
              {items.map(item => (
                <Row key={item.messageId} item={item} departments={departments} />
              ))}
            </tbody>
          </table>
        </section>
      )}
      {list.hasNextPage && (
        <p>
          <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            Older ones
          </Button>
        </p>
      )}
    </div>
  );
}

function Row({ item, departments }: { item: LedgerMessage; departments: readonly Department[] }) {
  const now = useNow();
  return (
    <tr data-message={item.messageId}>
      <td className="mono">
        {item.readable ? <Link href={`/console/ledger/${item.messageId}`}>{item.messageId}</Link> : item.messageId}
      </td>
      <td className={`tab ${sheet.nowrap}`} title={momentWords(item.receivedAt)}>
        {clockWords(item.receivedAt, now)}
      </td>
      <td dir="auto">
        {item.subject ?? (item.readable ? sizeWords(item.size) : 'On another rail')}
        {item.author && <span className={styles.soft}>{item.author}</span>}
      </td>
      <td>
        {STATES[item.state]}
        {item.reason && (
          <span className={styles.soft} title={item.reason}>
            {whyWords(item.state, item.reason)}
          </span>
        )}
      </td>
      <td>
        {item.ticketIds.map(id => (
          <TicketLink key={id} id={id} departmentId={item.departmentId} departments={departments} />
        ))}
      </td>
    </tr>
  );
}
