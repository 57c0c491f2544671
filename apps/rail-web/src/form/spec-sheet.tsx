// Fields as a spec sheet: what, how much in which unit, what is allowed, met or not. Met is said by sign and word, not by colour alone.
import type { ReactNode } from 'react';
import { Icon } from '../look/icons.js';
import { type Fault, type FieldShape, faultsOf, fieldsOf, isFilled, valueIn } from './field.shape.js';
import styles from './spec-sheet.module.css';
import { ValueTable } from './value-table.js';
import { type Met, metOf, valueWords } from './value-words.js';

type Props = {
  schema: Record<string, unknown>;
  values: Record<string, unknown>;
  faults?: Fault[];
  prefix?: string;
  required?: string[];
  /** Leaves out what is neither filled nor needed. */
  brief?: boolean;
  /** Something of the caller's at the end of each row, and below it: a tick for a field at fault, and what is wrong with it. */
  aside?: (field: FieldShape) => { end: ReactNode; below: ReactNode };
  label?: string;
};

const MET: Record<Met, string> = { met: 'met', missing: 'missing', unmet: 'not met', free: '' };

export function SpecSheet({ schema, values, faults = [], prefix = '', required = [], brief, aside, label }: Props) {
  const fields = fieldsOf(schema, required).filter(
    field => !brief || field.required || isFilled(valueIn(values, field.name)),
  );
  if (fields.length === 0) return <p className={styles.none}>{brief ? 'Nothing filled in yet.' : 'No fields.'}</p>;
  return (
    <dl className={styles.sheet} aria-label={label}>
      {fields.map(field => (
        <Row
          key={field.name}
          field={field}
          value={valueIn(values, field.name)}
          faults={faultsOf(faults, prefix, field)}
          aside={aside?.(field)}
        />
      ))}
    </dl>
  );
}

type RowProps = {
  field: FieldShape;
  value: unknown;
  faults: string[];
  aside: { end: ReactNode; below: ReactNode } | undefined;
};

function Row({ field, value, faults, aside }: RowProps) {
  const met = metOf(field, value, faults);
  const wide = field.type === 'table' && isFilled(value);
  return (
    <div className={styles.row} data-met={met} data-wide={wide || undefined} data-field={field.name}>
      <dt className={styles.name}>{field.title}</dt>
      <dd className={styles.value} dir="auto">
        {field.type === 'table' ? (
          <ValueTable field={field} value={value} />
        ) : isFilled(value) ? (
          <>
            <span className={typeof value === 'number' ? 'mono tab' : undefined}>{valueWords(field, value)}</span>
            {field.unit && <span className={styles.unit}> {field.unit}</span>}
          </>
        ) : (
          <span className={styles.none}>–</span>
        )}
      </dd>
      <dd className={`tab ${styles.range}`}>
        {field.range && `${field.range}${field.unit && ` ${field.unit}`}`}
        {MET[met] && (
          <span className={styles.met} data-met={met}>
            <Icon name={met === 'met' ? 'check' : 'alert'} size={14} />
            {MET[met]}
          </span>
        )}
      </dd>
      {faults.length > 0 && <dd className={styles.fault}>{faults.join(' ')}</dd>}
      {aside && <dd className={styles.aside}>{aside.end}</dd>}
      {aside?.below && <dd className={styles.below}>{aside.below}</dd>}
    </div>
  );
}
