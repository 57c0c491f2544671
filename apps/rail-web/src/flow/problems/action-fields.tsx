// The steps of a problem case: what, who, until when. An empty line is no step.
import { useRef } from 'react';
import type { SaveProblemCase } from '#api';
import { inputClass } from '../../dialog/frame/dialog-frame.js';
import { Button } from '../../look/button.js';
import { OwnerSelect } from './owner-select.js';
import styles from './problem.module.css';

type Action = SaveProblemCase['actions'][number];
type Props = {
  actions: Action[];
  owners: { id: number; name: string }[];
  faults: Record<string, string>;
  onChange: (actions: Action[]) => void;
};

export function ActionFields({ actions, owners, faults, onChange }: Props) {
  const list = useRef<HTMLUListElement>(null);
  const change = (place: number, part: Partial<Action>): void =>
    onChange(actions.map((action, i) => (i === place ? { ...action, ...part } : action)));
  const add = (): void => {
    onChange([...actions, { text: '', ownerId: null, dueOn: null, done: false }]);
    window.setTimeout(() => list.current?.querySelector<HTMLElement>('li:last-child input')?.focus(), 0);
  };
  return (
    <fieldset className={styles.steps}>
      <legend className={styles.legend}>Actions</legend>
      <ul ref={list}>
        {actions.map((action, place) => (
          <li key={place} className={styles.step}>
            <input
              className={inputClass}
              aria-label={`Action ${place + 1}`}
              maxLength={500}
              value={action.text}
              aria-invalid={Boolean(faults[`/actions/${place}/text`])}
              onChange={event => change(place, { text: event.currentTarget.value })}
            />
            <OwnerSelect
              label={`Who does action ${place + 1}`}
              owners={owners}
              value={action.ownerId}
              onChange={ownerId => change(place, { ownerId })}
            />
            <input
              type="date"
              className={inputClass}
              aria-label={`Action ${place + 1} until`}
              value={action.dueOn ?? ''}
              onChange={event => change(place, { dueOn: event.currentTarget.value || null })}
            />
            <Button
              weight="quiet"
              icon="close"
              aria-label={`Take out action ${place + 1}`}
              onClick={() => onChange(actions.filter((_, i) => i !== place))}
            />
            {(faults[`/actions/${place}/ownerId`] ?? faults[`/actions/${place}/text`]) && (
              <span className={styles.fault} role="alert">
                {faults[`/actions/${place}/ownerId`] ?? faults[`/actions/${place}/text`]}
              </span>
            )}
          </li>
        ))}
      </ul>
      {actions.length < 50 && (
        <Button small onClick={add}>
          Add an action
        </Button>
      )}
    </fieldset>
  );
}
