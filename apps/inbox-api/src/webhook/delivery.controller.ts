// What webhooks were told, for admins: a test, the log, and sending one again.
import { randomUUID } from 'node:crypto';
import { Controller, Get, HttpCode, HttpStatus, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { WebhookDelivery, WebhookDeliveryPage, WebhookDeliveryQuery } from '#api';
import { toStructured } from '#events';
import {
  Database,
  deliveryById,
  deliveryOfEvent,
  deliveryPage,
  type IdempotentRequest,
  queueDeliveries,
  replayDelivery,
  type WebhookRow,
  WebhookStore,
} from '#store';
import { Policy } from '../access/policy.decorator.js';
import { idOf, readId } from '../access/policy.guard.js';
import { Answers } from '../docs/answers.decorator.js';
import { Intent, Once } from '../http/once.js';
import { notFound, RequestFault } from '../http/request.fault.js';
import { API } from '../inbox-api.config.js';
import { deliveryView } from './webhook.view.js';

const TEST = 'webhook.test';

@ApiTags('webhooks')
@Controller(API)
export class DeliveryController {
  constructor(
    private readonly database: Database,
    private readonly webhooks: WebhookStore,
    private readonly once: Once,
  ) {}

  @Post('webhooks/:id/test')
  @Policy({ who: 'admin' })
  @HttpCode(HttpStatus.OK)
  @Answers(WebhookDelivery, 'An event of type org.ticketrail.webhook.test.v1 is on its way')
  async test(@Param('id') id: string, @Intent() intent: IdempotentRequest | null): Promise<WebhookDelivery> {
    const webhook = await this.#webhook(id);
    if (!webhook.enabled)
      throw new RequestFault('WEBHOOK.SWITCHED_OFF', 'Nothing is sent: switch the webhook on first');
    const { answer: eventId } = await this.once.run(intent, async tx => {
      const made = randomUUID();
      await queueDeliveries(tx, [testDelivery(webhook.id, made)]);
      return made;
    });
    const delivery = await deliveryOfEvent(this.database, webhook.id, eventId);
    if (!delivery) throw notFound();
    return deliveryView(delivery);
  }

  @Get('webhooks/:id/deliveries')
  @Policy({ who: 'admin' })
  @Answers(WebhookDeliveryPage, 'What it was told and what it answered, newest first')
  async list(
    @Param('id') id: string,
    @Query({ schema: WebhookDeliveryQuery }) { state, cursor, limit }: z.output<typeof WebhookDeliveryQuery>,
  ): Promise<z.output<typeof WebhookDeliveryPage>> {
    const { id: webhookId } = await this.#webhook(id);
    const from = cursor === undefined ? undefined : Number(cursor);
    const found = await deliveryPage(this.database, { webhookId, state, cursor: from, limit: limit + 1 });
    const items = found.slice(0, limit).map(deliveryView);
    return { items, nextCursor: found.length > limit ? String(items.at(-1)!.id) : null };
  }

  @Post('webhook-deliveries/:id/replay')
  @Policy({ who: 'admin' })
  @HttpCode(HttpStatus.OK)
  @Answers(WebhookDelivery, 'It is on its way again, with the same id')
  async replay(@Param('id') id: string, @Intent() intent: IdempotentRequest | null): Promise<WebhookDelivery> {
    const deliveryId = idOf(id);
    await this.once.run(intent, async tx => {
      const { outcome } = await replayDelivery(tx, deliveryId);
      if (outcome === 'unknown-delivery') throw notFound();
      if (outcome === 'being-sent')
        throw new RequestFault('WEBHOOK.BEING_SENT', 'It is being sent at this moment: wait for the answer');
      return deliveryId;
    });
    const delivery = await deliveryById(this.database, deliveryId);
    if (!delivery) throw notFound();
    return deliveryView(delivery);
  }

  async #webhook(text: string): Promise<WebhookRow> {
    const id = readId(text);
    const row = id === null ? null : await this.webhooks.byId(this.database, id);
    if (!row) throw notFound();
    return row;
  }
}

/** With a key of its own: it waits for no ticket's deliveries. */
function testDelivery(webhookId: number, eventId: string) {
  const about = { id: eventId, type: TEST, subject: `webhook/${webhookId}`, at: new Date(), seq: 0 };
  return { webhookId, eventId, type: TEST, key: eventId, body: toStructured(about, { webhookId }) };
}
