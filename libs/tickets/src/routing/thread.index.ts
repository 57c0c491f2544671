// What is known of tickets while a batch is decided: read from the store once, then kept up to date with what the batch itself decides, so
// that a mail and its answer in the same batch meet.
import type { KnownAsk, ThreadTicket } from './decision.js';

export class ThreadIndex {
  private readonly tickets = new Map<number, ThreadTicket>();
  private readonly threads = new Map<string, { ticketId: number; departmentId: number }[]>();
  private readonly contents = new Map<string, number>();
  private readonly customers = new Set<string>();
  private readonly orders = new Map<string, number>();
  private readonly asks = new Map<number, KnownAsk>();

  addTicket(ticket: ThreadTicket): void {
    this.tickets.set(ticket.id, ticket);
  }

  /** `key`: see messageIdKey(). `departmentId`: whose mailbox it was seen in. */
  addThread(key: string, ticketId: number, departmentId: number): void {
    const list = this.threads.get(key) ?? [];
    if (!list.some(known => known.ticketId === ticketId)) list.push({ ticketId, departmentId });
    this.threads.set(key, list);
  }

  addAsk(ask: KnownAsk): void {
    this.asks.set(ask.id, ask);
  }

  ask(id: number): KnownAsk | undefined {
    return this.asks.get(id);
  }

  /** Somebody who has ordered before, or works where somebody has. */
  addCustomer(address: string): void {
    this.customers.add(address.toLowerCase());
  }

  isCustomer(address: string): boolean {
    return this.customers.has(address.toLowerCase());
  }

  /** A content that stands on a rail already. */
  addContent(departmentId: number, contentKey: string, ticketId: number): void {
    this.contents.set(`${departmentId} ${contentKey}`, ticketId);
  }

  /** The newest ticket of this order number of a trading partner. */
  addOrder(partnerId: number, documentNumber: string, ticketId: number): void {
    this.orders.set(`${partnerId} ${documentNumber}`, ticketId);
  }

  order(partnerId: number, documentNumber: string): ThreadTicket | undefined {
    return this.ticket(this.orders.get(`${partnerId} ${documentNumber}`));
  }

  /** The ticket, or the one that it was merged into. Undefined where it is unknown. */
  ticket(id: number | undefined): ThreadTicket | undefined {
    let ticket = id === undefined ? undefined : this.tickets.get(id);
    for (let i = 0; i < 20 && ticket?.mergedInto; i++) ticket = this.tickets.get(ticket.mergedInto);
    return ticket;
  }

  byMessageId(key: string, departmentId: number): ThreadTicket | undefined {
    const match = this.threads.get(key)?.find(known => known.departmentId === departmentId);
    return this.ticket(match?.ticketId);
  }

  ticketWithContent(departmentId: number, contentKey: string): number | undefined {
    return this.contents.get(`${departmentId} ${contentKey}`);
  }
}
