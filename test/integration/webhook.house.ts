// A house with webhooks, for their tests: real database, real receivers, senders that are started by hand.
import { randomUUID } from 'node:crypto';
import { type BusEvent, TICKET_EVENTS } from '#events';
import { WebhookSender, type WebhookSenderDeps, webhookQueue } from '#router';
import { SecretBox } from '#runtime';
import { contractStore, kindStore, WebhookStore } from '#store';
import { type House, makeTicket, openHouse } from '../database/tickets.factory.js';

const LOOPBACK = { host: '127.0.0.1', port: null };
export const secretBox = new SecretBox({ active: 'k1', keys: new Map([['k1', Buffer.alloc(32, 9)]]) });

export interface MadeWebhook {
  id: number;
  /** The current one first. */
  secrets: string[];
}

export interface DeliveryNow extends Record<string, unknown> {
  id: number;
  event_id: string;
  type: string;
  state: string;
  attempts: number;
  status: number | null;
  response: string | null;
  error: string | null;
  next_attempt_at: Date;
}

export class WebhookHouse {
  private readonly senders: WebhookSender[] = [];
  /** What senders wrote to their log. */
  readonly lines: { fields: object; text: string }[] = [];
  private seq = 0;

  static async open(): Promise<WebhookHouse> {
    return new WebhookHouse(await openHouse());
  }

  private constructor(readonly house: House) {}

  get database() {
    return this.house.database;
  }

  async close(): Promise<void> {
    await this.stopSenders();
    await this.house.close();
  }

  async stopSenders(): Promise<void> {
    await Promise.all(this.senders.splice(0).map(sender => sender.stop()));
  }

  startSender(over: Partial<WebhookSenderDeps> = {}): WebhookSender {
    const note = (fields: object, text: string) => void this.lines.push({ fields, text });
    const sender = new WebhookSender({
      database: this.database,
      secrets: secretBox,
      instance: `sender-${this.senders.length + 1}`,
      privateHosts: [LOOPBACK],
      log: { info: note, warn: note },
      ...over,
    });
    sender.start();
    this.senders.push(sender);
    return sender;
  }

  makeWebhook(
    url: string,
    given: { departmentId?: number | null; events?: string[]; secrets?: string[] } = {},
  ): Promise<MadeWebhook> {
    const store = new WebhookStore();
    const secrets = given.secrets ?? [`whsec_${Buffer.from(randomUUID()).toString('base64')}`];
    return this.database.transaction(async tx => {
      const values = { name: 'Tool', url, departmentId: given.departmentId ?? null, events: given.events ?? [] };
      const id = await store.create(tx, values, null);
      const sealed = secrets.map((plain, i) => {
        const name = i === 0 ? ('current' as const) : ('previous' as const);
        const place = { table: 'webhook_secret', row: id, field: name, version: 1 };
        return { name, sealed: secretBox.seal(plain, place), createdAt: null };
      });
      await store.replaceSecrets(tx, id, 1, sealed);
      return { id, secrets };
    });
  }

  /** Takes all webhooks out, with what they were to be told. */
  async clear(): Promise<void> {
    await this.stopSenders();
    await this.rows('DELETE FROM webhook');
    this.lines.length = 0;
  }

  /** An event of a ticket, as the bus would bring it. */
  event(
    ticketId: number,
    over: Omit<Partial<BusEvent>, 'payload'> & { payload?: Record<string, unknown> } = {},
  ): BusEvent {
    this.seq += 1;
    return {
      id: randomUUID(),
      topic: 'rail.tickets',
      key: String(ticketId),
      seq: this.seq,
      type: TICKET_EVENTS[this.seq % TICKET_EVENTS.length],
      at: new Date(),
      position: this.seq,
      ...over,
      payload: { ticketId, departmentId: 1, version: 1, ...over.payload },
    } as BusEvent;
  }

  /** Hands the events to the consumer. */
  tell(...events: BusEvent[]): Promise<void> {
    return webhookQueue(this.database).handle(events);
  }

  deliveries(webhookId: number): Promise<DeliveryNow[]> {
    return this.rows<DeliveryNow>('SELECT * FROM webhook_delivery WHERE webhook_id = $1 ORDER BY id', [webhookId]);
  }

  async failingSince(webhookId: number): Promise<Date | null> {
    const [row] = await this.rows<{ since: Date | null }>('SELECT failing_since AS since FROM webhook WHERE id = $1', [
      webhookId,
    ]);
    return row!.since;
  }

  /** As if the pause before the next attempt were over. */
  async passPauses(): Promise<void> {
    await this.rows(`UPDATE webhook_delivery SET next_attempt_at = now() WHERE state = 'queued'`);
  }

  /** A handoff that was offered, with its two tickets, its contract and its running leg; made with plain SQL. */
  async makeHandoff(
    from: number,
    to: number,
    fields: Record<string, unknown>,
  ): Promise<{ id: number; ticketId: number }> {
    await this.database.transaction(async tx => {
      const kind = { key: 'drawing', title: 'Drawing', toleranceMinutes: 60, outcomes: [], schema: {} };
      await kindStore.install(tx, [kind as never]);
      const contract = {
        key: 'drawing-request',
        title: 'Drawing request',
        fromDepartment: null,
        toDepartment: 'engineering',
        kind: 'drawing',
        acceptanceCriteria: ['All measures are given'],
        returnReasons: [{ code: 'incomplete', title: 'Incomplete' }],
      };
      await contractStore.install(tx, [contract as never]);
    });
    const [origin, ticketId] = [
      await makeTicket(this.database, { department_id: from }),
      await makeTicket(this.database, {
        department_id: to,
        way_in: 'handoff',
        requester_address: null,
        due_at: new Date('2026-05-05T10:00:00Z'),
      }),
    ];
    const [handoff] = await this.rows<{ id: number }>(
      `INSERT INTO handoff (contract, contract_version, kind, kind_version, origin_ticket_id, ticket_id, from_department_id, to_department_id,
                            state, fields, rounds, offered_at, note)
       VALUES ('drawing-request', 1, 'drawing', 1, $1, $2, $3, $4, 'offered', $5, 1, now(), 'Please hurry') RETURNING id`,
      [origin, ticketId, from, to, JSON.stringify(fields)],
    );
    await this.rows(
      `INSERT INTO handoff_leg (handoff_id, leg, department_id, kind, minutes_allowed, began_at, due_at)
       VALUES ($1, 'acceptance', $2, 'drawing', 60, now(), '2026-05-04T10:00:00Z')`,
      [handoff!.id, to],
    );
    return { id: handoff!.id, ticketId };
  }

  rows<R>(text: string, values: unknown[] = []): Promise<R[]> {
    return this.database.rows<R>(text, values);
  }
}

/** Asks until it holds, for at most ten seconds; then once more, so that the failure shows what is there. */
export async function until(what: () => Promise<boolean> | boolean): Promise<void> {
  for (const end = performance.now() + 10_000; performance.now() < end; ) {
    if (await what()) return;
    await new Promise(resolve => setTimeout(resolve, 20));
  }
  throw new Error(`it never came true: ${what}`);
}
