// One line of a document: what, how much, for how much, by when; below it where it goes, how it is split, what a change does besides. A click shows it as received.
import type { MouseEvent } from 'react';
import type { DocumentWords, LineDifference, TradeLine } from '#api';
import { BeforeAfter, Change } from './changes.js';
import styles from './lines.module.css';
import { columnChange, furtherChanges, MARKS, markOf } from './words/change-words.js';
import { amountWords, basisWords, dateWords, dayWords, partyWords, unitWords } from './words/paper-words.js';

type Props = {
  line: TradeLine;
  difference: LineDifference | undefined;
  words: DocumentWords;
  onShow: () => void;
};

/** Of a split: more are folded away. */
const FEW = 3;

export function LineRows({ line, difference, words, onShow }: Props) {
  const mark = markOf(difference, line);
  const [quantity, price] = [columnChange(difference, 'quantity'), columnChange(difference, 'unitPrice')];
  const unit = unitWords(words, line.uom, line.quantity);
  const [date, ...dates] = line.requestedDates;
  // Text that somebody selects is no click.
  const click = (event: MouseEvent): void => {
    const inside = event.target instanceof Element && event.target.closest('button, summary, a');
    if (!inside && window.getSelection()?.isCollapsed !== false) onShow();
  };
  return (
    // Its number is a button that does the same.
    <tr className={styles.line} data-mark={mark ?? undefined} onClick={click}>
      <td className={styles.place}>
        <button type="button" className={`mono ${styles.show}`} onClick={onShow}>
          <span className="unseen">Show as received: line </span>
          {line.lineNumber || '–'}
        </button>
      </td>
      <td className={styles.item}>
        {mark && (
          <span className={styles.mark} data-mark={mark}>
            {MARKS[mark]}
          </span>
        )}
        {line.description && (
          <span className={styles.description} dir="auto">
            {line.description}
          </span>
        )}
        {line.itemIds.length > 0 && (
          <span className={styles.ids}>
            {line.itemIds.map(({ qualifier, meaning, id }) => (
              <span key={qualifier + id}>
                {meaning || qualifier} <bdi className="mono">{id}</bdi>
              </span>
            ))}
          </span>
        )}
        <Further line={line} difference={difference} words={words} />
      </td>
      <td className={styles.number} data-label="Quantity" data-empty={line.quantity === null || undefined}>
        <span className="mono">
          {quantity ? <BeforeAfter change={quantity} words={words} /> : amountWords(line.quantity ?? '')}
        </span>
        {unit && <span className={styles.unit}> {unit}</span>}
        {line.quantityRemaining !== null && (
          <span className={styles.small}>{amountWords(line.quantityRemaining)} left to receive</span>
        )}
      </td>
      <td className={styles.number} data-label="Price" data-empty={line.unitPrice === null || undefined}>
        <span className="mono">
          {price ? <BeforeAfter change={price} words={words} /> : amountWords(line.unitPrice ?? '')}
        </span>
        {line.priceBasis && <span className={styles.unit}> {basisWords(words, line.priceBasis)}</span>}
      </td>
      <td className={styles.wanted} data-label="Wanted" data-empty={!date || undefined}>
        {date && (
          <span className="tab" title={date.meaning}>
            {dayWords(date.value)}
            <span className={styles.small}>{date.meaning}</span>
          </span>
        )}
        {dates.map(one => (
          <span key={one.code + one.value} className={`tab ${styles.small}`}>
            {dateWords(one)}
          </span>
        ))}
      </td>
    </tr>
  );
}

function Further({ line, difference, words }: Omit<Props, 'onShow'>) {
  const { schedules, shipTo, notes } = line;
  const shares = schedules.map(({ quantity, uom, dates, location }, place) => (
    <li key={place} className="tab">
      <span className="mono">{amountWords(quantity)}</span> {unitWords(words, uom, quantity)}
      {location !== null && <bdi> for {location}</bdi>}
      {dates.length > 0 && `: ${dates.map(dateWords).join(', ')}`}
    </li>
  ));
  return (
    <>
      {furtherChanges(difference).map(change => (
        <span key={change.field + change.title} className={styles.change}>
          <Change change={change} words={words} />
        </span>
      ))}
      {difference?.doubt && <span className={styles.doubt}>{difference.doubt}.</span>}
      {shipTo && <span className={styles.small}>Ship to {partyWords(shipTo)}</span>}
      {shares.length > 0 && shares.length <= FEW && <ul className={styles.shares}>{shares}</ul>}
      {shares.length > FEW && (
        <details className={styles.split}>
          <summary>{shares.length} deliveries</summary>
          <ul className={styles.shares}>{shares}</ul>
        </details>
      )}
      {notes.map((note, place) => (
        <span key={place} className={styles.small} dir="auto">
          {note}
        </span>
      ))}
    </>
  );
}
