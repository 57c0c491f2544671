// Parts of the handoff form: how complete it is, what the receiver accepts, what changed meanwhile, what came back.
import type { Handoff } from '#api';
import { differenceWords } from '../form/difference-words.js';
import type { Fault } from '../form/field.shape.js';
import { Button } from '../look/button.js';
import { Icon } from '../look/icons.js';
import { useNow } from '../rail/use-now.js';
import { clockWords } from '../rail/words/time-words.js';
import styles from './handoff-panel.module.css';
import { faultWords } from './handoff-words.js';
import type { Saving } from './use-handoff-draft.js';

export function savingWords(saving: Saving): string {
  if (saving.is === 'saved') return 'Saved';
  if (saving.is === 'failed') return `Not saved. ${saving.words}`;
  return saving.is === 'conflict' ? 'Not saved' : 'Saving…';
}

export function Meter({ filled, needed }: { filled: number; needed: number }) {
  if (needed === 0) return null;
  const full = filled >= needed;
  return (
    <div className={styles.meter} data-full={full || undefined}>
      <span className={styles.meterWords}>
        {full ? (
          <>
            <Icon name="check" size={14} /> Complete
          </>
        ) : (
          <>
            <span className="tab">
              {filled} of {needed}
            </span>{' '}
            needed filled in
          </>
        )}
      </span>
      <span className={styles.bar} aria-hidden="true">
        <span style={{ inlineSize: `${Math.round((Math.min(filled, needed) / needed) * 100)}%` }} />
      </span>
    </div>
  );
}

export function Criteria({ title, list }: { title: string; list: readonly string[] }) {
  if (list.length === 0) return null;
  return (
    <section className={styles.criteria} aria-label="Acceptance criteria">
      <h3 className={styles.partTitle}>{title}</h3>
      <ul>
        {list.map(criterion => (
          <li key={criterion}>{criterion}</li>
        ))}
      </ul>
    </section>
  );
}

/** The field or paper, and what is wrong with it. */
export function FaultLine({ fault, handoff }: { fault: Fault; handoff: Handoff }) {
  const { title, detail } = faultWords(fault, handoff);
  return (
    <>
      {title && (
        <>
          <strong>{title}:</strong>{' '}
        </>
      )}
      <bdi>{detail}</bdi>
    </>
  );
}

export function ReturnedNotice({ handoff }: { handoff: Handoff }) {
  const now = useNow();
  const { returned } = handoff;
  if (!returned || handoff.state !== 'returned') return null;
  return (
    <section className={styles.wrong} aria-label="Sent back">
      <p>
        <strong>{returned.title}</strong>
      </p>
      {returned.faults.length > 0 && (
        <ul>
          {returned.faults.map(fault => (
            <li key={fault.pointer + fault.detail}>
              <FaultLine fault={fault} handoff={handoff} />
            </li>
          ))}
        </ul>
      )}
      {returned.note && <p dir="auto">{returned.note}</p>}
      <p className={styles.more}>
        {returned.by}, {handoff.to.name}, {clockWords(returned.at, now)}
      </p>
    </section>
  );
}

export function ChangedNotice({ handoff, busy, onAdopt }: { handoff: Handoff; busy: boolean; onAdopt: () => void }) {
  if (handoff.changed.length === 0) return null;
  return (
    <section className={styles.notice} aria-label="The contract changed" role="alert">
      <p>
        <strong>What {handoff.to.name} asks for has changed since this was begun.</strong>
      </p>
      <ul>
        {handoff.changed.map(difference => (
          <li key={difference.pointer + difference.words}>{differenceWords(difference)}</li>
        ))}
      </ul>
      {handoff.actions.includes('adopt') && (
        <Button small busy={busy} onClick={onAdopt}>
          Take over
        </Button>
      )}
    </section>
  );
}

export function ConflictNotice({ onResolve }: { onResolve: (keep: 'mine' | 'theirs') => void }) {
  return (
    <section className={styles.notice} role="alert">
      <p>
        <strong>A colleague changed this form meanwhile.</strong> What you wrote is still here.
      </p>
      <div className={styles.buttons}>
        <Button small onClick={() => onResolve('theirs')}>
          Take theirs
        </Button>
        <Button small onClick={() => onResolve('mine')}>
          Keep mine
        </Button>
      </div>
    </section>
  );
}
