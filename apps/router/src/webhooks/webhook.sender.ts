// Sends queued deliveries. Taking is one transaction, calling has none, settling is another: a crash between them sends the delivery again after its
// lease, which the receiver knows by the event's id. A receiver that is slow or away holds up its own deliveries only.
import { STRUCTURED_TYPE } from '#events';
import type { SecretBox } from '#runtime';
import { type Attempt, type Database, DeliveryStore, type DueDelivery } from '#store';
import { type CallerOptions, callWebhook } from './webhook.caller.js';
import { signedHeaders } from './webhook.signature.js';

export interface WebhookSenderDeps extends CallerOptions {
  database: Database;
  secrets: SecretBox;
  instance: string;
  log: {
    info(fields: object, text: string): void;
    warn(fields: object, text: string): void;
  };
}

const POLL_MS = 500;
/** For each webhook, of different tickets. */
const AT_ONCE = 5;
/** Far longer than a call may take; after it nobody believes that the sender still lives. */
const SENDING_SECONDS = 60;
const NO_SECRET = 'It has no secret that can be opened: make a new one';
/** What is under way when the process is told to stop gets so long to end well. */
const STOP_MS = 3_000;

export class WebhookSender {
  private readonly store: DeliveryStore;
  private readonly busy = new Map<number, Promise<void>>();
  private readonly ending = new AbortController();
  private stopped = false;
  private turning: Promise<void> = Promise.resolve();
  private wake: () => void = () => undefined;

  constructor(private readonly deps: WebhookSenderDeps) {
    this.store = new DeliveryStore(deps.database);
  }

  start(): void {
    this.turning = this.turn();
  }

  /** Calls under way end, or are left to be sent again. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.wake();
    await this.turning;
    const timer = setTimeout(() => this.ending.abort(), STOP_MS);
    await Promise.all(this.busy.values());
    clearTimeout(timer);
  }

  private async turn(): Promise<void> {
    while (!this.stopped) {
      let found = 0;
      try {
        const due = await this.store.takeDue(this.deps.instance, {
          busy: [...this.busy.keys()],
          limit: AT_ONCE,
          seconds: SENDING_SECONDS,
        });
        found = due.length;
        for (const webhookId of new Set(due.map(one => one.webhookId)))
          this.begin(
            webhookId,
            due.filter(one => one.webhookId === webhookId),
          );
      } catch (error) {
        this.deps.log.warn({ err: error }, 'Deliveries to webhooks could not be taken; trying again');
      }
      if (found === 0 && !this.stopped) await this.rest();
    }
  }

  private begin(webhookId: number, deliveries: DueDelivery[]): void {
    const work = Promise.all(deliveries.map(one => this.send(one))).then(() => {
      this.busy.delete(webhookId);
      this.wake();
    });
    this.busy.set(webhookId, work);
  }

  private rest(): Promise<void> {
    return new Promise(resolve => {
      const timer = setTimeout(resolve, POLL_MS);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Never rejects: what cannot be settled is sent again when its lease has ended. */
  private async send(delivery: DueDelivery): Promise<void> {
    const fields = { webhookId: delivery.webhookId, deliveryId: delivery.id, eventId: delivery.eventId };
    try {
      const attempt = await this.call(delivery);
      const end = await this.store.settle(this.deps.instance, delivery, attempt);
      if (end === 'delivered') this.deps.log.info(fields, 'A webhook was told');
      else
        this.deps.log.warn(
          { ...fields, end, status: attempt.status, problem: attempt.error },
          'A webhook was not told',
        );
    } catch (error) {
      this.deps.log.warn({ ...fields, err: error }, 'A delivery to a webhook stays open; it is sent again');
    }
  }

  private async call(delivery: DueDelivery): Promise<Attempt> {
    const secrets = this.open(delivery);
    // Unsigned nothing leaves: a receiver could not tell it from anybody's.
    if (secrets.length === 0) return { outcome: 'refused', status: null, response: '', error: NO_SECRET };
    const body = JSON.stringify(delivery.body);
    // The moment of this attempt: a receiver refuses what is older than some minutes.
    const headers = { 'content-type': STRUCTURED_TYPE, ...signedHeaders(delivery.eventId, new Date(), body, secrets) };
    return callWebhook({ url: delivery.url, headers, body, stop: this.ending.signal }, this.deps);
  }

  /** Those that open: after the loss of a key file there are none. */
  private open({ webhookId, secrets }: DueDelivery): string[] {
    return secrets.flatMap(({ name, sealed, version }) => {
      try {
        return this.deps.secrets.open(sealed, { table: 'webhook_secret', row: webhookId, field: name, version });
      } catch (error) {
        this.deps.log.warn({ webhookId, secret: name, err: error }, 'A secret of a webhook does not open');
        return [];
      }
    });
  }
}
