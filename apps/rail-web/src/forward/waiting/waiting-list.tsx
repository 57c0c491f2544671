// What is kept on this phone and has not left: without a line it waits, and where the server refused it, it can be mended.
import { Button } from '../../look/button.js';
import { Icon } from '../../look/icons.js';
import styles from '../forward.module.css';
import type { Telling } from '../telling/telling.js';
import { drop, flush, type Waiting } from './outbox.js';

type Props = { waiting: Waiting[]; sending: boolean; onMend: (telling: Telling) => void };

export function WaitingList({ waiting, sending, onMend }: Props) {
  if (waiting.length === 0) return null;
  const quiet = waiting.every(one => one.refusal === null);
  return (
    <section className={styles.waiting} data-tone={quiet ? 'calm' : 'wrong'} role="status" aria-label="Not sent yet">
      <ul>
        {waiting.map(({ intent, telling, refusal }) => (
          <li key={intent} className={styles.waits}>
            <Icon name={refusal === null ? 'clock' : 'alert'} />
            <div>
              <strong>{telling.name || telling.company}</strong>
              {refusal === null ? (
                <p>{sending ? 'Sending…' : 'Kept on this phone. It leaves as soon as there is a line.'}</p>
              ) : (
                <p>It was not taken: {refusal}.</p>
              )}
              {refusal !== null && (
                <div className={styles.acts}>
                  <Button
                    onClick={() => {
                      onMend(telling);
                      void drop(intent);
                    }}
                  >
                    Mend it
                  </Button>
                  <Button weight="quiet" onClick={() => void drop(intent)}>
                    Throw it away
                  </Button>
                </div>
              )}
            </div>
          </li>
        ))}
      </ul>
      {quiet && !sending && (
        <Button weight="quiet" onClick={() => void flush()}>
          Try now
        </Button>
      )}
    </section>
  );
}
