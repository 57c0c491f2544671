// The ticket as it will be: shown at once, while the server is still asked. Pure.
import type { Entry, Person, Ticket } from '#api';

export type Actor = Person;

/** A note or reply that is on its way. Its id is negative, so that it never meets a real one. */
export function foreseeEntry(ticket: Ticket, me: Actor, type: 'note' | 'reply', text: string, at: string): Ticket {
  const last = ticket.entries.at(-1);
  const entry: Entry = {
    id: -(last?.seq ?? 0) - 1,
    seq: (last?.seq ?? 0) + 1,
    type,
    at,
    author: { kind: 'person', name: me.name, address: null, initials: me.initials },
    subject: null,
    to: type === 'reply' ? (ticket.replyTo?.to ?? []) : [],
    cc: type === 'reply' ? (ticket.replyTo?.cc ?? []) : [],
    text,
    freshText: text,
    html: null,
    attachments: [],
    why: null,
    held: false,
    splitHint: false,
    verdict: null,
    automatic: null,
    reference: null,
    forward: null,
    part: 0,
    messageId: null,
    delivery: null,
    change: null,
    warnings: [],
    call: null,
  };
  return { ...ticket, entries: [...ticket.entries, entry] };
}

export const foreseeDone = (ticket: Ticket, outcome: string, at: string): Ticket => ({
  ...ticket,
  state: 'done',
  outcome,
  doneAt: at,
  minutesLeft: null,
  waiting: null,
  holder: null,
  claimUntil: null,
});

export const foreseeWaiting = (
  ticket: Ticket,
  reason: 'customer' | 'until' | 'handoff',
  until: string | null,
  note: string,
): Ticket => ({
  ...ticket,
  state: 'waiting',
  waiting: { reason, until, note },
  holder: null,
  claimUntil: null,
});

export const foreseeOpen = (ticket: Ticket): Ticket => ({
  ...ticket,
  state: 'open',
  waiting: null,
  outcome: null,
  doneAt: null,
  holder: null,
  claimUntil: null,
});

export const foreseeAssigned = (ticket: Ticket, person: Person | null): Ticket => ({ ...ticket, assignee: person });

export const foreseeTags = (ticket: Ticket, tags: string[]): Ticket => ({ ...ticket, tags });

/** The item ticked, and the count on the slip with it. */
export function foreseeTick(ticket: Ticket, key: string, done: { by: string; at: string } | null): Ticket {
  const checklistItems = ticket.checklistItems.map(item => (item.key === key ? { ...item, done } : item));
  const checklist = ticket.checklist && { ...ticket.checklist, done: checklistItems.filter(item => item.done).length };
  return { ...ticket, checklistItems, checklist };
}
