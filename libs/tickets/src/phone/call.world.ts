// Calls as tests meet them, and a rail without a database that they end on.
import { CallBook } from './call.book.js';
import type { CallFacts } from './call.js';
import type { CallDecision } from './callback.js';

const NOON = Date.parse('2026-11-27T12:00:00Z');

/** @param minute  after noon */
export const at = (minute: number): string => new Date(NOON + minute * 60_000).toISOString();

export const ANN = '+493012345678';

/** A missed call of Ann at noon; `answered` ones are answered when they begin. */
export function aCall(over: Partial<CallFacts> & { minute?: number; number?: string | null } = {}): CallFacts {
  const { minute = 0, number = ANN, ...rest } = over;
  const spoke = over.outcome === 'answered';
  return {
    callId: `call-${minute}`,
    direction: 'inbound',
    outcome: 'missed',
    outside: { name: '', said: number ?? '', number },
    ourNumber: '+4930600',
    agent: spoke ? 'Beate Ohm' : '',
    startedAt: at(minute),
    answeredAt: spoke ? at(minute) : null,
    endedAt: null,
    talkSeconds: spoke ? 180 : 0,
    voicemail: null,
    legs: 1,
    why: [],
    ...rest,
  };
}

interface PaperTicket {
  id: number;
  kind: 'callback' | 'call';
  open: boolean;
  phone: string | null;
  /** Call ids of the records on it, in the order in which they came. */
  records: string[];
  ends: string[];
}

/** Does what the planner does with a decision, on paper. */
export class PaperRail {
  readonly book = new CallBook();
  readonly tickets: PaperTicket[] = [];
  readonly decisions: CallDecision[] = [];
  private ids = 0;

  take(record: CallFacts, meant?: number): CallDecision {
    const where = { key: record.callId, departmentId: 1 };
    const decision = this.book.decide({ ...where, id: () => ++this.ids, meant }, record);
    const { place, call, named, ends } = decision;
    const ticket =
      place.at === 'ticket'
        ? this.ticket(place.ticketId)
        : this.open(place.at === 'callback' ? 'callback' : 'call', call.number);
    ticket.records.push(record.callId);
    if (named) this.ticket(named.ticketId).phone = named.phone;
    for (const end of ends)
      Object.assign(this.ticket(end.ticketId), { open: false, ends: [...this.ticket(end.ticketId).ends, end.cause] });
    this.book.settle(where, decision, ticket.id);
    this.decisions.push(decision);
    return decision;
  }

  openCallbacks(phone?: string | null): PaperTicket[] {
    return this.tickets.filter(
      one => one.kind === 'callback' && one.open && (phone === undefined || one.phone === phone),
    );
  }

  /** Ids of the calls that somebody still has to call back. */
  waiting(): number[] {
    return this.openCallbacks()
      .flatMap(({ id }) => this.book.callback(id)!.waiting.map(one => one.id))
      .sort((a, b) => a - b);
  }

  private ticket(id: number): PaperTicket {
    const found = this.tickets.find(one => one.id === id);
    if (!found) throw new Error(`decided for #${id}, which is not there`);
    return found;
  }

  private open(kind: PaperTicket['kind'], phone: string | null): PaperTicket {
    const ticket = { id: this.tickets.length + 1, kind, open: kind === 'callback', phone, records: [], ends: [] };
    this.tickets.push(ticket);
    return ticket;
  }
}
