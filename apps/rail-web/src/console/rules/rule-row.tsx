// One rule: a line that says when and what then, and below it, when opened, everything about it.
import { useId } from 'react';
import type { Fault } from '../../form/field.shape.js';
import { Icon } from '../../look/icons.js';
import rows from '../fields/rows.module.css';
import { type RuleDraft, ruleOf } from './rule.draft.js';
import { type RuleChoices, RuleFields } from './rule-fields.js';
import { conditionWords, effectWords } from './rule-words.js';
import styles from './rules.module.css';

type Props = {
  draft: RuleDraft;
  place: number;
  change: (part: Partial<RuleDraft>) => void;
  /** Of this rule, with pointers into the table. */
  faults: readonly Fault[];
  choices: RuleChoices;
  open: boolean;
  onOpen: () => void;
};

export function RuleRow({ draft, place, change, faults, choices, open, onOpen }: Props) {
  const id = useId();
  const rule = ruleOf(draft);
  const wrong = faults.length > 0;
  return (
    <>
      <button
        type="button"
        className={styles.line}
        aria-expanded={open}
        aria-controls={open ? `${id}-body` : undefined}
        aria-describedby={wrong ? `${id}-fault` : undefined}
        data-wrong={wrong || undefined}
        data-off={!draft.enabled || undefined}
        onClick={onOpen}
      >
        <Icon name="right" size={12} className={rows.turn} />
        <span className={`mono tab ${styles.place}`}>{place + 1}</span>
        <span className={styles.ruleName}>
          <bdi>{draft.name || 'New rule'}</bdi>
          {!draft.enabled && <span className={styles.off}> switched off</span>}
        </span>
        <span className={styles.when}>{conditionWords(rule, choices.names)}</span>
        <span className={styles.then}>
          <span aria-hidden="true">→ </span>
          {effectWords(rule, choices.names)}
        </span>
      </button>
      {open && (
        <div id={`${id}-body`} className={styles.body}>
          <RuleFields draft={draft} change={change} faults={faults} at={`/rules/${place}`} choices={choices} />
        </div>
      )}
      {wrong && !open && (
        <p id={`${id}-fault`} className={rows.fault} data-fault="">
          {faults.map(fault => fault.detail).join('. ')}
        </p>
      )}
    </>
  );
}
