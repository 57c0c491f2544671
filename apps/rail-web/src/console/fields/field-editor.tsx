// One field: a line that says what it is, and below it, when opened, everything about it.
import { useId } from 'react';
import { inputClass } from '../../dialog/frame/dialog-frame.js';
import type { Fault } from '../../form/field.shape.js';
import { Icon } from '../../look/icons.js';
import { FieldBody } from './field-body.js';
import { FIELD_TYPES, type FieldRow, isNumeric, type RowType, retyped } from './field-row.js';
import { Labelled, Tick } from './labelled.js';
import { nameFrom } from './row-words.js';
import styles from './rows.module.css';

type Props = {
  row: FieldRow;
  change: (part: Partial<FieldRow>) => void;
  faults: Fault[];
  closes: boolean;
  open: boolean;
  onOpen: () => void;
};

export function FieldEditor({ row, change, faults, closes, open, onOpen }: Props) {
  const id = useId();
  const words = faults.map(fault => fault.detail);
  const described = words.length > 0 ? `${id}-fault` : undefined;
  const shown = row.title || row.name || 'New field';
  return (
    <>
      <button
        type="button"
        className={styles.summary}
        aria-expanded={open}
        aria-controls={open ? `${id}-body` : undefined}
        aria-describedby={described}
        data-wrong={words.length > 0 || undefined}
        onClick={onOpen}
      >
        <Icon name="right" size={12} className={styles.turn} />
        <span className={styles.summaryTitle}>{shown}</span>
        <span className={styles.summaryWords}>{summaryOf(row)}</span>
      </button>
      {open && (
        <div id={`${id}-body`} className={styles.field}>
          <div className={styles.pair}>
            <Labelled label="Title">
              <input
                className={inputClass}
                maxLength={80}
                value={row.title}
                onChange={event => {
                  const title = event.currentTarget.value;
                  const follows = row.fresh && row.name === nameFrom(row.title);
                  change(follows ? { title, name: nameFrom(title) } : { title });
                }}
              />
            </Labelled>
            <Labelled label="Name" hint="in data and templates">
              <input
                className={`mono ${inputClass}`}
                maxLength={60}
                spellCheck={false}
                autoCapitalize="none"
                value={row.name}
                aria-invalid={words.length > 0 && faults.some(fault => fault.pointer.endsWith(`/${row.name}`))}
                aria-describedby={described}
                onChange={event => change({ name: event.currentTarget.value, fresh: false })}
              />
            </Labelled>
          </div>
          <Labelled label="Type">
            <select
              className={inputClass}
              value={row.type}
              onChange={event => change(retyped(row, event.currentTarget.value as RowType))}
            >
              {row.type === 'other' && <option value="other">List or group: edit it as JSON</option>}
              {FIELD_TYPES.map(([type, title]) => (
                <option key={type} value={type}>
                  {title}
                </option>
              ))}
            </select>
          </Labelled>
          <FieldBody row={row} change={change} faults={faults} />
          <Labelled label="Hint" hint="stands below the field">
            <input
              className={inputClass}
              maxLength={300}
              value={row.hint}
              onChange={event => change({ hint: event.currentTarget.value })}
            />
          </Labelled>
          <div className={styles.ticks}>
            <Tick words="Needed" checked={row.required} onChange={required => change({ required })} />
            {closes && (
              <Tick
                words="Needed before the ticket can be done"
                checked={row.toClose}
                onChange={toClose => change({ toClose })}
              />
            )}
            {row.type === 'date' && (
              <Tick
                words="A date promised to the customer: a change is told to them"
                checked={row.rest['x-promise'] === true}
                onChange={promise => change({ rest: promised(row, promise) })}
              />
            )}
          </div>
        </div>
      )}
      {words.length > 0 && (
        <p id={`${id}-fault`} className={styles.fault} data-fault="">
          {words.join(' ')}
        </p>
      )}
    </>
  );
}

const promised = (row: FieldRow, promise: boolean): FieldRow['rest'] => {
  const { 'x-promise': _, ...rest } = row.rest;
  return promise ? { ...rest, 'x-promise': true } : rest;
};

function summaryOf(row: FieldRow): string {
  const type = row.type === 'other' ? 'List or group' : FIELD_TYPES.find(([known]) => known === row.type)?.[1];
  const { minimum, maximum } = row;
  const range =
    minimum && maximum ? `${minimum} to ${maximum}` : minimum ? `from ${minimum}` : maximum && `up to ${maximum}`;
  const numbers = isNumeric(row.type) ? [range, row.unit].filter(Boolean).join(' ') : '';
  const choices = row.type === 'choice' ? `${row.choices.length} choices` : '';
  return [type, numbers, choices, row.required && 'needed', row.toClose && 'needed to be done']
    .filter(Boolean)
    .join(', ');
}
