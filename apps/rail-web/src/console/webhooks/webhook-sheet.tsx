// One webhook: what it is, its secrets, what it was told; paused, switched on, tested, deleted.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Department, Webhook } from '#api';
import { say, sayProblem } from '../../act/say.js';
import {
  changeWebhook,
  deleteWebhook,
  deliveriesKey,
  type SecretAnswer,
  testWebhook,
  webhooksKey,
} from '../../api/company/webhook.api.js';
import { newIntent } from '../../api/http.js';
import { actionsClass, DialogFrame } from '../../dialog/frame/dialog-frame.js';
import { Button } from '../../look/button.js';
import { momentWords } from '../../rail/words/time-words.js';
import { SectionHead } from '../console-frame.js';
import { Section } from '../sheet/sheet.js';
import sheet from '../sheet/sheet.module.css';
import { DeliveryLog } from './deliveries/delivery-log.js';
import { WebhookForm } from './webhook-form.js';
import { WebhookSecrets } from './webhook-secrets.js';
import { webhookState } from './webhook-words.js';
import styles from './webhooks.module.css';

type Props = {
  webhook: Webhook;
  departments: readonly Department[];
  listHref: string;
  onSecret: (made: SecretAnswer) => void;
  onDeleted: () => void;
};

export function WebhookSheet({ webhook, departments, listHref, onSecret, onDeleted }: Props) {
  const client = useQueryClient();
  const [busy, setBusy] = useState('');
  const [asks, setAsks] = useState(false);
  const { id, name, url, departmentId, events, enabled } = webhook;
  const act = async (what: string, does: () => Promise<unknown>, done: string): Promise<boolean> => {
    setBusy(what);
    try {
      await does();
      say(done);
      return true;
    } catch (error) {
      sayProblem(error);
      return false;
    } finally {
      setBusy('');
      await client.invalidateQueries({ queryKey: webhooksKey });
      // Of one that is deleted there is no log to read.
      if (what !== 'delete') await client.invalidateQueries({ queryKey: deliveriesKey(id) });
    }
  };
  const turn = (): Promise<boolean> =>
    act(
      'turn',
      () => changeWebhook(id, { name, url, departmentId, events, enabled: !enabled }),
      enabled ? 'The webhook is paused.' : 'The webhook is on.',
    );
  const remove = async (): Promise<void> => {
    if (await act('delete', () => deleteWebhook(id), 'The webhook is deleted.')) onDeleted();
  };
  const state = webhookState(webhook);
  return (
    <div className={sheet.sheet}>
      <SectionHead
        title={<bdi>{name}</bdi>}
        back={{ href: listHref, words: 'Webhooks' }}
        note={
          <>
            <b className={styles.state} data-tone={state.tone}>
              {state.words}
            </b>
            {webhook.failingSince && `, it has failed since ${momentWords(webhook.failingSince)}`}
          </>
        }
        acts={
          <>
            <Button busy={busy === 'turn'} onClick={() => void turn()}>
              {enabled ? 'Pause' : 'Switch on'}
            </Button>
            <Button
              busy={busy === 'test'}
              disabled={!enabled}
              title={enabled ? undefined : 'A paused webhook is sent nothing'}
              onClick={() => void act('test', () => testWebhook(id, newIntent()), 'A test is on its way.')}
            >
              Send a test
            </Button>
          </>
        }
      />
      <DeliveryLog webhookId={id} />
      <div className={`${sheet.apart} ${styles.apart}`}>
        <Section title="What it is told">
          <WebhookForm key={id} webhook={webhook} departments={departments} onSecret={onSecret} />
        </Section>
        <WebhookSecrets webhook={webhook} onSecret={onSecret} />
        <Section title="Delete" lead="What waits to be sent is not sent any more, and the log goes with it.">
          <div className={styles.acts}>
            <Button onClick={() => setAsks(true)}>Delete this webhook…</Button>
          </div>
        </Section>
      </div>
      {asks && (
        <DialogFrame
          title={`Delete “${name}”?`}
          lead="The tool is told nothing any more. To stop for a while only, pause it."
          onClose={() => setAsks(false)}
        >
          <div className={actionsClass}>
            <Button onClick={() => setAsks(false)}>Keep it</Button>
            <Button weight="main" busy={busy === 'delete'} onClick={() => void remove()}>
              Delete
            </Button>
          </div>
        </DialogFrame>
      )}
    </div>
  );
}
