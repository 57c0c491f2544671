// A new webhook. Its secret is in the answer, and nowhere afterwards.
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Department } from '#api';
import { sayProblem } from '../../act/say.js';
import { createWebhook, type SecretAnswer, webhooksKey } from '../../api/company/webhook.api.js';
import { newIntent, ProblemError } from '../../api/http.js';
import { actionsClass, DialogFrame } from '../../dialog/frame/dialog-frame.js';
import type { Fault } from '../../form/field.shape.js';
import { Button } from '../../look/button.js';
import { emptyWebhook, readWebhook } from './webhook.draft.js';
import { WebhookFields } from './webhook-fields.js';

type Props = { departments: readonly Department[]; onMade: (made: SecretAnswer) => void; onClose: () => void };

export function NewWebhookDialog({ departments, onMade, onClose }: Props) {
  const client = useQueryClient();
  const [draft, setDraft] = useState(emptyWebhook);
  const [faults, setFaults] = useState<Fault[]>([]);
  const [busy, setBusy] = useState(false);
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const { values, faults: seen } = readWebhook(draft);
    setFaults(seen);
    if (seen.length > 0) return;
    setBusy(true);
    try {
      const made = await createWebhook(values, newIntent());
      await client.invalidateQueries({ queryKey: webhooksKey });
      onMade(made);
    } catch (error) {
      setBusy(false);
      if (!(error instanceof ProblemError)) throw error;
      setFaults(error.problem.errors ?? []);
      if (!error.problem.errors?.length) sayProblem(error);
      if (error.code === 'IDEMPOTENCY.SHOWN_ONCE') await client.invalidateQueries({ queryKey: webhooksKey });
    }
  };
  return (
    <DialogFrame title="New webhook" size={520} onClose={onClose}>
      <form noValidate onSubmit={event => void save(event)}>
        <WebhookFields
          draft={draft}
          departments={departments}
          faults={faults}
          onChange={part => setDraft(now => ({ ...now, ...part }))}
        />
        <div className={actionsClass}>
          <Button onClick={onClose}>Cancel</Button>
          <Button weight="main" type="submit" busy={busy}>
            Make it
          </Button>
        </div>
      </form>
    </DialogFrame>
  );
}
