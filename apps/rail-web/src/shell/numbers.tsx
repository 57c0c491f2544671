// The numbers that matter, always in sight: on time, in hand against the limit, what hangs free, the oldest; late, likely late and handoffs that need an
// answer where there are any. Each opens its list.
import { useLocation } from 'wouter';
import { useRailPlace } from '../rail/rail-context.js';
import { useNow } from '../rail/use-now.js';
import { useNumbers } from '../rail/use-numbers.js';
import { ageWords } from '../rail/words/time-words.js';
import styles from './header.module.css';
import { handoffsPath, listPath } from './paths.js';

export function Numbers() {
  const place = useRailPlace();
  const [, go] = useLocation();
  const numbers = useNumbers(place.department.id);
  const now = useNow();
  if (!numbers) return <div className={styles.numbers} />;
  const { onTime, workInProgress: work, oldest, late, likelyLate, handoffs } = numbers;
  const { key } = place.department;
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
        onClick={() => go(listPath(key, 'done', { days: 7 }))}
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
        data-tone={work.claimed > work.limit ? 'wrong' : undefined}
        title={`${work.claimed} in hand, the limit is ${work.limit}; ${work.waiting} wait`}
        onClick={() => place.show('rail')}
      >
        <span className={styles.value}>
          {work.claimed}
          <span className={styles.of}>/{work.limit}</span>
        </span>{' '}
        in hand
      </button>
      <button
        type="button"
        className={`${styles.number} ${styles.words}`}
        title="On the rail, and nobody holds them"
        onClick={() => place.show('rail')}
      >
        <span className={styles.value}>{work.open}</span> {work.open === 1 ? 'hangs free' : 'hang free'}
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
      <Small
        count={late}
        words="late"
        wrong
        title="Due before now"
        go={() => go(listPath(key, 'all', { late: 'yes' }))}
      />
      <Small
        count={likelyLate}
        words="likely late"
        title="By their place in the line and the pace of late"
        go={() => go(listPath(key, 'rail', { late: 'likely' }))}
      />
      <Small
        count={handoffs.offered}
        words="to accept"
        title="Handoffs of other departments that wait for an answer"
        go={() => go(handoffsPath(key))}
      />
      <Small
        count={handoffs.returned}
        words="sent back"
        wrong
        title="Handoffs that came back to be corrected"
        go={() => go(handoffsPath(key, 'sent'))}
      />
    </nav>
  );
}

type SmallProps = { count: number; words: string; title: string; wrong?: boolean; go: () => void };

/** Silent when it is zero. */
function Small({ count, words, title, wrong, go }: SmallProps) {
  if (count === 0) return null;
  return (
    <button
      type="button"
      className={`${styles.number} ${styles.words}`}
      data-tone={wrong ? 'wrong' : undefined}
      title={title}
      onClick={go}
    >
      <span className={styles.value}>{count}</span> {words}
    </button>
  );
}
