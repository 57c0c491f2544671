// What came of a test, step by step: each with its time, what happened, and what to try next.
import type { ChannelTest } from '#api';
import { Icon } from '../../../look/icons.js';
import { sentence } from '../form/fault.places.js';
import styles from './try.module.css';
import { STEP_STATES, timeWords, verdictOf } from './try-words.js';

/** `isOld`: something was typed since. */
export function TestSteps({ test, isOld }: { test: ChannelTest; isOld: boolean }) {
  return (
    <div className={styles.result} data-test={test.ok ? 'ok' : 'failed'}>
      <p className={styles.verdict} data-tone={test.ok ? 'good' : 'wrong'}>
        {verdictOf(test)}
        {isOld && <span className={styles.soft}> Something was changed since: test it again.</span>}
      </p>
      <ol className={styles.steps}>
        {test.steps.map(({ step, title, state, ms, words, next }) => (
          <li key={step} className={styles.step} data-state={state} data-step={step}>
            <Icon name={STEP_STATES[state].icon} />
            <div>
              <p className={styles.stepHead}>
                <b>{title}</b>
                <span className={styles.stepState}>{STEP_STATES[state].words}</span>
                {state !== 'skipped' && <span className={`mono ${styles.time}`}>{timeWords(ms)}</span>}
              </p>
              {words && <p>{sentence(words)}</p>}
              {next !== null && <p className={styles.next}>{sentence(next)}</p>}
            </div>
          </li>
        ))}
      </ol>
    </div>
  );
}
