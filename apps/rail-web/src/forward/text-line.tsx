// A control under its label, with what is wrong with it below. The label names the control; the fault describes it.
import { cloneElement, type ReactElement } from 'react';
import styles from './forward.module.css';

type Control = ReactElement<{ id?: string; 'aria-invalid'?: boolean; 'aria-describedby'?: string }>;
type Props = { label: string; id: string; error?: string; children: Control };

export function Line({ label, id, error, children }: Props) {
  const wrong = error ? { 'aria-invalid': true, 'aria-describedby': `${id}-error` } : {};
  return (
    <div className={styles.line}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      {cloneElement(children, { id, ...wrong })}
      {error && (
        <p className={styles.error} id={`${id}-error`} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
