// The foot of the rail, where nothing is hidden: is this page live, do the ways in work, what could not be read.
import { Popover } from '@mantine/core';
import { Link } from 'wouter';
import type { RailNumbers } from '#api';
import { isSupervisor } from '../console/console-sections.js';
import { useLive } from '../live/live-provider.js';
import type { LiveState } from '../live/live-source.js';
import { useSession } from '../shell/session-context.js';
import { useRailPlace } from './rail-context.js';
import styles from './rail-foot.module.css';
import { useBalance } from './use-balance.js';
import { useNow } from './use-now.js';
import { useNumbers } from './use-numbers.js';
import { ageWords } from './words/time-words.js';

const LIVE: Record<LiveState, string> = { live: 'Live', connecting: 'Connecting', offline: 'Offline' };
const CHANNEL: Record<RailNumbers['channels'][number]['state'], string> = {
  ok: 'works',
  starting: 'is starting',
  standby: 'stands by',
  failing: 'fails',
  paused: 'is paused',
};

const BALANCE: Record<string, string> = { true: 'balances', false: 'does not balance', null: 'not known' };

export function RailFoot() {
  const live = useLive();
  const { department } = useRailPlace();
  const numbers = useNumbers(department.id);
  return (
    <footer className={styles.foot}>
      <span className={styles.live} data-state={live}>
        {LIVE[live]}
      </span>
      {numbers && <Calls count={numbers.callsWithoutTicket} />}
      {numbers && <Ways numbers={numbers} />}
    </footer>
  );
}

/** Always there, so that nobody has to wonder: each call ends on a ticket. */
function Calls({ count }: { count: number }) {
  const words = count === 1 ? '1 call without ticket' : `${count} calls without ticket`;
  return (
    <span
      className={styles.calls}
      data-wrong={count > 0 || undefined}
      title={
        count > 0
          ? 'Records of telephone calls that nobody could read, or that still wait: look at what is held'
          : 'Every call stands on a ticket'
      }
    >
      {words}
    </span>
  );
}

function Ways({ numbers }: { numbers: RailNumbers }) {
  const now = useNow();
  const failing = numbers.channels.filter(channel => channel.state === 'failing').length;
  const warned = numbers.channels.filter(isWarned).length;
  const session = useSession();
  const mayDecide = session.user.isAdmin || isSupervisor(session);
  const words = waysWords(numbers.channels.length, failing);
  const heard = lastHeard(numbers.channels);
  const balance = useBalance();
  return (
    // Above the toasts, which stand in the same corner.
    <Popover position="top-end" width={304} zIndex={450} withinPortal returnFocus trapFocus>
      <Popover.Target>
        <button type="button" className={styles.ways} data-wrong={failing > 0 || undefined}>
          <span className={styles.must}>
            {words}
            {balance === false && <span className={styles.held}>, ledger does not balance</span>}
            {warned > 0 && <span className={styles.held}>, {warned === 1 ? '1 warning' : `${warned} warnings`}</span>}
            {numbers.quarantined > 0 && <span className={styles.held}>, {numbers.quarantined} held</span>}
          </span>
          {/* Only this may be cut off by a narrow rail. */}
          {heard && <span className={`tab ${styles.age}`}>&nbsp;· {ageWords(heard, now)}</span>}
        </button>
      </Popover.Target>
      <Popover.Dropdown className={styles.sheet} aria-label="Ways in and ledger">
        <ul>
          {numbers.channels.map(channel => (
            <li
              key={channel.id}
              className={styles.channel}
              data-state={channel.state}
              data-warned={isWarned(channel) || undefined}
            >
              <span className={styles.name}>{channel.name}</span>
              <span className={styles.state}>
                {CHANNEL[channel.state]}
                {channel.lastOkAt && channel.state !== 'paused' && (
                  <span className="tab"> · heard {ageWords(channel.lastOkAt, now)} ago</span>
                )}
              </span>
              {channel.problem && <span className={styles.problem}>{channel.problem}</span>}
            </li>
          ))}
        </ul>
        <dl className={styles.ledger}>
          <div>
            <dt>Received, not yet a ticket</dt>
            <dd className="mono tab">{numbers.pending}</dd>
          </div>
          <div>
            <dt>Telephone calls without a ticket</dt>
            <dd className="mono tab">{numbers.callsWithoutTicket}</dd>
          </div>
          <div>
            <dt>Could not be read (quarantine)</dt>
            <dd className="mono tab">{numbers.quarantined}</dd>
          </div>
          <div>
            <dt>Ledger of the last two days</dt>
            <dd data-balance={balance}>{BALANCE[String(balance)]}</dd>
          </div>
        </dl>
        {mayDecide && (
          <Link href="/console/health" className={styles.quarantine}>
            How each of them does
          </Link>
        )}
        {numbers.quarantined > 0 && mayDecide && (
          <Link href="/console/quarantine" className={styles.quarantine}>
            Look at what is held
          </Link>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

/** It works, and says itself that this will not last: a token that ends soon, for instance. */
const isWarned = (channel: RailNumbers['channels'][number]): boolean =>
  channel.state === 'ok' && Boolean(channel.problem);

/** When a way in was heard last; where some fail, when the one was that is silent for longest. */
function lastHeard(channels: RailNumbers['channels']): string | null {
  const failing = channels.filter(({ state }) => state === 'failing');
  const times = (failing.length > 0 ? failing : channels.filter(({ state }) => state === 'ok'))
    .flatMap(({ lastOkAt }) => lastOkAt ?? [])
    .sort();
  return (failing.length > 0 ? times[0] : times.at(-1)) ?? null;
}

function waysWords(all: number, failing: number): string {
  if (all === 0) return 'No way in yet';
  if (failing > 0)
    return all === 1 ? 'The way in fails' : `${failing} of ${all} ways in ${failing === 1 ? 'fails' : 'fail'}`;
  return all === 1 ? 'The way in works' : `All ${all} ways in work`;
}
