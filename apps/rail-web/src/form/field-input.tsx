// The control of one field: text, number with its unit inside, list or radios, tick, day, moment, text area.
import { useEffect, useState } from 'react';
import { type FieldShape, readNumber } from './field.shape.js';
import styles from './schema-form.module.css';
import { localMoment } from './value-words.js';

type Props = {
  field: FieldShape;
  value: unknown;
  id: string;
  described: string | undefined;
  wrong: boolean;
  onChange: (value: unknown) => void;
};

const shown = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

export function FieldInput(props: Props) {
  const { field, value, id, described, wrong, onChange } = props;
  const common = { id, 'aria-describedby': described, 'aria-invalid': wrong || undefined };
  switch (field.type) {
    case 'number':
    case 'integer':
      return <NumberInput {...props} />;
    case 'choice':
      return field.required && field.choices.length <= 4 ? <Radios {...props} /> : <List {...props} />;
    case 'tick':
      return (
        <label className={styles.tick}>
          <input
            {...common}
            type="checkbox"
            checked={value === true}
            onChange={event => onChange(event.currentTarget.checked)}
          />
          <span>
            {field.title}
            {field.required && <span className={styles.needed}> needed</span>}
          </span>
        </label>
      );
    case 'wide':
      return (
        <textarea
          {...common}
          className={styles.input}
          rows={3}
          dir="auto"
          value={shown(value)}
          onChange={event => onChange(event.currentTarget.value)}
        />
      );
    case 'date':
      return (
        <input
          {...common}
          type="date"
          className={styles.input}
          value={shown(value)}
          onChange={event => onChange(event.currentTarget.value)}
        />
      );
    case 'moment':
      return (
        <input
          {...common}
          type="datetime-local"
          className={styles.input}
          value={localMoment(value)}
          onChange={event => {
            const at = Date.parse(event.currentTarget.value);
            onChange(Number.isNaN(at) ? undefined : new Date(at).toISOString());
          }}
        />
      );
    default:
      return (
        <input
          {...common}
          type="text"
          inputMode={field.format === 'email' ? 'email' : field.format === 'uri' ? 'url' : undefined}
          className={styles.input}
          dir="auto"
          autoComplete="off"
          value={shown(value)}
          onChange={event => onChange(event.currentTarget.value)}
        />
      );
  }
}

/** Typed as text, so that "1," is no error on the way to "1,5"; only a value that is not what is typed replaces it. */
function NumberInput({ field, value, id, described, wrong, onChange }: Props) {
  const [words, setWords] = useState(shown(value));
  useEffect(() => setWords(now => (readNumber(now) === (value ?? undefined) ? now : shown(value))), [value]);
  return (
    <span className={styles.number}>
      <input
        id={id}
        aria-describedby={[field.unit && `${id}-unit`, described].filter(Boolean).join(' ') || undefined}
        aria-invalid={wrong || undefined}
        type="text"
        inputMode={field.type === 'integer' ? 'numeric' : 'decimal'}
        autoComplete="off"
        className={`mono ${styles.input}`}
        value={words}
        onChange={event => {
          setWords(event.currentTarget.value);
          onChange(readNumber(event.currentTarget.value));
        }}
      />
      {field.unit && (
        <span id={`${id}-unit`} className={styles.unit}>
          {field.unit}
        </span>
      )}
    </span>
  );
}

function List({ field, value, id, described, wrong, onChange }: Props) {
  const at = field.choices.findIndex(choice => choice.value === value);
  return (
    <select
      id={id}
      aria-describedby={described}
      aria-invalid={wrong || undefined}
      className={styles.input}
      value={at < 0 ? '' : String(at)}
      onChange={event => onChange(field.choices[Number(event.currentTarget.value || -1)]?.value)}
    >
      <option value="">{field.required ? 'Choose…' : 'Not said'}</option>
      {field.choices.map((choice, index) => (
        <option key={choice.title} value={String(index)}>
          {choice.title}
        </option>
      ))}
    </select>
  );
}

function Radios({ field, value, id, wrong, onChange }: Props) {
  return (
    <span className={styles.radios} data-wrong={wrong || undefined}>
      {field.choices.map(choice => (
        <label key={choice.title} className={styles.tick}>
          <input type="radio" name={id} checked={choice.value === value} onChange={() => onChange(choice.value)} />
          <span>{choice.title}</span>
        </label>
      ))}
    </span>
  );
}
