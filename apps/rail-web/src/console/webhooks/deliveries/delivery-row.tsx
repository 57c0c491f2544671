// One delivery: a line, and on demand what was sent and what came back. One that has ended can be sent again, with the same id.
import { useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { WebhookDelivery } from '#api';
import { say, sayProblem } from '../../../act/say.js';
import { deliveriesKey, replayDelivery, webhooksKey } from '../../../api/company/webhook.api.js';
import { newIntent } from '../../../api/http.js';
import { Button } from '../../../look/button.js';
import { useNow } from '../../../rail/use-now.js';
import { clockWords, momentWords } from '../../../rail/words/time-words.js';
import sheet from '../../sheet/sheet.module.css';
import { answerWords, deliveryState, shortType } from '../webhook-words.js';
import styles from '../webhooks.module.css';

export function DeliveryRow({ delivery, webhookId }: { delivery: WebhookDelivery; webhookId: number }) {
  const client = useQueryClient();
  const now = useNow();
  const id = useId();
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const state = deliveryState(delivery);
  const type = shortType(delivery.type);
  const replay = async (): Promise<void> => {
    setBusy(true);
    try {
      await replayDelivery(delivery.id, newIntent());
      say('It is on its way again.');
    } catch (error) {
      sayProblem(error);
    } finally {
      setBusy(false);
      await client.invalidateQueries({ queryKey: deliveriesKey(webhookId) });
      await client.invalidateQueries({ queryKey: webhooksKey });
    }
  };
  const waits = delivery.state === 'queued' && delivery.nextAttemptAt;
  return (
    <tbody>
      <tr>
        <td className={`mono tab ${sheet.nowrap}`} title={momentWords(delivery.createdAt)}>
          {clockWords(delivery.createdAt, now)}
        </td>
        <td>
          <code className="mono">{type}</code>
        </td>
        <td className={sheet.nowrap}>
          <b className={styles.state} data-tone={state.tone}>
            {state.words}
          </b>
          {waits && <span className={styles.at}> at {clockWords(delivery.nextAttemptAt ?? '', now)}</span>}
        </td>
        <td className="mono tab">{delivery.attempts}</td>
        <td className={styles.answer}>{answerWords(delivery)}</td>
        <td className={styles.rowActs}>
          <Button
            weight="quiet"
            small
            aria-expanded={open}
            aria-controls={open ? id : undefined}
            aria-label={`${open ? 'Hide' : 'Show'} what was sent: ${type}`}
            onClick={() => setOpen(!open)}
          >
            {open ? 'Hide' : 'Show'}
          </Button>
          {(delivery.state === 'failed' || delivery.state === 'delivered') && (
            <Button weight="quiet" small busy={busy} aria-label={`Send again: ${type}`} onClick={() => void replay()}>
              Send again
            </Button>
          )}
        </td>
      </tr>
      {open && (
        <tr id={id} className={styles.opened}>
          <td colSpan={6}>
            <dl className={styles.facts}>
              <dt>Event id</dt>
              <dd className="mono">{delivery.eventId}</dd>
              {delivery.error && (
                <>
                  <dt>What went wrong</dt>
                  <dd>{delivery.error}</dd>
                </>
              )}
              <dt>Answer</dt>
              <dd>{delivery.response ? <pre className={styles.raw}>{delivery.response}</pre> : 'Nothing in it.'}</dd>
              <dt>Sent</dt>
              <dd>
                <pre className={styles.raw}>{JSON.stringify(delivery.body, null, 2)}</pre>
              </dd>
            </dl>
          </td>
        </tr>
      )}
    </tbody>
  );
}
