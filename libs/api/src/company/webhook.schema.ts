// Outside tools are told by signed webhooks. GET, POST /webhooks · PUT, DELETE /webhooks/:id · POST /webhooks/:id/secret ·
// DELETE /webhooks/:id/secret/previous · POST /webhooks/:id/test · GET /webhooks/:id/deliveries · POST /webhook-deliveries/:id/replay (admin)
import { z } from 'zod';
import { page } from '../problem.schema.js';

export const Webhook = z.object({
  id: z.int(),
  name: z.string(),
  url: z.string(),
  /** Null: of all departments. */
  departmentId: z.int().nullable(),
  /** Event types, e.g. handoff.offered; empty: all. */
  events: z.array(z.string()),
  enabled: z.boolean(),
  /** A second key is accepted beside the current one until it is dropped. */
  secrets: z.array(z.object({ name: z.enum(['current', 'previous']), createdAt: z.string() })),
  createdAt: z.string(),
  failingSince: z.string().nullable(),
  queued: z.int(),
});
export type Webhook = z.infer<typeof Webhook>;

const values = {
  name: z.string().min(1).max(80),
  url: z.string().min(1).max(2000),
  departmentId: z.int().positive().nullable(),
  events: z.array(z.string().max(60)).max(60).default([]),
};
export const CreateWebhook = z.strictObject(values);
/** Changing the address makes a new secret necessary: 422 WEBHOOK.SECRET_NEEDED, then POST /webhooks/:id/secret with the new address. */
export const ChangeWebhook = z.strictObject({ ...values, enabled: z.boolean() });
/**
 * A new secret: the current one becomes the previous one, and both sign until the previous one is dropped. With another `url` the address changes with
 * it, and no secret of the old address stays.
 */
export const RenewWebhookSecret = z.strictObject({ url: values.url.optional() });
/** Shown once. */
export const WebhookSecret = z.object({ webhook: Webhook, secret: z.string() });

export const WebhookDelivery = z.object({
  id: z.int(),
  eventId: z.string(),
  type: z.string(),
  state: z.enum(['queued', 'sending', 'delivered', 'failed']),
  attempts: z.int(),
  createdAt: z.string(),
  nextAttemptAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  /** Status and the first part of what the receiver answered to the last attempt. */
  status: z.int().nullable(),
  response: z.string().nullable(),
  error: z.string().nullable(),
  body: z.record(z.string(), z.unknown()),
});
export type WebhookDelivery = z.infer<typeof WebhookDelivery>;
export const WebhookDeliveryPage = page(WebhookDelivery);
export const WebhookDeliveryQuery = z.object({
  state: z.enum(['queued', 'sending', 'delivered', 'failed']).optional(),
  cursor: z
    .string()
    .regex(/^[1-9]\d{0,14}$/)
    .optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
