// What others did to a ticket between two looks at it, in short sentences. Pure.
import type { Entry, Ticket } from '#api';

type Seen = Pick<
  Ticket,
  'state' | 'holder' | 'assignee' | 'subject' | 'departmentId' | 'priority' | 'tags' | 'entries' | 'dueAt'
>;

/** What has to be kept of a ticket to tell later what changed. Of its entries, the last one's number is enough. */
export type Before = Omit<Seen, 'entries'> & { entries: { seq: number }[] };

const STATES: Record<Ticket['state'], string> = {
  open: 'It is back on the rail.',
  claimed: 'It was taken.',
  waiting: 'It was set to waiting.',
  done: 'It was finished.',
  merged: 'It was merged into another ticket.',
};

/** Empty when nothing that matters to a reader differs. */
export function whatChanged(before: Before, now: Seen): string[] {
  const words: string[] = [];
  const last = before.entries.at(-1)?.seq ?? 0;
  const fresh = now.entries.filter(entry => entry.seq > last);
  for (const [type, one, many] of [
    ['message', 'new message', 'new messages'],
    ['reply', 'reply was sent', 'replies were sent'],
    ['note', 'new note', 'new notes'],
    ['handoff', 'step of a handoff', 'steps of handoffs'],
  ] as const) {
    const found = fresh.filter(entry => entry.type === type);
    if (found.length > 0) words.push(`${found.length} ${found.length === 1 ? one : many}${by(found)}.`);
  }
  if (now.departmentId !== before.departmentId) words.push('It moved to another rail.');
  if (now.state !== before.state)
    words.push(now.state === 'claimed' && now.holder ? `${now.holder.name} took it.` : STATES[now.state]);
  else if (now.holder?.id !== before.holder?.id)
    words.push(now.holder ? `${now.holder.name} holds it now.` : 'Nobody holds it now.');
  if (now.assignee?.id !== before.assignee?.id)
    words.push(now.assignee ? `It was given to ${now.assignee.name}.` : 'It is given to nobody now.');
  if (now.priority !== before.priority)
    words.push(now.priority === 'expedite' ? 'It was expedited.' : 'It is no longer expedited.');
  if (now.tags.join() !== before.tags.join()) words.push('Its tags changed.');
  if (now.subject !== before.subject) words.push('Its subject changed.');
  return words;
}

/** The same without what the reader did: own entries, and a ticket that the reader took. */
export function changedByOthers(before: Before, now: Seen, me: { id: number; name: string }): string[] {
  const mine = (entry: Entry): boolean => entry.author.kind === 'person' && entry.author.name === me.name;
  const held = now.holder?.id === me.id ? { state: before.state, holder: before.holder } : {};
  return whatChanged(before, { ...now, ...held, entries: now.entries.filter(entry => !mine(entry)) });
}

/** The ticket as it stands, small enough to be kept with a draft. */
export const beginningOf = (ticket: Before): Before => {
  const { state, holder, assignee, subject, departmentId, priority, tags, dueAt, entries } = ticket;
  const last = entries.at(-1);
  const kept = last ? [{ seq: last.seq }] : [];
  return { state, holder, assignee, subject, departmentId, priority, tags, dueAt, entries: kept };
};

const by = (entries: Entry[]): string => {
  const names = [...new Set(entries.map(entry => entry.author.name))];
  return names.length === 1 && names[0] ? ` by ${names[0]}` : '';
};
