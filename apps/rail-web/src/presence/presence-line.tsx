// Who else is on the open ticket, in words with an eye or a pen: a tab that hangs from the top of the paper and stays in sight while it is scrolled.
// It takes no room, so that nothing moves when somebody comes. Who comes, and who begins to write, is announced once, politely.
import { useEffect, useRef } from 'react';
import { announce } from '../look/announcer.js';
import { Icon } from '../look/icons.js';
import { type Other, useOthers } from './others.js';
import styles from './presence-line.module.css';
import { newsOf, saidOf, wordsOf } from './presence-words.js';

export function PresenceLine({ ticketId }: { ticketId: number }) {
  const others = useOthers(ticketId);
  const before = useRef<readonly Other[]>([]);
  useEffect(() => {
    const news = newsOf(before.current, others);
    before.current = others;
    if (news.length > 0) announce(wordsOf(news));
  }, [others]);
  if (others.length === 0) return null;
  return (
    <div className={styles.strip} data-strip="">
      <p className={styles.tab} data-presence={ticketId}>
        {saidOf(others).map(({ doing, names, does }) => (
          <span key={doing} className={styles.said} data-doing={doing}>
            <Icon name={doing === 'looking' ? 'eye' : 'pen'} size={14} />
            <span className={styles.words}>
              <bdi className={styles.names}>{names}</bdi>
              <span className={styles.does}> {does}</span>
            </span>
          </span>
        ))}
      </p>
    </div>
  );
}
