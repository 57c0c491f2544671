// A form made from the fields of a kind: one column, labels above, units inside the field, the allowed range beside the hint, errors
// below in words. It checks nothing itself: the server does, and its faults are shown at their fields.
import { useId } from 'react';
import { type Fault, type FieldShape, faultsOf, fieldsOf, valueIn, withValue } from './field.shape.js';
import { FieldInput } from './field-input.js';
import styles from './schema-form.module.css';
import { SpecSheet } from './spec-sheet.js';
import { ValueTable } from './value-table.js';

type Props = {
  schema: Record<string, unknown>;
  values: Record<string, unknown>;
  /** An emptied field is taken out of the values. */
  onChange: (values: Record<string, unknown>) => void;
  faults: Fault[];
  /** What stands before the field's name in the faults' pointers, e.g. `/fields`. */
  prefix?: string;
  readOnly?: boolean;
  /** Fields that must be filled beside those that the schema requires. */
  required?: string[];
};

export function SchemaForm({ schema, values, onChange, faults, prefix = '', readOnly = false, required = [] }: Props) {
  if (readOnly)
    return <SpecSheet schema={schema} values={values} faults={faults} prefix={prefix} required={required} />;
  return (
    <div className={styles.form}>
      {fieldsOf(schema, required).map(field => (
        <FieldRow
          key={field.name}
          field={field}
          value={valueIn(values, field.name)}
          faults={faultsOf(faults, prefix, field)}
          onChange={value => onChange(withValue(values, field.name, value))}
        />
      ))}
    </div>
  );
}

type RowProps = { field: FieldShape; value: unknown; faults: string[]; onChange: (value: unknown) => void };

function FieldRow({ field, value, faults, onChange }: RowProps) {
  const id = useId();
  const limits = [field.range && `${field.range}${field.unit && ` ${field.unit}`}`].filter(Boolean).join('');
  const hinted = field.description !== '' || limits !== '';
  const described = [hinted && `${id}-hint`, faults.length > 0 && `${id}-fault`].filter(Boolean).join(' ') || undefined;
  const grouped = isRadios(field) || field.type === 'table';
  const label = (
    <>
      {field.title}
      {field.required && <span className={styles.needed}> needed</span>}
    </>
  );
  const parts = (
    <>
      {field.type === 'table' ? (
        <ValueTable field={field} value={value} />
      ) : (
        <FieldInput
          field={field}
          value={value}
          id={id}
          described={described}
          wrong={faults.length > 0}
          onChange={onChange}
        />
      )}
      {hinted && (
        <span id={`${id}-hint`} className={styles.hint}>
          {field.description && <span>{field.description}</span>}
          {limits && <span className={`tab ${styles.range}`}>{limits}</span>}
        </span>
      )}
      {faults.length > 0 && (
        <span id={`${id}-fault`} className={styles.fault}>
          {faults.join(' ')}
        </span>
      )}
    </>
  );
  if (grouped)
    return (
      <fieldset className={styles.field} data-field={field.name} aria-describedby={described}>
        <legend className={styles.label}>{label}</legend>
        {parts}
      </fieldset>
    );
  return (
    <div className={styles.field} data-field={field.name}>
      {field.type !== 'tick' && (
        <label htmlFor={id} className={styles.label}>
          {label}
        </label>
      )}
      {parts}
    </div>
  );
}

/** Few choices of which one is needed lie open; else a list, in which nothing can be chosen again. */
export const isRadios = (field: FieldShape): boolean =>
  field.type === 'choice' && field.required && field.choices.length <= 4;
