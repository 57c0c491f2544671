// A length of working time, in hours; the unit stands inside.
import { Field, inputClass } from '../../dialog/frame/dialog-frame.js';
import styles from './definition.module.css';

type Props = { label: string; hint?: string; value: string; error?: string; onChange: (value: string) => void };

export function HoursField({ label, hint, value, error, onChange }: Props) {
  return (
    <Field label={label} hint={hint} error={error}>
      <span className={styles.hours}>
        <input
          className={`mono ${inputClass}`}
          inputMode="decimal"
          maxLength={12}
          value={value}
          aria-invalid={Boolean(error)}
          onChange={event => onChange(event.currentTarget.value)}
        />
        <span className={styles.unit}>working hours</span>
      </span>
    </Field>
  );
}
