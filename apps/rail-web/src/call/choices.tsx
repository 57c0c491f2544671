// A few words to choose one from, in a row: native radio buttons, so that arrows move and a screen reader counts.
import { type KeyboardEvent, useId } from 'react';
import styles from './call-dialog.module.css';

type Props<T extends string> = {
  label: string;
  choices: Partial<Record<T, string>>;
  value: T;
  onChange: (value: T) => void;
  onEnter: (event: KeyboardEvent) => void;
};

export function Choices<T extends string>({ label, choices, value, onChange, onEnter }: Props<T>) {
  const name = useId();
  return (
    <fieldset className={styles.choices}>
      <legend className={styles.legend}>{label}</legend>
      <div className={styles.row}>
        {(Object.entries(choices) as [T, string][]).map(([key, words]) => (
          <label key={key} className={styles.choice} data-chosen={key === value || undefined}>
            <input
              type="radio"
              name={name}
              value={key}
              checked={key === value}
              onChange={() => onChange(key)}
              onKeyDown={onEnter}
            />
            {words}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
