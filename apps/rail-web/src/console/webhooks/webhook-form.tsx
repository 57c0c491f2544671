// A webhook that there is, changed. A secret belongs to one address: another address is asked about, and comes with a new secret.
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Department, Webhook } from '#api';
import { say, sayProblem } from '../../act/say.js';
import {
  changeWebhook,
  renewSecret,
  type SecretAnswer,
  type WebhookValues,
  webhooksKey,
} from '../../api/company/webhook.api.js';
import { newIntent, ProblemError } from '../../api/http.js';
import { actionsClass, DialogFrame } from '../../dialog/frame/dialog-frame.js';
import type { Fault } from '../../form/field.shape.js';
import { useUnsaved } from '../../leave/use-unsaved.js';
import { Button } from '../../look/button.js';
import sheet from '../sheet/sheet.module.css';
import { readWebhook, webhookDraft } from './webhook.draft.js';
import { WebhookFields } from './webhook-fields.js';

type Props = { webhook: Webhook; departments: readonly Department[]; onSecret: (made: SecretAnswer) => void };

export function WebhookForm({ webhook, departments, onSecret }: Props) {
  const client = useQueryClient();
  const [draft, setDraft] = useState(() => webhookDraft(webhook));
  const [faults, setFaults] = useState<Fault[]>([]);
  const [moving, setMoving] = useState<WebhookValues | null>(null);
  const [busy, setBusy] = useState(false);
  const changed = JSON.stringify(draft) !== JSON.stringify(webhookDraft(webhook));
  useUnsaved(changed);

  const save = async (values: WebhookValues): Promise<void> => {
    setBusy(true);
    setFaults([]);
    try {
      // The rest first, at the old address, so that a refused address leaves no half of it unsaid.
      const saved = await changeWebhook(webhook.id, { ...values, url: webhook.url, enabled: webhook.enabled });
      const made = values.url === webhook.url ? null : await renewSecret(webhook.id, newIntent(), values.url);
      setDraft(webhookDraft(made?.webhook ?? saved));
      if (made) onSecret(made);
      else say('The webhook is changed.');
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      setFaults(error.problem.errors ?? []);
      if (!error.problem.errors?.length) sayProblem(error);
    } finally {
      setBusy(false);
      setMoving(null);
      await client.invalidateQueries({ queryKey: webhooksKey });
    }
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const { values, faults: seen } = readWebhook(draft);
    setFaults(seen);
    if (seen.length > 0) return;
    if (values.url === webhook.url) void save(values);
    else setMoving(values);
  };
  return (
    <form noValidate onSubmit={submit}>
      <WebhookFields
        draft={draft}
        departments={departments}
        faults={faults}
        onChange={part => setDraft(now => ({ ...now, ...part }))}
      />
      <div className={sheet.foot}>
        {changed && <Button onClick={() => setDraft(webhookDraft(webhook))}>As it was</Button>}
        <Button weight="main" type="submit" busy={busy} disabled={!changed}>
          Save
        </Button>
      </div>
      {moving && (
        <DialogFrame
          title="Another address, another secret"
          lead="A secret belongs to one address. A new one is made for this address, and the one before signs nothing any more."
          onClose={() => setMoving(null)}
        >
          <div className={actionsClass}>
            <Button onClick={() => setMoving(null)}>Back</Button>
            <Button weight="main" data-autofocus busy={busy} onClick={() => void save(moving)}>
              Change both
            </Button>
          </div>
        </DialogFrame>
      )}
    </form>
  );
}
