// One channel: what is wrong, who watches it, its test messages, and second looks at its source.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { say, sayProblem } from '../../act/say.js';
import { turnChannel } from '../../api/channel/channel.api.js';
import {
  askCatchUp,
  cancelCatchUp,
  healthKey,
  readHealthOf,
  scheduleCanary,
  sendCanary,
} from '../../api/channel/health.api.js';
import { newIntent } from '../../api/http.js';
import { Field, inputClass } from '../../dialog/frame/dialog-frame.js';
import { Button } from '../../look/button.js';
import { useNow } from '../../rail/use-now.js';
import { ageWords, clockWords } from '../../rail/words/time-words.js';
import { useMe } from '../../shell/session-context.js';
import { SectionHead } from '../console-frame.js';
import { Failed, Loading, Section } from '../sheet/sheet.js';
import sheet from '../sheet/sheet.module.css';
import webhooks from '../webhooks/webhooks.module.css';
import styles from './health.module.css';
import { catchUpWords, faultWords, runWords, stateWords } from './health-words.js';

const EVERY: [number, string][] = [
  [5, 'Every 5 minutes'],
  [15, 'Every 15 minutes'],
  [60, 'Every hour'],
  [1440, 'Once a day'],
];

export function HealthSheet({ id, listHref }: { id: number; listHref: string }) {
  const client = useQueryClient();
  const now = useNow();
  const { isAdmin } = useMe();
  const [since, setSince] = useState('');
  const found = useQuery({
    queryKey: [...healthKey, id],
    queryFn: () => readHealthOf(id),
    staleTime: 0,
    refetchInterval: 3_000,
  });
  const act = async (does: () => Promise<unknown>, done: string): Promise<void> => {
    try {
      await does();
      say(done);
    } catch (error) {
      sayProblem(error);
    } finally {
      await client.invalidateQueries({ queryKey: healthKey });
    }
  };
  if (!found.data)
    return found.isError ? (
      <Failed error={found.error} onRetry={() => void found.refetch()} notYours="This channel feeds another rail." />
    ) : (
      <Loading words="Reading how the channel does…" />
    );
  const channel = found.data;
  const { words, tone } = stateWords(channel);
  const problem = channel.fault?.problem ?? channel.problem;
  const underWay = channel.catchUps.find(({ state }) => state === 'queued' || state === 'running');
  return (
    <div className={sheet.sheet}>
      <SectionHead
        title={<bdi>{channel.name}</bdi>}
        back={{ href: listHref, words: 'Health' }}
        note={
          <>
            <b className={webhooks.state} data-tone={tone}>
              {words}
            </b>
            {problem && ` · ${problem}`}
          </>
        }
        acts={
          isAdmin && (
            <Button
              onClick={() =>
                void act(
                  () => turnChannel(id, channel.state === 'paused' ? 'resume' : 'pause', newIntent()),
                  channel.state === 'paused' ? 'The channel works again.' : 'The channel is paused.',
                )
              }
            >
              {channel.state === 'paused' ? 'Resume' : 'Pause'}
            </Button>
          )
        }
      />
      <dl className={styles.facts}>
        <dt>Last success</dt>
        <dd>{channel.lastOkAt ? `${ageWords(channel.lastOkAt, now)} ago` : 'Never yet'}</dd>
        <dt>Next try</dt>
        <dd>{channel.retryAt ? clockWords(channel.retryAt, now) : 'None is needed'}</dd>
        <dt>Watched by</dt>
        {channel.watched ? <dd className="mono">{channel.holder ?? 'nobody'}</dd> : <dd>Nobody has to</dd>}
        <dt>Came in</dt>
        <dd>
          {channel.rate.lastHour} in the last hour, {channel.rate.lastDay} in the last day
        </dd>
        <dt>Waiting</dt>
        <dd>
          {channel.backlog.pending} for a ticket, {channel.backlog.outbound} to be sent
        </dd>
        <dt>Errors</dt>
        <dd>
          {channel.errors.held} in quarantine, {channel.errors.unsent} not sent in the last day
        </dd>
      </dl>
      <Section
        title="Test message"
        lead={channel.canary.hindrance ?? 'It goes the whole way of a real one, and becomes no ticket.'}
      >
        {!channel.canary.hindrance && isAdmin && (
          <div className={styles.acts}>
            <Field label="Schedule">
              <select
                className={inputClass}
                value={channel.canary.everyMinutes ?? ''}
                onChange={event => {
                  const minutes = event.currentTarget.value === '' ? null : Number(event.currentTarget.value);
                  void act(() => scheduleCanary(id, minutes), 'The schedule is kept.');
                }}
              >
                <option value="">Only by hand</option>
                {EVERY.map(([minutes, every]) => (
                  <option key={minutes} value={minutes}>
                    {every}
                  </option>
                ))}
              </select>
            </Field>
            <Button onClick={() => void act(() => sendCanary(id, newIntent()), 'A test message is on its way.')}>
              Send one now
            </Button>
          </div>
        )}
        <ul className={styles.log}>
          {channel.runs.map(run => (
            <li key={run.id}>
              <b>{clockWords(run.begunAt, now)}</b>
              <span>{runWords(run)}</span>
            </li>
          ))}
        </ul>
      </Section>
      <Section
        title="Look again"
        lead={
          channel.cannotCatchUp ??
          'Mails that the ledger does not know are taken in; what it knows opens nothing twice.'
        }
      >
        {!channel.cannotCatchUp && isAdmin && (
          <div className={styles.acts}>
            <Field label="Since (empty: everything)">
              <input
                type="date"
                className={inputClass}
                value={since}
                onChange={event => setSince(event.currentTarget.value)}
              />
            </Field>
            <Button
              disabled={underWay !== undefined}
              onClick={() =>
                void act(() => askCatchUp(id, since || null, newIntent()), 'The mailbox is looked at again.')
              }
            >
              Look again
            </Button>
            {underWay && (
              <Button onClick={() => void act(() => cancelCatchUp(id, underWay.id), 'It is called off.')}>
                Call off
              </Button>
            )}
          </div>
        )}
        <ul className={styles.log}>
          {channel.catchUps.map(one => (
            <li key={one.id}>
              <b>{one.since ? `Since ${one.since}` : 'Everything'}</b>
              <span>{catchUpWords(one)}</span>
            </li>
          ))}
        </ul>
      </Section>
      {channel.faults.length > 0 && (
        <Section
          title="Faults"
          lead="What was wrong, newest first. Each was one alert, and one notice when it was over."
        >
          <ul className={styles.log}>
            {channel.faults.map(fault => (
              <li key={fault.id}>
                <b>{clockWords(fault.openedAt, now)}</b>
                <span>{faultWords(fault)}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </div>
  );
}
