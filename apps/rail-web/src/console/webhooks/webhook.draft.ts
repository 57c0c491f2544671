// A webhook as it stands in the form, and what is sent of it. Pure.
import type { Webhook } from '#api';
import type { WebhookValues } from '../../api/company/webhook.api.js';
import type { Fault } from '../../form/field.shape.js';
import type { WebhookDraft } from './webhook-fields.js';
import { eventsToSend, urlFault } from './webhook-words.js';

export const emptyWebhook: WebhookDraft = { name: '', url: '', departmentId: null, events: [], all: true };

export const webhookDraft = ({ name, url, departmentId, events }: Webhook): WebhookDraft => ({
  name,
  url,
  departmentId,
  events,
  all: events.length === 0,
});

export function readWebhook(draft: WebhookDraft): { values: WebhookValues; faults: Fault[] } {
  const faults: Fault[] = [];
  if (draft.name.trim() === '') faults.push({ pointer: '/name', detail: 'Give it a name.' });
  const url = urlFault(draft.url);
  if (url) faults.push({ pointer: '/url', detail: url });
  if (!draft.all && draft.events.length === 0)
    faults.push({ pointer: '/events', detail: 'Choose an event, or all of them.' });
  const { departmentId } = draft;
  return {
    values: {
      name: draft.name.trim(),
      url: draft.url.trim(),
      departmentId,
      events: eventsToSend(draft.all, draft.events),
    },
    faults,
  };
}
