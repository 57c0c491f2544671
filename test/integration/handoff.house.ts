// What handoff tests at the API begin with: the departments of the shipped contracts, and the steps as a person takes them.
import { ApiHouse, type PersonKey } from './api.house.js';

export interface Step {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: an answer as it came over the wire
  body: any;
}

export class HandoffHouse {
  /** Customer service with agent, supervisor and sales; engineering with the engineer. */
  static async open(): Promise<HandoffHouse> {
    const api = await ApiHouse.open();
    await api.rows(`UPDATE department SET key = 'customer-service', name = 'Customer service' WHERE key = 'service'`);
    return new HandoffHouse(api);
  }

  private constructor(readonly api: ApiHouse) {}

  /** The draft's id. */
  async begin(ticketId: number, contract = 'design-request', who: PersonKey = 'agent'): Promise<Step> {
    return this.api.ask(who, 'POST', `/tickets/${ticketId}/handoffs`, { body: { contract } });
  }

  async read(id: number, who: PersonKey = 'admin'): Promise<Step['body']> {
    return (await this.api.ask(who, 'GET', `/handoffs/${id}`)).body;
  }

  /** A step on the version that stands now, or on the one given. */
  async step(who: PersonKey, id: number, name: string, body: object = {}, version?: number): Promise<Step> {
    const seen = version ?? (await this.read(id)).version;
    return this.api.ask(who, 'POST', `/handoffs/${id}/${name}`, { body, version: seen });
  }

  async edit(id: number, values: { fields?: object; note?: string; attachments?: object[] }): Promise<Step> {
    const now = await this.read(id);
    const body = { fields: now.fields, note: now.note, attachments: [], ...values };
    return this.api.ask('agent', 'PUT', `/handoffs/${id}`, { body, version: now.version });
  }

  /** An offered design request of a new ticket. */
  async offered(
    fields: object = COMPLETE,
  ): Promise<{ origin: number; id: number; ticket: number; attachment: number }> {
    const origin = await this.api.ticket('service');
    const { body } = await this.begin(origin.ticket);
    await this.edit(body.id, { fields });
    const done = await this.step('agent', body.id, 'offer');
    if (done.status !== 200) throw new Error(`Not offered: ${JSON.stringify(done.body)}`);
    return {
      origin: origin.ticket,
      id: body.id,
      ticket: done.body.ticketId ?? (await this.ticketOf(body.id)),
      attachment: origin.attachment,
    };
  }

  /** On the receiver's rail. */
  async ticketOf(id: number): Promise<number> {
    const [row] = await this.api.rows<{ id: number }>('SELECT ticket_id AS id FROM handoff WHERE id = $1', [id]);
    return row!.id;
  }

  async ticket(id: number, who: PersonKey = 'admin'): Promise<Step['body']> {
    return (await this.api.ask(who, 'GET', `/tickets/${id}`)).body;
  }

  close(): Promise<void> {
    return this.api.close();
  }
}

/** A design request that says all that its kind asks for. */
export const COMPLETE = {
  application: 'Dosing pump in a pickling line',
  customer: 'Halden Steel',
  medium: 'Hydrochloric acid, 18 %',
  flowRate: 12.5,
  temperatureMax: 60,
  tolerance: 0.05,
  material: 'PVDF',
  quantity: 40,
  requiredBy: '2027-03-01',
};
export const RESULT = { drawingNumber: 'D-4711', feasible: 'yes', unitPrice: 118.5, leadTime: 15 };
