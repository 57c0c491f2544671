// Webhooks and their deliveries as admins see them. Secrets are named, never shown.
import type { Webhook, WebhookDelivery } from '#api';
import type { DeliveryLogRow, WebhookRow } from '#store';

export function webhookView(row: WebhookRow): Webhook {
  const { id, name, url, departmentId, events, enabled, queued } = row;
  return {
    id,
    name,
    url,
    departmentId,
    events,
    enabled,
    secrets: row.secrets.map(secret => ({ name: secret.name, createdAt: new Date(secret.createdAt).toISOString() })),
    createdAt: row.createdAt.toISOString(),
    failingSince: row.failingSince?.toISOString() ?? null,
    queued,
  };
}

export function deliveryView(row: DeliveryLogRow): WebhookDelivery {
  const { id, eventId, type, state, attempts, status, response, error, body } = row;
  return {
    id,
    eventId,
    type,
    state,
    attempts,
    createdAt: row.createdAt.toISOString(),
    nextAttemptAt: state === 'queued' ? row.nextAttemptAt.toISOString() : null,
    endedAt: row.endedAt?.toISOString() ?? null,
    status,
    response,
    error,
    body,
  };
}
