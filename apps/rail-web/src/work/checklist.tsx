// The checklist of the kind: a tick is shown at once and taken back when the server says no.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Ticket } from '#api';
import { foreseeTick } from '../act/foresee.js';
import { perform } from '../act/perform.js';
import { said } from '../act/say.js';
import { useNow } from '../rail/use-now.js';
import { clockWords } from '../rail/words/time-words.js';
import { useMe } from '../shell/session-context.js';
import styles from './work.module.css';

export function Checklist({ ticket }: { ticket: Ticket }) {
  const client = useQueryClient();
  const me = useMe();
  const now = useNow();
  const [pending, setPending] = useState<Record<string, boolean>>({});
  const canTick = ticket.actions.includes('tick');
  if (ticket.checklistItems.length === 0) return null;
  const tick = (item: string, done: boolean): void => {
    // In the same stroke: the cache tells its readers a moment later, and a box must not spring back.
    setPending(now => ({ ...now, [item]: done }));
    const by = done ? { by: me.name, at: new Date().toISOString() } : null;
    perform(client, {
      id: ticket.id,
      name: 'tick',
      body: { item, done },
      foresee: old => foreseeTick(old, item, by),
    })
      .catch(said)
      .finally(() => setPending(now => Object.fromEntries(Object.entries(now).filter(([key]) => key !== item))));
  };
  return (
    <fieldset className={styles.checklist}>
      <legend className={styles.title}>Checklist</legend>
      {ticket.checklistItems.map(item => (
        <label key={item.key} className={styles.item} data-done={item.done ? '' : undefined}>
          <input
            type="checkbox"
            checked={pending[item.key] ?? item.done !== null}
            disabled={!canTick}
            onChange={event => tick(item.key, event.currentTarget.checked)}
          />
          <span>
            {item.title}
            {item.required && !item.done && <span className={styles.soft}> needed</span>}
            {item.done && (
              <span className={styles.soft}>
                {' '}
                {item.done.by}, {clockWords(item.done.at, now)}
              </span>
            )}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
