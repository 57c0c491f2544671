// On a phone one pane is seen at a time: the way back, and what is open, stay in sight above the conversation.
import type { Slip } from '#api';
import { Button } from '../look/button.js';
import { useRailPlace } from '../rail/rail-context.js';
import { dueWords } from '../rail/words/time-words.js';
import { toneOf } from '../rail/words/tone.js';
import styles from './phone-bar.module.css';

export function PhoneBar({ slip }: { slip: Slip }) {
  const { open } = useRailPlace();
  const { urgency } = toneOf(slip.minutesLeft, slip.minutesAllowed);
  return (
    <div className={styles.bar}>
      <Button
        weight="quiet"
        icon="back"
        className={styles.back}
        aria-label="Back to the rail"
        onClick={() => open(null)}
      />
      <span className={styles.what}>
        <span className="mono">#{slip.id}</span> <span dir="auto">{slip.subject}</span>
      </span>
      <span className={`tab ${styles.left}`} data-urgency={urgency}>
        {dueWords(slip.minutesLeft)}
      </span>
    </div>
  );
}
