// A list of rows: each can be moved up and down and taken out by a button, and one more added. The focus goes with the row.
import { type ReactNode, useRef } from 'react';
import { announce } from '../../look/announcer.js';
import { Button } from '../../look/button.js';
import styles from './rows.module.css';

type Props<Row> = {
  legend: string;
  note?: string;
  rows: readonly Row[];
  keyOf?: (row: Row, place: number) => string | number;
  /** `step 2`, for the buttons' names. */
  nameOf: (row: Row, place: number) => string;
  onChange: (rows: Row[]) => void;
  add: { words: string; row: () => Row; most: number };
  /** What is wrong with the list as a whole. */
  fault?: string;
  children: (row: Row, place: number, change: (part: Partial<Row>) => void) => ReactNode;
};

export function RowList<Row>({ legend, note, rows, keyOf, nameOf, onChange, add, fault, children }: Props<Row>) {
  const list = useRef<HTMLUListElement>(null);
  const change = (place: number, part: Partial<Row>): void =>
    onChange(rows.map((row, i) => (i !== place ? row : typeof row === 'object' ? { ...row, ...part } : row)));
  const focus = (...selectors: string[]): void =>
    void window.setTimeout(() => {
      for (const selector of selectors) {
        const found = list.current?.parentElement?.querySelector<HTMLElement>(selector);
        if (found) return found.focus();
      }
    }, 0);
  const move = (place: number, by: 1 | -1): void => {
    const row = rows[place];
    const to = place + by;
    if (row === undefined || to < 0 || to >= rows.length) return;
    onChange(rows.toSpliced(place, 1).toSpliced(to, 0, row));
    announce(`${nameOf(row, to)}: place ${to + 1} of ${rows.length}`);
    const at = `[data-place="${to}"]`;
    focus(`${at} [data-by="${by}"]:not(:disabled)`, `${at} [data-by="${-by}"]`);
  };
  const remove = (place: number): void => {
    onChange(rows.toSpliced(place, 1));
    focus(`[data-place="${Math.min(place, rows.length - 2)}"] [data-out]`, '[data-add]');
  };
  const append = (): void => {
    onChange([...rows, add.row()]);
    focus(`[data-place="${rows.length}"] input`, `[data-place="${rows.length}"] button`);
  };
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>
        {legend}
        {note && <span className={styles.hint}> {note}</span>}
      </legend>
      <ul ref={list} className={styles.rows}>
        {rows.map((row, place) => {
          const name = nameOf(row, place);
          return (
            <li key={keyOf ? keyOf(row, place) : place} className={styles.row} data-place={place}>
              <div className={styles.rowBody}>{children(row, place, part => change(place, part))}</div>
              <div className={styles.rowActs}>
                <Button
                  weight="quiet"
                  small
                  icon="down"
                  className={styles.upwards}
                  data-by="-1"
                  aria-label={`Move ${name} up`}
                  disabled={place === 0}
                  onClick={() => move(place, -1)}
                />
                <Button
                  weight="quiet"
                  small
                  icon="down"
                  data-by="1"
                  aria-label={`Move ${name} down`}
                  disabled={place === rows.length - 1}
                  onClick={() => move(place, 1)}
                />
                <Button
                  weight="quiet"
                  small
                  icon="close"
                  data-out=""
                  aria-label={`Take out ${name}`}
                  onClick={() => remove(place)}
                />
              </div>
            </li>
          );
        })}
      </ul>
      {rows.length < add.most && (
        <Button small data-add="" onClick={append}>
          {add.words}
        </Button>
      )}
      {fault && (
        <p className={styles.fault} data-fault="" role="alert">
          {fault}
        </p>
      )}
    </fieldset>
  );
}
