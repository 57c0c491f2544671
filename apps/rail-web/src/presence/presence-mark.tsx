// Who else is on a ticket, on its slip: initials under an eye or a pen, as a tab on the paper's upper edge. It lies beside what the slip says and in
// the room between two slips, so that neither the list nor a word on it moves. Who looks stands in an open frame, who writes in a filled one.
import { Icon } from '../look/icons.js';
import { useOthers } from './others.js';
import styles from './presence-mark.module.css';
import { wordsOf } from './presence-words.js';

const MOST = 2;

export function PresenceMark({ ticketId }: { ticketId: number }) {
  const others = useOthers(ticketId);
  if (others.length === 0) return null;
  const words = wordsOf(others);
  return (
    <span className={styles.marks} data-here={others.map(({ initials }) => initials).join(' ')} title={words}>
      <span className="unseen">{words}</span>
      {others.slice(0, MOST).map(({ id, initials, doing }) => (
        <span key={id} className={styles.mark} data-doing={doing} aria-hidden="true">
          <Icon name={doing === 'looking' ? 'eye' : 'pen'} size={11} />
          {initials.slice(0, 2)}
        </span>
      ))}
      {others.length > MOST && (
        <span className={styles.mark} data-doing="looking" aria-hidden="true">
          +{others.length - MOST}
        </span>
      )}
    </span>
  );
}
