// The tickets of a plan: those that it opens and those that it changes, each with the numbers of its timeline and of its events. Guarantees: version,
// entry_seq and event_seq rise together with what they count, without gaps. Pure but for the ids, which the caller took from the database.
import type { KindBook, TicketKind } from '#tickets';
import { calendarFrom } from '../calendar/department.calendar.js';
import { dueIfRunning } from '../tickets/ticket.clock.js';
import type { ConversionPlan, LooseEntry, PlannedChange, PlannedEnd, PlannedTicket } from './conversion.plan.js';
import type { TicketProgress } from './conversion.reader.js';
import { promiseAfter, unchanged } from './return.plan.js';
import { returnEntry, stateEntry, tagEntry, ticketEvent } from './ticket.entries.js';

/** Why it is on the rail again; `words` end the sentence "Back on the rail: …". */
export interface Return {
  reopened: boolean;
  at: Date;
  now: Date;
  words?: string;
}

export class TicketPlan {
  private readonly opened = new Map<number, PlannedTicket>();
  private readonly changed = new Map<number, PlannedChange>();

  constructor(
    readonly plan: ConversionPlan,
    readonly progress: ReadonlyMap<number, TicketProgress>,
    private readonly kinds: KindBook,
    readonly ids: { ticket: () => number; entry: () => number },
  ) {}

  open(ticket: Omit<PlannedTicket, 'id' | 'entrySeq' | 'eventSeq' | 'version' | 'unread'>): PlannedTicket {
    const planned = { ...ticket, id: this.ids.ticket(), entrySeq: 0, eventSeq: 0, version: 1, unread: false };
    this.plan.tickets.push(planned);
    this.opened.set(planned.id, planned);
    return planned;
  }

  /** One that the batch opened. */
  fresh(ticketId: number): PlannedTicket | undefined {
    return this.opened.get(ticketId);
  }

  /** One that was there before. Throws where nobody has read it. */
  change(ticketId: number): PlannedChange {
    const known = this.changed.get(ticketId);
    if (known) return known;
    const change = unchanged(this.read(ticketId));
    this.changed.set(ticketId, change);
    this.plan.changes.push(change);
    return change;
  }

  /** Returns the entry's id. */
  write(ticketId: number, entry: LooseEntry): number {
    const on = this.on(ticketId);
    on.entrySeq += 1;
    const id = this.ids.entry();
    this.plan.entries.push({ ...entry, id, ticketId, seq: on.entrySeq });
    return id;
  }

  /** Which rules gave a new ticket its tags. Takes the place of a return among the entries that a draft may write: what was just opened does not come back. */
  tagged({ id, tags }: PlannedTicket, at: Date): void {
    const entry = tagEntry(tags, at);
    if (entry) this.write(id, entry);
  }

  event(ticketId: number, type: string): void {
    const on = this.on(ticketId);
    const departmentId = this.fresh(ticketId)?.departmentId ?? this.read(ticketId).departmentId;
    on.eventSeq += 1;
    this.plan.events.push(ticketEvent({ ticketId, departmentId, version: on.version }, on.eventSeq, type));
  }

  /** Something was added to it. */
  added(ticketId: number, { unread, attachments = 0 }: { unread: boolean; attachments?: number }): void {
    const fresh = this.fresh(ticketId);
    const on = fresh ?? this.change(ticketId);
    on.unread ||= unread;
    if (fresh) fresh.attachmentCount += attachments;
    else {
      const change = this.change(ticketId);
      change.version += 1;
      change.attachments += attachments;
    }
    this.event(ticketId, 'ticket.entry-added');
  }

  /** A clock that stood goes on; what was done begins anew, with a promise of its own. */
  bringBack(ticketId: number, { reopened, at, now, words }: Return): void {
    const change = this.change(ticketId);
    const progress = this.read(ticketId);
    Object.assign(change, promiseAfter(change, progress, { reopened, at, kinds: this.kinds }));
    const from = change.state;
    change.state = 'open';
    change.end = undefined;
    this.write(ticketId, returnEntry({ from, reopened, at: now, words }));
    this.event(ticketId, reopened ? 'ticket.reopened' : 'ticket.woken');
  }

  /**
   * open, claimed or waiting -> done. Whoever holds it loses it; the entry tells them why. `kept`: when the promise was kept, which says whether it was
   * in time; null: it had none that counts. A late finish is a defect.
   */
  finish(
    ticketId: number,
    end: Omit<PlannedEnd, 'onTime'> & { kept: Date | null; words: string; messageId: number | null },
  ): void {
    const { kept, words, messageId, ...rest } = end;
    const fresh = this.fresh(ticketId);
    const change = fresh ? null : this.change(ticketId);
    const due = fresh?.dueAt ?? dueIfRunning({ ...change!, calendar: this.read(ticketId).calendar }, kept ?? end.at);
    const onTime = kept && kept <= due;
    const { kind, departmentId } = fresh ?? this.read(ticketId);
    const from = change?.state ?? 'open';
    if (fresh) fresh.end = { ...rest, onTime };
    if (change)
      Object.assign(change, {
        state: 'done',
        dueAt: due,
        leftMs: null,
        version: change.version + 1,
        end: { ...rest, onTime },
      });
    const done = {
      action: 'done',
      from,
      to: 'done',
      outcome: end.outcome,
      onTime: onTime ?? true,
      note: words,
      reason: 'call',
    };
    this.write(ticketId, stateEntry({ text: words, at: end.at, detail: { change: done } }));
    this.event(ticketId, 'ticket.done');
    if (onTime === false) this.plan.defects.push({ kind: 'late', reason: kind, departmentId, ticketId, messageId });
    this.plan.phone.ended.push({ ticketId, callId: end.callId });
  }

  isWaiting(ticketId: number): boolean {
    if (this.fresh(ticketId)) return false;
    return (this.changed.get(ticketId)?.state ?? this.progress.get(ticketId)?.state) === 'waiting';
  }

  kindOf(ticketId: number): TicketKind | undefined {
    const { kind, kindVersion } = this.fresh(ticketId) ?? this.read(ticketId);
    return this.kinds.at(kind, kindVersion);
  }

  timeZone(ticketId: number): string | undefined {
    const progress = this.progress.get(ticketId);
    return progress && calendarFrom(progress.calendar).timeZone;
  }

  private on(ticketId: number): PlannedTicket | PlannedChange {
    return this.fresh(ticketId) ?? this.change(ticketId);
  }

  private read(ticketId: number): TicketProgress {
    const progress = this.progress.get(ticketId);
    if (!progress) throw new Error(`something was decided for ticket ${ticketId}, which nobody has read`);
    return progress;
  }
}
