// Waiting for definitions, and what to say when they do not come.
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ProblemError } from '../../api/http.js';
import { problemWords } from '../../api/problem-words.js';
import { Button } from '../../look/button.js';
import { StatePage } from '../../look/state-page.js';
import styles from './definition.module.css';

type Props<T> = { query: UseQueryResult<T>; gone: string; children: (data: T) => ReactNode };

export function Loaded<T>({ query, gone, children }: Props<T>) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.isPending)
    return (
      <p className={styles.none} role="status">
        Opening…
      </p>
    );
  const missing = query.error instanceof ProblemError && query.error.status === 404;
  const words = query.error instanceof ProblemError ? problemWords(query.error.problem) : null;
  return (
    <StatePage
      tone="wrong"
      title={missing ? gone : (words?.title ?? 'It cannot be shown.')}
      actions={<Button onClick={() => void query.refetch()}>Try again</Button>}
    >
      {missing ? 'Choose another one from the list.' : (words?.next ?? 'Load the page again.')}
    </StatePage>
  );
}

/** `?from=1&to=3` of an address: two versions to stand beside each other. */
export function askedVersions(search: string): { from: number; to: number } | null {
  const query = new URLSearchParams(search);
  const [from, to] = ['from', 'to'].map(name => Number(/^[1-9]\d{0,5}$/.exec(query.get(name) ?? '')?.[0] ?? 0));
  return from && to ? { from, to } : null;
}
