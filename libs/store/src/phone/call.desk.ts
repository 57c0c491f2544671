// Carries out what is decided of a call: the ticket that it opens, joins or ends, its entry, and what is kept of it. For the conversion of logs and for
// calls that people log by hand. Pure but for the ids, which the caller took from the database.
import {
  addWorkingMinutes,
  type Business,
  type Calendar,
  type CallBook,
  type CallDecision,
  type CallFacts,
  endWords,
  type House,
  type Priority,
  type RuledTag,
  subjectKey,
  type TicketKind,
  type WayIn,
} from '#tickets';
import type { LooseEntry } from '../conversion/conversion.plan.js';
import type { TicketPlan } from '../conversion/ticket.plan.js';
import { callKey } from './call.writer.js';

export interface GivenCall {
  record: CallFacts;
  /** Null: logged by hand. */
  channelId: number | null;
  /** On whose rail. */
  departmentId: number;
  wayIn: WayIn;
  calendar: Calendar;
  subject: string;
  snippet: string;
  requester: { name: string; address: string | null; phone: string | null };
  priority: Priority;
  /** Of the ticket that it opens. */
  tags: RuledTag[];
  business: (kind: TicketKind) => Business;
  /** Which rule decided what. */
  why: string[];
  receivedAt: Date;
  /** @param why  it stands on its ticket */
  entry: (why: string) => LooseEntry;
  /** A person says which ticket it belongs to. */
  meant?: number;
  loggedBy: number | null;
  messageId: number | null;
}

export interface PlacedCall {
  ticketId: number;
  opened: boolean;
  decision: CallDecision;
}

/** Entries that the desk may write: the call, a return to the rail, and the end of each callback once. */
export const entriesForCalls = (calls: number, callbacks: number): number => calls * 3 + callbacks;

export class CallDesk {
  constructor(
    private readonly tickets: TicketPlan,
    private readonly book: CallBook,
    private readonly kinds: House['kinds'],
    private readonly given: { callId: () => number; tied: ReadonlySet<number>; now: Date },
  ) {}

  place(call: GivenCall): PlacedCall {
    const at = { key: bookKey(call), departmentId: call.departmentId, id: this.given.callId, meant: call.meant };
    const decided = this.book.decide(at, call.record);
    // What others still work on is not over because somebody telephoned: it stays, and its holder sees the call.
    const decision = { ...decided, ends: decided.ends.filter(end => !this.given.tied.has(end.ticketId)) };
    const opened = decision.place.at !== 'ticket';
    const ticketId = decision.place.at === 'ticket' ? decision.place.ticketId : this.open(call, decision);
    const { plan } = this.tickets;
    const { id, facts, number, reachedAt, promise } = decision.call;
    const { channelId, departmentId, loggedBy, requester } = call;
    plan.phone.calls.set(id, { id, channelId, departmentId, facts, number, ticketId, reachedAt, promise, loggedBy });
    plan.phone.kept.push(...decision.kept.map(other => ({ id: other, by: id })));
    if (decision.named) plan.phone.named.push(decision.named);
    if (requester.address && number) plan.phone.contacts.push({ address: requester.address, phone: number });
    this.tickets.write(ticketId, { ...call.entry(decision.why), callId: id });
    if (opened) {
      this.tickets.tagged(this.tickets.fresh(ticketId)!, this.given.now);
      this.tickets.event(ticketId, 'ticket.opened');
    } else this.tickets.added(ticketId, { unread: decision.speaks || decided.ends.length > decision.ends.length });
    if (decision.place.at === 'record') this.tickets.event(ticketId, 'ticket.done');
    if (
      !opened &&
      decision.speaks &&
      this.tickets.isWaiting(ticketId) &&
      !decision.ends.some(end => end.ticketId === ticketId)
    )
      this.tickets.bringBack(ticketId, {
        reopened: false,
        at: call.receivedAt,
        now: this.given.now,
        words: 'the caller rang again',
      });
    for (const end of decision.ends) this.end(end, call, id);
    this.book.settle(at, decision, ticketId);
    return { ticketId, opened, decision };
  }

  private open(call: GivenCall, { place, call: { id, facts, number } }: CallDecision): number {
    const isRecord = place.at === 'record';
    const wanted = isRecord ? 'call' : 'callback';
    const kind = this.kinds.current(this.kinds.has(wanted) ? wanted : 'inquiry');
    // The promise is as old as the call, not as its record; a clock that is ahead promises nothing from the future.
    const receivedAt = new Date(Math.min(Date.parse(facts.startedAt), call.receivedAt.getTime()));
    const end = isRecord
      ? { outcome: outcomeOf(kind, facts), at: this.given.now, onTime: null, callId: id }
      : undefined;
    const { id: ticketId } = this.tickets.open({
      ...{ departmentId: call.departmentId, channelId: call.channelId, wayIn: call.wayIn, priority: call.priority },
      tags: call.tags,
      ...{ kind: kind.key, kindVersion: kind.version, business: call.business(kind), subject: call.subject },
      subjectKey: subjectKey(call.subject),
      snippet: call.snippet,
      requester: { ...call.requester, phone: number ?? call.requester.phone },
      participants: call.requester.address ? [{ name: call.requester.name, address: call.requester.address }] : [],
      fields: fieldsFor(kind, number ?? call.requester.phone),
      receivedAt,
      dueAt: addWorkingMinutes(receivedAt, kind.toleranceMinutes, call.calendar),
      minutesAllowed: kind.toleranceMinutes,
      why: isRecord
        ? [`${kind.title}: nobody waits for anything`, ...call.why]
        : [
            `${kind.title}: a missed call is a promise`,
            ...call.why,
            `Due ${kind.toleranceMinutes / 60} working hours after the call`,
          ],
      ...{ followsTicketId: null, acknowledge: false, attachmentCount: 0, end },
    });
    if (isRecord) this.tickets.plan.phone.ended.push({ ticketId, callId: id });
    return ticketId;
  }

  private end(end: CallDecision['ends'][number], call: GivenCall, callId: number): void {
    const kind = this.tickets.kindOf(end.ticketId);
    const reached = end.cause !== 'same-call';
    this.tickets.finish(end.ticketId, {
      outcome: codeOf(kind, reached ? 'reached' : 'no-action'),
      at: this.given.now,
      callId,
      kept: reached ? end.at : null,
      words: endWords(end, this.tickets.timeZone(end.ticketId) ?? call.calendar.timeZone),
      messageId: call.messageId,
    });
  }
}

/** As bookOf() names them. */
const bookKey = ({ channelId, record }: GivenCall): string => `${channelId} ${callKey(record.callId).toString('hex')}`;

/** A company that has changed the kind may have other codes. */
const codeOf = (kind: TicketKind | undefined, wanted: string): string =>
  kind === undefined || kind.outcomes.some(one => one.code === wanted) ? wanted : kind.outcomes[0]!.code;

const outcomeOf = (kind: TicketKind, { outcome }: CallFacts): string =>
  codeOf(kind, outcome === 'answered' ? 'answered' : 'not-reached');

const fieldsFor = ({ schema }: TicketKind, phone: string | null): Record<string, unknown> =>
  phone && (schema.properties as object | undefined) && 'phone' in (schema.properties as object) ? { phone } : {};
