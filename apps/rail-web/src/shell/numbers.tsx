// Three numbers, always in sight: on time, work in progress against the limit, the oldest. Each opens its list.
import { useRailPlace } from '../rail/rail-context.js';
import { ageWords } from '../rail/time-words.js';
import { useNow } from '../rail/use-now.js';
import { useNumbers } from '../rail/use-numbers.js';
import styles from './header.module.css';

export function Numbers() {
  const place = useRailPlace();
  const numbers = useNumbers(place.department.id);
  const now = useNow();
  if (!numbers) return <div className={styles.numbers} />;
  const { onTime, workInProgress: work, oldest, late } = numbers;
  const hanging = work.open + work.claimed;
  return (
    <nav className={styles.numbers} aria-label="Numbers of the department">
      <button
        type="button"
        className={styles.number}
        title={
          onTime.percent === null
            ? 'Nothing was finished in the last 7 days'
            : `${onTime.onTime} of ${onTime.finished} finished within their time, last 7 days`
        }
        onClick={() => place.show('done')}
      >
        {onTime.percent === null ? (
          'None done yet'
        ) : (
          <>
            <span className={styles.value}>{`${Math.round(onTime.percent)} %`}</span> on time
          </>
        )}
      </button>
      <button
        type="button"
        className={styles.number}
        data-tone={hanging > work.limit ? 'wrong' : undefined}
        title={`${work.open} open, ${work.claimed} held, ${work.waiting} waiting; the limit is ${work.limit}; ${late} late`}
        onClick={() => place.show('rail')}
      >
        <span className={styles.value}>
          {hanging}
          <span className={styles.of}>/{work.limit}</span>
        </span>{' '}
        in work
      </button>
      {oldest && (
        <button
          type="button"
          className={styles.number}
          title={`The oldest ticket is #${oldest.ticketId}`}
          onClick={() => place.open(oldest.ticketId)}
        >
          <span className={styles.value}>{ageWords(oldest.receivedAt, now).replace('under ', '<')}</span> oldest
        </button>
      )}
      {late > 0 && (
        <button
          type="button"
          className={`${styles.number} ${styles.words}`}
          data-tone="wrong"
          title="Late tickets hang first"
          onClick={() => place.show('rail')}
        >
          <span className={styles.value}>{late}</span> late
        </button>
      )}
    </nav>
  );
}
