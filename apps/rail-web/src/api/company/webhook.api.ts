// Webhooks: what outside tools are told, with which secret, and what they answered.
import type { Page, Webhook, WebhookDelivery } from '#api';
import { call } from '../http.js';

export type WebhookValues = { name: string; url: string; departmentId: number | null; events: string[] };
/** The secret is told in this one answer. */
export type SecretAnswer = { webhook: Webhook; secret: string };
export type DeliveryState = WebhookDelivery['state'];

export const webhooksKey = ['webhooks'] as const;
export const deliveriesKey = (webhookId: number) => ['webhook-deliveries', webhookId] as const;

export const readWebhooks = (): Promise<Webhook[]> => call<Webhook[]>('GET', '/webhooks');

export const createWebhook = (body: WebhookValues, intent: string): Promise<SecretAnswer> =>
  call<SecretAnswer>('POST', '/webhooks', { body, intent });

export const changeWebhook = (id: number, body: WebhookValues & { enabled: boolean }): Promise<Webhook> =>
  call<Webhook>('PUT', `/webhooks/${id}`, { body });

export const deleteWebhook = (id: number): Promise<void> => call<void>('DELETE', `/webhooks/${id}`);

/** With another `url` the address changes with the secret. */
export const renewSecret = (id: number, intent: string, url?: string): Promise<SecretAnswer> =>
  call<SecretAnswer>('POST', `/webhooks/${id}/secret`, { body: url === undefined ? {} : { url }, intent });

export const dropPreviousSecret = (id: number): Promise<Webhook> =>
  call<Webhook>('DELETE', `/webhooks/${id}/secret/previous`);

export const testWebhook = (id: number, intent: string): Promise<WebhookDelivery> =>
  call<WebhookDelivery>('POST', `/webhooks/${id}/test`, { intent });

export function readDeliveries(
  id: number,
  state: DeliveryState | null,
  cursor: string | null,
): Promise<Page<WebhookDelivery>> {
  const query = new URLSearchParams({ limit: '30' });
  if (state) query.set('state', state);
  if (cursor) query.set('cursor', cursor);
  return call<Page<WebhookDelivery>>('GET', `/webhooks/${id}/deliveries?${query}`);
}

export const replayDelivery = (id: number, intent: string): Promise<WebhookDelivery> =>
  call<WebhookDelivery>('POST', `/webhook-deliveries/${id}/replay`, { intent });
