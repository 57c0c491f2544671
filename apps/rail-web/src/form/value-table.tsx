// Nested values (the lines of an order) as a quiet table; they are read here, not written.
import { asSchema, type FieldShape, isFilled, numberWords } from './field.shape.js';
import styles from './spec-sheet.module.css';
import { columnsOf, valueWords } from './value-words.js';

export function ValueTable({ field, value }: { field: FieldShape; value: unknown }) {
  if (!isFilled(value)) return <span className={styles.none}>None</span>;
  const single = asSchema(value);
  const rows: readonly unknown[] = Array.isArray(value) ? value : [value];
  const list = single || rows.every(row => asSchema(row));
  if (!list) return <span>{valueWords(field, value)}</span>;
  const columns = columnsOf(field, rows);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table scrolls, and keys must be able to scroll it
    <section className={styles.scroll} aria-label={field.title} tabIndex={0}>
      <table className={styles.lines}>
        <thead>
          <tr>
            {columns.map(column => (
              <th key={column.name} scope="col">
                {column.title}
                {column.unit && <span className={styles.unit}> {column.unit}</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {columns.map(column => (
                <Cell key={column.name} value={asSchema(row)?.[column.name]} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Cell({ value }: { value: unknown }) {
  if (typeof value === 'number') return <td className={`mono tab ${styles.figure}`}>{numberWords(value)}</td>;
  return <td>{isFilled(value) ? (typeof value === 'object' ? JSON.stringify(value) : String(value)) : ''}</td>;
}
