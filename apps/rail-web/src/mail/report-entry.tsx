// What a mail system says became of a mail of ours: each recipient by itself, in a clerk's words first and in the system's own below them. The report's
// text is one click away.
import { useState } from 'react';
import type { Entry } from '#api';
import { rawPath } from '../api/ticket/ticket.api.js';
import { Icon } from '../look/icons.js';
import { clockWords, momentWords } from '../rail/words/time-words.js';
import styles from './message.module.css';
import { reportTitle, reportTone, reportWords } from './report-words.js';

export function ReportEntry({ entry, now }: { entry: Entry; now: number }) {
  const [open, setOpen] = useState(false);
  const automatic = entry.automatic;
  if (!automatic) return null;
  const title = reportTitle(automatic);
  const tone = reportTone(automatic);
  return (
    <article className={styles.report} data-tone={tone} aria-label={title}>
      <header className={styles.reportHead}>
        <Icon name={tone === 'good' ? 'check' : 'alert'} size={16} />
        <span>{title}</span>
        <time className={`tab ${styles.time}`} dateTime={entry.at} title={momentWords(entry.at)}>
          {clockWords(entry.at, now)}
        </time>
      </header>
      <div className={styles.reportBody}>
        {automatic.reports.length > 0 && (
          <ul className={styles.reportList}>
            {automatic.reports.map(report => (
              <li key={report.recipient}>
                <strong>{report.recipient}</strong> {reportWords(report)}
                {report.diagnostic && <span className={styles.diagnostic}>{report.diagnostic}</span>}
              </li>
            ))}
          </ul>
        )}
        {open && (
          <div className={styles.text} dir="auto">
            {entry.text || <em className={styles.none}>No text.</em>}
          </div>
        )}
        <div className={styles.tools}>
          <button type="button" className={styles.tool} aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? 'Hide the report' : 'Show the whole report'}
          </button>
          {entry.messageId !== null && (
            <a className={styles.tool} href={rawPath(entry.messageId)} target="_blank" rel="noopener noreferrer">
              Raw source
            </a>
          )}
          {entry.why && <span className={styles.tool}>{entry.why}</span>}
        </div>
      </div>
    </article>
  );
}
