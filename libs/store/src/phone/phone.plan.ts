// What a batch of calls becomes, before it is written.
import type { CallFacts, CallPromise } from '#tickets';

/** A call, new or with more known of it. */
export interface PlannedCall {
  id: number;
  /** Null: logged by hand. */
  channelId: number | null;
  /** On whose rail it was decided. */
  departmentId: number;
  facts: CallFacts;
  number: string | null;
  ticketId: number;
  reachedAt: Date | null;
  promise: CallPromise;
  loggedBy: number | null;
}

export interface PhonePlan {
  /** By id, as the last record of the batch leaves them. */
  calls: Map<number, PlannedCall>;
  /** Calls whose promise another one kept. */
  kept: { id: number; by: number }[];
  /** Tickets that ended, and the calls that ended them. */
  ended: { ticketId: number; callId: number }[];
  /** Callbacks whose number became known. */
  named: { ticketId: number; phone: string }[];
  /** Numbers of people who are known by their address. */
  contacts: { address: string; phone: string }[];
}

export const emptyPhonePlan = (): PhonePlan => ({ calls: new Map(), kept: [], ended: [], named: [], contacts: [] });
