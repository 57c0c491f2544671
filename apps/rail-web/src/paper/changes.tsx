// What a document does to the order as a whole: in one sentence, then what changes above the lines, then the lines that a replacement leaves out.
import type { DocumentWords, TicketDocument, TradeChange } from '#api';
import styles from './paper.module.css';
import { changeTitle, headWords, valueWords } from './words/change-words.js';
import { amountWords } from './words/paper-words.js';

export function Changes({ paper: { differences, words, lineCount, document } }: { paper: TicketDocument }) {
  if (!differences) return null;
  const { order, head, lines, lost, moreLost } = differences;
  const more = lineCount > document.lines.length ? ' on the first page' : '';
  return (
    <div className={styles.changes} data-order={order}>
      <p className={styles.changesWords}>
        {headWords(order, lines, lost.length + moreLost)}
        {lines.some(line => line.what !== 'unchanged') && more}.
      </p>
      {head.length > 0 && (
        <ul>
          {head.map(change => (
            <li key={change.field + change.title}>
              <Change change={change} words={words} />
            </li>
          ))}
        </ul>
      )}
      {lost.length > 0 && (
        <details className={styles.lost}>
          <summary>{lost.length + moreLost === 1 ? 'The line' : 'Lines'} that it no longer has</summary>
          <ul>
            {lost.map(({ lineNumber, description }) => (
              <li key={lineNumber + description}>
                <del>
                  <span className="mono">{lineNumber}</span> <bdi>{description}</bdi>
                </del>
              </li>
            ))}
            {moreLost > 0 && <li>and {amountWords(String(moreLost))} more</li>}
          </ul>
        </details>
      )}
    </div>
  );
}

/** `Quantity: 12 → 40`; said as well as shown. */
export function Change({ change, words }: { change: TradeChange; words: DocumentWords }) {
  return (
    <>
      <span className={styles.changeTitle}>{changeTitle(words, change)}</span>{' '}
      <BeforeAfter change={change} words={words} />
    </>
  );
}

export function BeforeAfter({ change, words }: { change: TradeChange; words: DocumentWords }) {
  const { before, after } = change;
  return (
    <span className={styles.beforeAfter}>
      {before !== null && (
        <>
          <span className="unseen">was </span>
          <del dir="auto">{valueWords(words, change, before)}</del>{' '}
          <span className={styles.arrow} aria-hidden="true">
            →
          </span>{' '}
        </>
      )}
      {after !== null && (
        <>
          <span className="unseen">{before === null ? 'new ' : 'now '}</span>
          <ins dir="auto">{valueWords(words, change, after)}</ins>
        </>
      )}
    </span>
  );
}
