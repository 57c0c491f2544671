// The secrets that sign: the current one, and the one before until it is dropped. Their words are never shown again.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Webhook } from '#api';
import { say, sayProblem } from '../../act/say.js';
import { dropPreviousSecret, renewSecret, type SecretAnswer, webhooksKey } from '../../api/company/webhook.api.js';
import { newIntent } from '../../api/http.js';
import { Button } from '../../look/button.js';
import { momentWords } from '../../rail/words/time-words.js';
import { Section } from '../sheet/sheet.js';
import styles from './webhooks.module.css';

type Props = { webhook: Webhook; onSecret: (made: SecretAnswer) => void };

export function WebhookSecrets({ webhook, onSecret }: Props) {
  const client = useQueryClient();
  const [busy, setBusy] = useState<'renew' | 'drop' | null>(null);
  const act = async (which: 'renew' | 'drop'): Promise<void> => {
    setBusy(which);
    try {
      if (which === 'renew') onSecret(await renewSecret(webhook.id, newIntent()));
      else {
        await dropPreviousSecret(webhook.id);
        say('Only the current secret signs from now on.');
      }
    } catch (error) {
      sayProblem(error);
    } finally {
      setBusy(null);
      await client.invalidateQueries({ queryKey: webhooksKey });
    }
  };
  const hasPrevious = webhook.secrets.some(secret => secret.name === 'previous');
  return (
    <Section
      title="Secrets"
      lead="Each event is signed as Standard Webhooks say. A secret is shown once, when it is made."
    >
      <ul className={styles.secrets}>
        {webhook.secrets.map(({ name, createdAt }) => (
          <li key={name}>
            <b>{name === 'current' ? 'Current' : 'Previous, signs as well'}</b>
            <span>made {momentWords(createdAt)}</span>
          </li>
        ))}
      </ul>
      <div className={styles.acts}>
        <Button busy={busy === 'renew'} onClick={() => void act('renew')}>
          Make a new secret
        </Button>
        {hasPrevious && (
          <Button busy={busy === 'drop'} onClick={() => void act('drop')}>
            Drop the previous one
          </Button>
        )}
      </div>
    </Section>
  );
}
