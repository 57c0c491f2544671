// One of a few, said in words.
import { Field, inputClass } from '../../dialog/frame/dialog-frame.js';

type Props<T extends string> = {
  label: string;
  hint?: string;
  error?: string;
  value: T;
  choices: readonly (readonly [T, string])[];
  onChange: (value: T) => void;
};

/** A value that none of the choices has, for instance one that a later version saved, stays as it is and can be seen. */
export function Choice<T extends string>({ label, hint, error, value, choices, onChange }: Props<T>) {
  return (
    <Field label={label} hint={hint} error={error}>
      <select
        className={inputClass}
        value={value}
        aria-invalid={Boolean(error)}
        onChange={event => onChange(event.currentTarget.value as T)}
      >
        {!choices.some(([known]) => known === value) && <option value={value}>{value}</option>}
        {choices.map(([one, words]) => (
          <option key={one} value={one}>
            {words}
          </option>
        ))}
      </select>
    </Field>
  );
}
