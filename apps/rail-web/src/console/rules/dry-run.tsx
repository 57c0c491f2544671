// The dry run: messages that really came, decided by the rules that stand and by those on the page, and those that would end otherwise.
import { useId } from 'react';
import { Link } from 'wouter';
import type { Department, RuledMessage } from '#api';
import { inputClass } from '../../dialog/frame/dialog-frame.js';
import { Button } from '../../look/button.js';
import { momentWords } from '../../rail/words/time-words.js';
import { ticketPath } from '../../shell/paths.js';
import { Labelled } from '../fields/labelled.js';
import sheet from '../sheet/sheet.module.css';
import { changeWords, countWords, decidedBy } from './rule-words.js';
import styles from './rules.module.css';
import { type DryRunner, LISTED, type Run } from './use-dry-run.js';

type Props = {
  runner: DryRunner;
  days: number;
  onDays: (days: number) => void;
  onBegin: () => void;
  /** Why it cannot be begun now; null: it can. */
  obstacle: string | null;
  /** The rules on the page are others than those that were tried. */
  outdated: boolean;
  departments: readonly Department[];
};

const DAYS = [1, 7, 30, 90] as const;

export function DryRun({ runner, days, onDays, onBegin, obstacle, outdated, departments }: Props) {
  const id = useId();
  const { run, stop } = runner;
  return (
    <section id="dry-run" className={sheet.apart} aria-labelledby={id}>
      <h2 id={id} className={sheet.title}>
        Dry run
      </h2>
      <p className={sheet.lead}>
        Messages that really came are decided by the rules that stand and by yours. Nothing is changed; who is a
        customer is what is known today.
      </p>
      <div className={styles.runLine}>
        <Labelled label="Messages of">
          <select className={inputClass} value={days} onChange={event => onDays(Number(event.currentTarget.value))}>
            {DAYS.map(one => (
              <option key={one} value={one}>
                {one === 1 ? 'the last day' : `the last ${one} days`}
              </option>
            ))}
          </select>
        </Labelled>
        {run?.running ? (
          <Button onClick={stop}>Stop</Button>
        ) : (
          <Button disabled={obstacle !== null} onClick={onBegin}>
            Try it
          </Button>
        )}
        {obstacle && !run?.running && <span className={styles.soft}>{obstacle}</span>}
      </div>
      {run && <Found run={run} outdated={outdated} departments={departments} />}
    </section>
  );
}

function Found({ run, outdated, departments }: { run: Run; outdated: boolean; departments: readonly Department[] }) {
  const { running, stopped, items, differing, examined, unreadable, total, clipped, days } = run;
  const of = days === 1 ? 'the last day' : `the last ${days} days`;
  return (
    <div aria-busy={running} data-run={running ? 'running' : 'ended'}>
      <p className={styles.sum} role="status">
        {running ? (
          `Looked at ${examined.toLocaleString('en')} of ${total.toLocaleString('en')}; ${differing.toLocaleString('en')} would end otherwise so far…`
        ) : (
          <>
            <b>{differing === 0 ? 'Nothing' : countWords(differing, 'message', 'messages')} would end otherwise</b>, of{' '}
            {countWords(examined, 'message', 'messages')} of {of}
            {stopped && ` (stopped: there are ${total.toLocaleString('en')})`}.
            {clipped && ' There are older ones in these days: the newest 10,000 are looked at.'}
            {unreadable > 0 && ` ${countWords(unreadable, 'one', 'of them')} could not be read.`}
          </>
        )}
      </p>
      {running && total > 0 && (
        <progress className={styles.progress} max={total} value={examined} aria-label="Dry run" />
      )}
      {outdated && !running && (
        <p className={sheet.note}>You have changed the rules since. Try them again to see what they do now.</p>
      )}
      {items.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
        <section className={sheet.tableBox} aria-label="Messages that would end otherwise" tabIndex={0}>
          <table className={`${sheet.table} ${styles.found}`}>
            <thead>
              <tr>
                <th scope="col">Message</th>
                <th scope="col">As it is</th>
                <th scope="col">As it would be</th>
              </tr>
            </thead>
            <tbody>
              {items.map(item => (
                <Row key={`${item.messageId}.${item.part ?? 0}`} item={item} departments={departments} />
              ))}
            </tbody>
          </table>
        </section>
      )}
      {differing > LISTED && !running && (
        <p className={styles.soft}>
          The newest {LISTED} are listed; {(differing - LISTED).toLocaleString('en')} more would differ.
        </p>
      )}
    </div>
  );
}

function Row({ item, departments }: { item: RuledMessage; departments: readonly Department[] }) {
  const { now, then } = changeWords(item);
  const rail = departments.find(one => one.id === item.departmentId);
  return (
    <tr data-message={item.messageId}>
      <td>
        <b className={styles.subject} dir="auto">
          {item.subject || 'No subject'}
        </b>
        <span className={styles.about}>
          <bdi>{item.from}</bdi>, <span className="tab">{momentWords(item.receivedAt)}</span>, {item.channelName}
          {item.ticketId !== null && rail && (
            <>
              ,{' '}
              <Link href={ticketPath(rail.key, item.ticketId, 'all', '')} className="mono">
                #{item.ticketId}
              </Link>
            </>
          )}
        </span>
      </td>
      <td data-head="Is">{now}</td>
      <td data-head="Would be">
        <b className={styles.thenWords}>{then}</b> <span className={styles.about}>{decidedBy(item)}</span>
      </td>
    </tr>
  );
}
