// Rows with a title and a code: checklist, attachments, outcomes, reasons to send back. A new row's code follows its title until it is typed.
import { useId } from 'react';
import { inputClass } from '../../dialog/frame/dialog-frame.js';
import type { Fault } from '../../form/field.shape.js';
import { RowList } from './row-list.js';
import { codeFrom, faultAt, faultsAt, type KeyedRow, newKeyed } from './row-words.js';
import styles from './rows.module.css';

type Props = {
  legend: string;
  note?: string;
  /** `outcome`: what one is called. */
  what: string;
  rows: KeyedRow[];
  onChange: (rows: KeyedRow[]) => void;
  faults: Fault[];
  pointer: string;
  part: 'key' | 'code';
  most: number;
  /** The words of the tick that makes one obligatory. */
  must?: string;
  endings?: boolean;
};

export function KeyedRows(props: Props) {
  const { legend, note, what, rows, onChange, faults, pointer, most } = props;
  // A fault of an entry stands at the entry; only that of the whole list stands below.
  const whole = faults.find(fault => fault.pointer === pointer)?.detail;
  return (
    <RowList<KeyedRow>
      legend={legend}
      note={note}
      rows={rows}
      nameOf={(row, place) => row.title || `${what} ${place + 1}`}
      onChange={onChange}
      add={{ words: `Add ${/^[aeiou]/.test(what) ? 'an' : 'a'} ${what}`, row: newKeyed, most }}
      fault={whole}
    >
      {(row, place, change) => <Keyed {...props} row={row} place={place} change={change} />}
    </RowList>
  );
}

type OneProps = Props & { row: KeyedRow; place: number; change: (part: Partial<KeyedRow>) => void };

function Keyed({ what, row, place, change, faults, pointer, part, must, endings }: OneProps) {
  const id = useId();
  const at = `${pointer}/${place}`;
  const words = faultsAt(faults, at);
  const described = words.length > 0 ? id : undefined;
  const name = `${what} ${place + 1}`;
  return (
    <>
      <div className={styles.keyed} data-endings={endings || undefined}>
        <input
          className={inputClass}
          aria-label={`Title of ${name}`}
          placeholder="Title"
          maxLength={80}
          value={row.title}
          aria-invalid={Boolean(faultAt(faults, `${at}/title`))}
          aria-describedby={described}
          onChange={event => {
            const title = event.currentTarget.value;
            const follows = row.fresh && row.key === codeFrom(row.title);
            change(follows ? { title, key: codeFrom(title) } : { title });
          }}
        />
        <input
          className={`mono ${inputClass}`}
          aria-label={`Code of ${name}`}
          placeholder="code"
          maxLength={61}
          spellCheck={false}
          autoCapitalize="none"
          value={row.key}
          aria-invalid={Boolean(faultAt(faults, `${at}/${part}`))}
          aria-describedby={described}
          onChange={event => change({ key: event.currentTarget.value, fresh: false })}
        />
        {endings && (
          <input
            className={`mono ${inputClass}`}
            aria-label={`Endings that ${name} may have`}
            placeholder="pdf, step (any)"
            spellCheck={false}
            autoCapitalize="none"
            value={row.endings}
            aria-invalid={Boolean(faultAt(faults, `${at}/endings`))}
            aria-describedby={described}
            onChange={event => change({ endings: event.currentTarget.value })}
          />
        )}
      </div>
      {must && (
        <label className={styles.tick}>
          <input
            type="checkbox"
            checked={row.required}
            onChange={event => change({ required: event.currentTarget.checked })}
          />
          {must}
        </label>
      )}
      {words.length > 0 && (
        <p id={id} className={styles.fault}>
          {words.join(' ')}
        </p>
      )}
    </>
  );
}
