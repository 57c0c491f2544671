// What decide() is told, and what it says.
import type { Calendar } from '../clock/calendar.js';
import type { TicketDraft } from '../draft.js';
import type { RuledTag } from '../tags/rule.tags.js';
import type { Business, Priority, TicketState, WayIn } from '../ticket.js';

/** One row of the rule table. All conditions given must match; texts without regard to case. */
export interface RoutingRule {
  id: number;
  name: string;
  /** Null: for all departments. */
  departmentId: number | null;
  conditions: {
    /** `name@host`, `@host`, or `*` as a wildcard. */
    recipient?: string;
    sender?: string;
    /** Any of these words stands in the subject. */
    subject?: string[];
    /** Any of these words stands in the text. */
    text?: string[];
    kind?: string;
    /** Id of the trading partner who sent it. */
    partner?: number;
    /** Of whoever asks: E.164, or the beginning of it and `*`. What people write between digits does not count. */
    number?: string;
    /** Whether whoever asks is a customer already. */
    customer?: 'customer' | 'stranger';
  };
  effect: {
    kind?: string;
    priority?: Priority;
    departmentId?: number;
    business?: Business;
    /** Added to those of the other rules that match. */
    tags?: string[];
    suppress?: boolean;
  };
}

/** A rule as it is kept: one that is switched off keeps its place. */
export interface KeptRule extends RoutingRule {
  enabled: boolean;
}

export interface RoutingDepartment {
  id: number;
  name: string;
  calendar: Calendar;
}

/** The source that the message came through. */
export interface RoutingChannel {
  id: number;
  departmentId: number;
  wayIn: WayIn;
  /** Lower case. */
  ownAddresses: string[];
  organisationDomains: string[];
  /** A reply to a done ticket reopens it within so many days; later it opens a new ticket that is linked. */
  reopenDays: number;
  /** A new ticket is acknowledged to whoever asked. */
  acknowledges?: boolean;
  /** A colleague who forwards a request is told its number, and by when the customer hears. */
  receipts?: boolean;
  /** Mail servers whose word proves a colleague's name; see ConvertInput. */
  authServers?: string[];
}

/** A ticket that a message may belong to. */
export interface ThreadTicket {
  id: number;
  departmentId: number;
  state: TicketState;
  subjectKey: string;
  doneAt: Date | null;
  mergedInto: number | null;
  /** Lower-case addresses of those who take part in it. */
  participants: ReadonlySet<string>;
}

/** A mail of ours that asked one person for a step of one handoff. */
export interface KnownAsk {
  id: number;
  /** On the rail of the person's side. */
  ticketId: number;
  /** Of the person, lower case. */
  address: string;
}

/** Why an answer cannot be a step, seen from the mail alone. */
export type StepProblem = 'other-sender' | 'forwarded' | 'several';

/** An answer to a mail that asked: taken as a step of the handoff once it stands on the ticket. */
export interface MailStep {
  askId: number;
  problem: StepProblem | null;
}

export interface NewEntry {
  type: 'message' | 'delivery' | 'call';
  author: { kind: 'contact' | 'person'; name: string; address: string | null };
  /** Why it stands on this ticket. */
  why: string;
  /** From somebody who takes no part in the ticket: shown as unverified, changes nothing else. */
  held: boolean;
  splitHint: boolean;
  /** What a person should know of it beside what the converter saw. */
  warnings?: string[];
}

export interface NewTicket {
  departmentId: number;
  kind: string;
  kindVersion: number;
  priority: Priority;
  business: Business;
  /** In their order, each with the rule that gave it. */
  tags: RuledTag[];
  subject: string;
  subjectKey: string;
  snippet: string;
  /** `phone`: E.164 where it is a valid number, else as it was said. */
  requester: { name: string; address: string | null; phone?: string | null };
  /** Lower-case addresses that may write to it and be written to. */
  participants: { name: string; address: string }[];
  receivedAt: Date;
  dueAt: Date;
  minutesAllowed: number;
  why: string[];
  followsTicketId: number | null;
  /** Whoever asked, or the colleague who forwarded it, is to be told that it has come, and by when the customer hears. */
  acknowledge: boolean;
}

export type Decision =
  | { outcome: 'opened'; ticket: NewTicket; entry: NewEntry }
  | {
      outcome: 'appended';
      ticketId: number;
      entry: NewEntry;
      effect: { reopens: boolean; wakes: boolean; unread: boolean };
      step?: MailStep;
    }
  | { outcome: 'suppressed'; rule: string; detail: string }
  | { outcome: 'quarantined'; reason: string; detail: string };

export interface DecisionInput {
  draft: TicketDraft;
  channel: RoutingChannel;
  /** The trading partner who sent it, known by the identity of the interchange. */
  partner?: { id: number; name: string } | null;
  receivedAt: Date;
  now: Date;
}
