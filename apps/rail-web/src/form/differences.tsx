// What changed between two versions of a kind or a contract, in words: asked for when somebody wants to see it.
import { useQuery } from '@tanstack/react-query';
import { differencesKey, readDifferences } from '../api/flow/definition.api.js';
import { ProblemError } from '../api/http.js';
import { problemWords } from '../api/problem-words.js';
import { differenceWords } from './difference-words.js';
import styles from './differences.module.css';

type Props = { area: 'kinds' | 'contracts'; definition: string; from: number; to: number };

export function Differences({ area, definition, from, to }: Props) {
  const found = useQuery({
    queryKey: differencesKey(area, definition, from, to),
    queryFn: () => readDifferences(area, definition, from, to),
    // A version never changes.
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (found.isPending)
    return (
      <p className={styles.none} role="status">
        Comparing…
      </p>
    );
  if (found.isError) {
    const words = found.error instanceof ProblemError ? problemWords(found.error.problem) : null;
    return (
      <p className={styles.fault} role="alert">
        {words ? `${words.title} ${words.next}` : 'The versions cannot be compared. Load the page again.'}
      </p>
    );
  }
  if (found.data.length === 0) return <p className={styles.none}>Nothing differs.</p>;
  return (
    <ul className={styles.list} aria-label={`What changed from version ${from} to ${to}`}>
      {found.data.map(change => (
        <li key={change.pointer + change.words} data-what={change.what}>
          {differenceWords(change)}
        </li>
      ))}
    </ul>
  );
}
