// Entries that tell of a change of state, and the events of a ticket. Pure.
import { type RuledTag, ruledTagWords, type TicketState } from '#tickets';
import type { ConversionPlan, LooseEntry } from './conversion.plan.js';

export const stateEntry = (given: { text: string; at: Date; detail: Record<string, unknown> }): LooseEntry => ({
  type: 'state',
  author: { kind: 'system', name: 'Ticket Rail', address: null },
  messageId: null,
  part: 0,
  subject: null,
  html: null,
  why: null,
  held: false,
  splitHint: false,
  attachments: [],
  ...given,
});

/** The ticket came back to the rail by itself, because its customer spoke. */
export function returnEntry(change: { from: TicketState; reopened: boolean; at: Date; words?: string }): LooseEntry {
  const { from, reopened, at } = change;
  const words = change.words ?? (reopened ? 'the customer answered after it was done' : 'the customer answered');
  const detail = { change: { from, to: 'open', reason: 'answer' } };
  return stateEntry({ text: `Back on the rail: ${words}.`, at, detail });
}

/** What rules put on a ticket as it was opened; null where they gave no tags. */
export function tagEntry(tags: readonly RuledTag[], at: Date): LooseEntry | null {
  const said = ruledTagWords(tags);
  if (said.length === 0) return null;
  const text = said.map(({ words }, i) => (i === 0 ? words : words.replace(/^A/, 'a'))).join('; ');
  const rules = said.map(({ rule, tags: added }) => ({ rule, added }));
  return stateEntry({ text, at, detail: { change: { action: 'rule-tags', rules } } });
}

/** What tells the other systems of a ticket; `seq` rises by one with each event of it. */
export const ticketEvent = (
  payload: { ticketId: number; departmentId: number; version: number },
  seq: number,
  type: string,
): ConversionPlan['events'][number] => ({
  topic: 'rail.tickets',
  key: String(payload.ticketId),
  seq,
  type,
  payload,
});
