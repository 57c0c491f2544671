// The form exactly as it will stand beside a ticket. What is tried in it goes nowhere.
import { useId, useState } from 'react';
import { asSchema, fieldsOf } from '../../form/field.shape.js';
import { SchemaForm } from '../../form/schema-form.js';
import { Button } from '../../look/button.js';
import styles from './definition.module.css';

type Props = { title?: string; note: string; schema: Record<string, unknown>; required?: string[]; empty: string };

export function Preview({ title = 'Preview', note, schema, required, empty }: Props) {
  const id = useId();
  const [values, setValues] = useState<Record<string, unknown>>({});
  const named = withoutNameless(schema);
  const shown = fieldsOf(named).length > 0;
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
        <SchemaForm schema={named} values={values} onChange={setValues} faults={[]} required={required} />
      ) : (
        <p className={styles.none}>{empty}</p>
      )}
    </section>
  );
}

/** A field that was added just now has no name yet: it is not shown before it has one. */
function withoutNameless(schema: Record<string, unknown>): Record<string, unknown> {
  const properties = asSchema(schema.properties);
  if (!properties || !Object.hasOwn(properties, '')) return schema;
  return { ...schema, properties: Object.fromEntries(Object.entries(properties).filter(([name]) => name !== '')) };
}
