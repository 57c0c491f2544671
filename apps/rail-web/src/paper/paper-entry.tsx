// A trade document on the timeline: that it came, and the way to its sheet above; its text on demand.
import { useState } from 'react';
import type { Entry } from '#api';
import { Icon } from '../look/icons.js';
import { clockWords, momentWords } from '../rail/words/time-words.js';
import styles from './entry.module.css';
import { usePaperDesk } from './paper-desk.js';

/** `plain`: a document that has no lines on its sheet; its text is what there is to read. */
export function PaperEntry({ entry, now, plain }: { entry: Entry; now: number; plain: boolean }) {
  const { want } = usePaperDesk();
  const [open, setOpen] = useState(plain);
  const { messageId, part, text, author, at } = entry;
  const [title] = text.split('\n', 1);
  return (
    <article className={styles.entry} aria-label={`Document by ${author.name}`}>
      <header className={styles.head}>
        <Icon name="edi" />
        <span className={styles.words} dir="auto">
          {title || entry.subject || 'A document came in'}
        </span>
        <time className={`tab ${styles.time}`} dateTime={at} title={momentWords(at)}>
          {clockWords(at, now)}
        </time>
      </header>
      <p className={styles.tools}>
        {messageId !== null && (
          <button type="button" className={styles.tool} onClick={() => want({ messageId, part })}>
            Show the sheet
          </button>
        )}
        <button type="button" className={styles.tool} aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? 'Hide the text' : 'As text'}
        </button>
        {entry.why && <span>{entry.why}</span>}
      </p>
      {open && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and a keyboard must reach what it hides
        <section className={styles.scroll} tabIndex={0} aria-label="Text of the document">
          <pre className={styles.text} dir="auto">
            {text}
          </pre>
        </section>
      )}
    </article>
  );
}
