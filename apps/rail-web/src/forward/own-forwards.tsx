// One's own forwards: where each hangs, by when they hear, how it ended; and the receipt of the one that was just sent.
import { useQuery } from '@tanstack/react-query';
import type { Forward } from '#api';
import { forwardsKey, readForwards } from '../api/ticket/forward.api.js';
import { Button } from '../look/button.js';
import { Icon } from '../look/icons.js';
import { useNow } from '../rail/use-now.js';
import { clockWords } from '../rail/words/time-words.js';
import styles from './forward.module.css';
import { promiseWords, replyWords, stateWords } from './forward-words.js';

const SOON_MS = 1_000;
const LATER_MS = 30_000;

/** Often while one has no number yet. */
function useForwards() {
  return useQuery({
    queryKey: forwardsKey,
    queryFn: readForwards,
    staleTime: 0,
    refetchInterval: query => (query.state.data?.items.some(one => one.state === 'taken') ? SOON_MS : LATER_MS),
  });
}

export function Receipt({ id, onClose }: { id: number; onClose: () => void }) {
  const forward = useForwards().data?.items.find(one => one.id === id);
  const now = useNow();
  return (
    <section className={styles.receipt} role="status" aria-label="Receipt">
      <Icon name="check" size={24} />
      <div>
        {forward?.ticketId ? (
          <>
            <strong>
              This is <span className="mono">#{forward.ticketId}</span> now.
            </strong>
            <p>
              {stateWords(forward, now)}. {promiseWords(forward, now)}.
            </p>
          </>
        ) : (
          <>
            <strong>Taken in.</strong>
            <p>{forward?.state === 'aside' ? stateWords(forward, now) : 'Its number comes in a moment.'}</p>
          </>
        )}
      </div>
      <Button weight="quiet" icon="close" aria-label="Put the receipt away" onClick={onClose} />
    </section>
  );
}

export function OwnForwards() {
  const forwards = useForwards();
  const now = useNow();
  const items = forwards.data?.items ?? [];
  return (
    <section className={styles.own} aria-labelledby="own-forwards">
      <h2 id="own-forwards" className={styles.ownTitle}>
        Your forwards
      </h2>
      {forwards.isError && !forwards.data && <p className={styles.hint}>They are shown when there is a line again.</p>}
      {forwards.data && items.length === 0 && (
        <p className={styles.hint}>None yet. What you forward by mail or here is listed with what became of it.</p>
      )}
      <ul>
        {items.map(forward => (
          <OwnForward key={forward.id} forward={forward} now={now} />
        ))}
      </ul>
    </section>
  );
}

function OwnForward({ forward, now }: { forward: Forward; now: number }) {
  const { ticketId, who, about, way, at, state } = forward;
  const promise = promiseWords(forward, now);
  const late = forward.promisedAt !== null && Date.parse(forward.promisedAt) < now;
  return (
    <li className={styles.forward} data-state={state} data-forward={forward.id}>
      <div className={styles.forwardHead}>
        <Icon name={way === 'mail' ? 'mail' : 'colleague'} />
        <strong className={styles.forwardWho}>{who || 'Somebody'}</strong>
        <span className="mono">{ticketId === null ? '' : `#${ticketId}`}</span>
      </div>
      {about && <p className={styles.about}>{about}</p>}
      <p className={styles.forwardState}>{stateWords(forward, now)}</p>
      <p className={styles.hint}>
        {promise && <span data-late={late || undefined}>{promise}</span>}
        {[replyWords(forward, now), `${way === 'mail' ? 'by mail' : 'told'} ${clockWords(at, now)}`]
          .filter(Boolean)
          .map(words => (
            <span key={words}>{words}</span>
          ))}
      </p>
    </li>
  );
}
