// What only fields of one type have: unit and range of a number, the length of a text, the choices of a list.
import { inputClass } from '../../dialog/frame/dialog-frame.js';
import type { Fault } from '../../form/field.shape.js';
import { Button } from '../../look/button.js';
import { type Choice, type FieldRow, isNumeric, isWritten } from './field-row.js';
import { Labelled } from './labelled.js';
import styles from './rows.module.css';

type Props = { row: FieldRow; change: (part: Partial<FieldRow>) => void; faults: Fault[] };

export function FieldBody({ row, change, faults }: Props) {
  const wrong = (keyword: string): boolean => faults.some(fault => fault.pointer.endsWith(`/${keyword}`));
  const text = (part: 'unit' | 'minimum' | 'maximum' | 'longest', label: string, keyword: string, hint?: string) => (
    <Labelled label={label} hint={hint}>
      <input
        className={part === 'unit' ? inputClass : `mono ${inputClass}`}
        maxLength={20}
        inputMode={part === 'unit' ? undefined : 'decimal'}
        value={row[part]}
        aria-invalid={wrong(keyword)}
        onChange={event => change({ [part]: event.currentTarget.value })}
      />
    </Labelled>
  );
  if (isNumeric(row.type))
    return (
      <div className={styles.three}>
        {text('unit', 'Unit', 'x-unit')}
        {text('minimum', 'Least', 'minimum')}
        {text('maximum', 'Most', 'maximum')}
      </div>
    );
  if (isWritten(row.type))
    return <div className={styles.three}>{text('longest', 'Longest', 'maxLength', 'characters')}</div>;
  if (row.type === 'choice')
    return <Choices choices={row.choices} wrong={wrong('enum')} onChange={choices => change({ choices })} />;
  return null;
}

type ChoicesProps = { choices: Choice[]; wrong: boolean; onChange: (choices: Choice[]) => void };

/** Value and title of each choice. The order is that of the list. */
function Choices({ choices, wrong, onChange }: ChoicesProps) {
  const set = (place: number, part: Partial<Choice>): void =>
    onChange(choices.map((choice, i) => (i === place ? { ...choice, ...part } : choice)));
  return (
    <fieldset className={styles.choices}>
      <legend className={styles.label}>
        Choices <span className={styles.hint}>value, and the words that people see</span>
      </legend>
      {choices.map((choice, place) => (
        <div key={place} className={styles.choice}>
          <input
            className={`mono ${inputClass}`}
            aria-label={`Value of choice ${place + 1}`}
            maxLength={80}
            spellCheck={false}
            value={choice.value}
            aria-invalid={wrong && choice.value === ''}
            onChange={event => set(place, { value: event.currentTarget.value })}
          />
          <input
            className={inputClass}
            aria-label={`Words of choice ${place + 1}`}
            placeholder={choice.value}
            maxLength={80}
            value={choice.title}
            onChange={event => set(place, { title: event.currentTarget.value })}
          />
          <Button
            weight="quiet"
            icon="close"
            aria-label={`Take out choice ${place + 1}`}
            onClick={() => onChange(choices.toSpliced(place, 1))}
          />
        </div>
      ))}
      {choices.length < 100 && (
        <Button small onClick={() => onChange([...choices, { value: '', title: '' }])}>
          Add a choice
        </Button>
      )}
    </fieldset>
  );
}
