// Meetings that were held, and today's tables as files.
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { readRecords, recordsKey, TABLES, tableHref } from '../../api/flow/flow.api.js';
import { Button } from '../../look/button.js';
import { momentWords } from '../../rail/words/time-words.js';
import { flowPath } from '../../shell/paths.js';
import styles from '../flow.module.css';

export function Records() {
  const list = useInfiniteQuery({
    queryKey: recordsKey,
    queryFn: ({ pageParam }) => readRecords(pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: page => page.nextCursor,
  });
  const records = list.data?.pages.flatMap(page => page.items) ?? [];
  return (
    <footer className={styles.foot}>
      <section aria-labelledby="flow-records">
        <h2 id="flow-records" className={styles.footTitle}>
          Meetings held
        </h2>
        {list.isError && (
          <p className={styles.none}>
            The list cannot be read.{' '}
            <Button small onClick={() => void list.refetch()}>
              Try again
            </Button>
          </p>
        )}
        {list.isSuccess && records.length === 0 && (
          <p className={styles.none}>None yet. Freeze a meeting, and tomorrow’s stands beside it.</p>
        )}
        <ul className={styles.records}>
          {records.map(record => (
            <li key={record.id}>
              <Link href={`${flowPath()}?record=${record.id}`}>{momentWords(record.heldAt)}</Link>
              <span className={styles.by}>{record.heldBy}</span>
              {record.remarks && <span className={styles.said}>{record.remarks}</span>}
            </li>
          ))}
        </ul>
        {list.hasNextPage && (
          <Button small busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            Show older ones
          </Button>
        )}
      </section>
      <section aria-labelledby="flow-files" className={styles.files}>
        <h2 id="flow-files" className={styles.footTitle}>
          Today as CSV
        </h2>
        <ul className={styles.fileList}>
          {TABLES.map(([name, title]) => (
            <li key={name}>
              <a href={tableHref(name)} download>
                {title}
              </a>
            </li>
          ))}
        </ul>
      </section>
    </footer>
  );
}
