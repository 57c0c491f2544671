// The ledger: what came in by channel and day, and what became of it. Each figure opens its messages; a day that does not balance says so.
import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from 'wouter';
import type { Department, LedgerDay } from '#api';
import { ledgerKey, readDays } from '../../api/channel/ledger.api.js';
import { StatePage } from '../../look/state-page.js';
import { SectionHead } from '../console-frame.js';
import { Failed, Loading } from '../sheet/sheet.js';
import sheet from '../sheet/sheet.module.css';
import styles from './ledger.module.css';
import { balanceWords, messagesPath, readFilter, STATE_NAMES, STATES } from './ledger-words.js';
import { MessageList } from './message-list.js';

const NOT_YOURS = 'Those who work a rail see what came in for it.';

export default function LedgerPage({ departments }: { departments: Department[] }) {
  const filter = readFilter(useSearch());
  return filter ? <MessageList filter={filter} departments={departments} /> : <Days />;
}

function Days() {
  const days = useQuery({ queryKey: [...ledgerKey, 'days'], queryFn: () => readDays(), staleTime: 0 });
  const found = days.data?.days ?? [];
  return (
    <div className={sheet.page}>
      <SectionHead
        title="Ledger"
        note="What was accepted, counted at the door, and what became of it. Days are UTC. Each figure opens its messages."
      />
      {days.isPending && <Loading words="Adding up…" />}
      {days.isError && <Failed error={days.error} onRetry={() => void days.refetch()} notYours={NOT_YOURS} />}
      {days.data && (
        <p className={styles.balance} data-tone={days.data.balanced ? 'good' : 'wrong'} role="status">
          {days.data.balanced
            ? `Everything balances, ${days.data.from} to ${days.data.to}.`
            : 'The ledger does not balance. Run rail audit, and tell whoever keeps this installation.'}
        </p>
      )}
      {days.data && found.length === 0 && (
        <StatePage title="Nothing came in.">As soon as something is accepted, its day stands here.</StatePage>
      )}
      {found.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
        <section className={sheet.tableBox} aria-label="Totals by day and channel" tabIndex={0}>
          <table className={sheet.table}>
            <thead>
              <tr>
                <th scope="col">Day</th>
                <th scope="col">Channel</th>
                <th scope="col">Balance</th>
                <th scope="col" className={styles.figure}>
                  Accepted
                </th>
                {STATE_NAMES.map(state => (
                  <th key={state} scope="col" className={styles.figure}>
                    {STATES[state]}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {found.map(day => (
                <DayRow key={`${day.day} ${day.channelId}`} day={day} />
              ))}
            </tbody>
          </table>
        </section>
      )}
    </div>
  );
}

function DayRow({ day }: { day: LedgerDay }) {
  const wrong = balanceWords(day);
  const of = { channelId: day.channelId, day: day.day };
  return (
    <tr data-day={`${day.day} ${day.channelId}`}>
      <td className={`mono ${sheet.nowrap}`}>{day.day}</td>
      <td>
        <bdi>{day.channelName}</bdi>
      </td>
      <td className={styles.balance} data-tone={wrong ? 'wrong' : 'good'}>
        {wrong ?? 'Balances'}
      </td>
      <td className={styles.figure}>
        <Link href={messagesPath(of)}>{day.accepted}</Link>
      </td>
      {STATE_NAMES.map(state => (
        <td key={state} className={styles.figure}>
          {day[state] === 0 ? (
            <span className={styles.none}>0</span>
          ) : (
            <Link
              href={messagesPath({ ...of, state })}
              aria-label={`${day[state]}, ${STATES[state]}, ${day.channelName}, ${day.day}`}
            >
              {day[state]}
            </Link>
          )}
        </td>
      ))}
    </tr>
  );
}
