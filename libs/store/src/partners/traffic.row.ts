// What stands inside of a row of traffic, as PostgreSQL's JSON gives it.
import type { AcknowledgementType, OutboundState } from '#tickets';

export interface TrafficDocument {
  part: number;
  type: string | null;
  ref: string | null;
  number: string | null;
  state: 'ticketed' | 'appended' | 'suppressed' | 'quarantined';
  reason: string | null;
  ticketId: number | null;
  /** Whose rail the ticket hangs on. */
  departmentId: number | null;
}

export interface TrafficAnswer {
  outboundId: number;
  type: AcknowledgementType;
  code: string;
  ref: string;
  controlRef: string;
  sets: { ref: string; code: string }[];
  state: OutboundState;
  error: string | null;
  /** ISO 8601. */
  endedAt: string | null;
}

/** Of sent_document. */
export interface SentSetRow {
  functionalId: string | null;
  groupRef: string | null;
  messageRef: string;
  documentType: string;
  documentNumber: string;
  /** Absent: not answered yet. */
  verdict?: 'accepted' | 'accepted-with-errors' | 'rejected';
}
