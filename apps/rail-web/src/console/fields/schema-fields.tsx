// The fields of a kind, or of a handoff's result: rows for what most schemas hold, and the JSON itself for the rest.
import { useId, useState } from 'react';
import { inputClass } from '../../dialog/frame/dialog-frame.js';
import type { Fault } from '../../form/field.shape.js';
import { Button } from '../../look/button.js';
import { FieldEditor } from './field-editor.js';
import { type FieldRow, newRow } from './field-row.js';
import { RowList } from './row-list.js';
import styles from './rows.module.css';
import { closed, opened, type SchemaDraft, typed } from './schema-draft.js';

type Props = {
  legend: string;
  draft: SchemaDraft;
  onChange: (draft: SchemaDraft) => void;
  faults: Fault[];
  /** Where the schema stands in what is sent: `/schema`. */
  pointer: string;
  /** Offer "needed before it can be done". */
  closes?: boolean;
};

const PROPERTIES = '/properties/';

export function SchemaFields({ legend, draft, onChange, faults, pointer, closes = false }: Props) {
  const id = useId();
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const mine = faults.filter(fault => fault.pointer === pointer || fault.pointer.startsWith(`${pointer}/`));
  const ofRow = (row: FieldRow): Fault[] => {
    const at = `${pointer}${PROPERTIES}${row.name}`;
    return mine.filter(fault => fault.pointer === at || fault.pointer.startsWith(`${at}/`));
  };
  if (draft.json)
    return (
      <fieldset className={styles.group}>
        <legend className={styles.legend}>
          {legend} <span className={styles.hint}>as JSON Schema (2020-12)</span>
        </legend>
        {/* Above: below a text of many lines nobody would see it. */}
        <ul id={id}>
          {mine.map(fault => (
            <li key={fault.pointer + fault.detail} className={styles.fault}>
              {fault.detail} <span className={`mono ${styles.pointer}`}>{fault.pointer.slice(pointer.length)}</span>
            </li>
          ))}
        </ul>
        <textarea
          className={`mono ${inputClass} ${styles.json}`}
          aria-label={`${legend} as JSON`}
          rows={Math.min(24, Math.max(10, draft.json.text.split('\n').length + 1))}
          spellCheck={false}
          value={draft.json.text}
          aria-invalid={mine.length > 0}
          aria-describedby={mine.length > 0 ? id : undefined}
          onChange={event => onChange(typed(draft, event.currentTarget.value))}
        />
        <Button small onClick={() => onChange(closed(draft))}>
          Back to the rows
        </Button>
      </fieldset>
    );
  const beside = mine.filter(fault => draft.rows.every(row => !ofRow(row).includes(fault)));
  return (
    <div>
      <RowList<FieldRow>
        legend={legend}
        rows={draft.rows}
        keyOf={row => row.id}
        nameOf={(row, place) => row.title || row.name || `field ${place + 1}`}
        onChange={rows => onChange({ ...draft, rows })}
        add={{
          words: 'Add a field',
          most: 100,
          row: () => {
            const row = newRow(crypto.randomUUID());
            setOpen(new Set([...open, row.id]));
            return row;
          },
        }}
        fault={beside[0]?.detail}
      >
        {(row, _, change) => (
          <FieldEditor
            row={row}
            change={change}
            faults={ofRow(row)}
            closes={closes}
            open={open.has(row.id)}
            onOpen={() => setOpen(toggled(open, row.id))}
          />
        )}
      </RowList>
      <Button small weight="quiet" icon="code" className={styles.jsonButton} onClick={() => onChange(opened(draft))}>
        Edit as JSON
      </Button>
    </div>
  );
}

function toggled(open: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(open);
  if (!next.delete(id)) next.add(id);
  return next;
}
