// The form exactly as it will stand beside a ticket. What is tried in it goes nowhere.
import { useId, useState } from 'react';
import { fieldsOf } from '../../form/field.shape.js';
import { SchemaForm } from '../../form/schema-form.js';
import { Button } from '../../look/button.js';
import styles from './definition.module.css';

type Props = { title?: string; note: string; schema: Record<string, unknown>; required?: string[]; empty: string };

export function Preview({ title = 'Preview', note, schema, required, empty }: Props) {
  const id = useId();
  const [values, setValues] = useState<Record<string, unknown>>({});
  const shown = fieldsOf(schema).length > 0;
  return (
    <section className={styles.aside} aria-labelledby={id}>
      <div className={styles.asideHead}>
        <h2 id={id} className={styles.heading}>
          {title} <span className={styles.hint}>{note}</span>
        </h2>
        {Object.keys(values).length > 0 && (
          <Button small weight="quiet" onClick={() => setValues({})}>
            Empty it
          </Button>
        )}
      </div>
      {shown ? (
        <SchemaForm schema={schema} values={values} onChange={setValues} faults={[]} required={required} />
      ) : (
        <p className={styles.none}>{empty}</p>
      )}
    </section>
  );
}
