// Every command, its words and its key. One list feeds the keyboard, the palette and the key sheet. Pure.

export type CommandId =
  | 'next'
  | 'skip'
  | 'down'
  | 'up'
  | 'open'
  | 'search'
  | 'take-in'
  | 'view-rail'
  | 'view-waiting'
  | 'view-mine'
  | 'view-done'
  | 'take'
  | 'reply'
  | 'note'
  | 'attach'
  | 'snooze'
  | 'wake'
  | 'done'
  | 'reopen'
  | 'assign'
  | 'move'
  | 'merge'
  | 'expedite'
  | 'requester'
  | 'release'
  | 'raw'
  | 'hand-off'
  | 'accept'
  | 'send-back'
  | 'fields'
  | 'follow-up'
  | 'tags'
  | 'template'
  | 'macro'
  | 'promise'
  | 'handoffs'
  | 'alerts'
  | 'log-call'
  | 'held-approve'
  | 'held-split'
  | 'held-discard'
  | 'details'
  | 'undo'
  | 'keys'
  | 'scheme'
  | 'density'
  | 'palette';

export type CommandGroup = 'Rail' | 'Ticket' | 'Everywhere';
export type Command = {
  id: CommandId;
  key: string;
  title: string;
  group: CommandGroup;
  words?: string;
  /** A text field or a list takes the focus after it: what is typed before it does is meant for that. */
  opens?: true;
};

export const COMMANDS: readonly Command[] = [
  { id: 'next', key: 'n', title: 'Next: take the top of the rail', group: 'Rail' },
  { id: 'skip', key: 'shift+n', title: 'Skip this one, with a reason', group: 'Rail', opens: true },
  { id: 'down', key: 'j', title: 'Down', group: 'Rail' },
  { id: 'up', key: 'k', title: 'Up', group: 'Rail' },
  { id: 'open', key: 'enter', title: 'Open', group: 'Rail' },
  { id: 'take-in', key: '.', title: 'Take in what is new', group: 'Rail', words: 'refresh arrivals' },
  { id: 'view-rail', key: '1', title: 'Show the rail', group: 'Rail' },
  { id: 'view-waiting', key: '2', title: 'Show what is waiting', group: 'Rail' },
  { id: 'view-mine', key: '3', title: 'Show mine', group: 'Rail' },
  { id: 'view-done', key: '4', title: 'Show what is done', group: 'Rail' },
  { id: 'take', key: 't', title: 'Take this ticket', group: 'Ticket', words: 'claim' },
  { id: 'reply', key: 'r', title: 'Reply', group: 'Ticket', words: 'answer mail', opens: true },
  { id: 'note', key: 'c', title: 'Write a note', group: 'Ticket', words: 'comment internal', opens: true },
  {
    id: 'attach',
    key: 'shift+u',
    title: 'Attach files (Ctrl U while writing)',
    group: 'Ticket',
    words: 'upload clip paper',
  },
  { id: 'snooze', key: 's', title: 'Snooze', group: 'Ticket', words: 'wait later', opens: true },
  { id: 'wake', key: 'w', title: 'Put it back on the rail', group: 'Ticket', words: 'wake' },
  { id: 'done', key: 'd', title: 'Done', group: 'Ticket', words: 'finish close', opens: true },
  { id: 'reopen', key: 'o', title: 'Reopen', group: 'Ticket' },
  { id: 'assign', key: 'a', title: 'Assign', group: 'Ticket', words: 'person give', opens: true },
  { id: 'move', key: 'm', title: 'Move to another rail', group: 'Ticket', words: 'department', opens: true },
  { id: 'merge', key: 'shift+m', title: 'Merge into another ticket', group: 'Ticket', words: 'duplicate', opens: true },
  {
    id: 'requester',
    key: 'shift+r',
    title: 'Correct who asked',
    group: 'Ticket',
    words: 'customer forward sender',
    opens: true,
  },
  { id: 'expedite', key: 'e', title: 'Expedite', group: 'Ticket', words: 'urgent first', opens: true },
  { id: 'release', key: 'u', title: 'Release: hang it back', group: 'Ticket', words: 'unclaim' },
  {
    id: 'raw',
    key: 'v',
    title: 'Show the raw source',
    group: 'Ticket',
    words: 'original eml edi segments as received',
  },
  {
    id: 'hand-off',
    key: 'h',
    title: 'Hand off to another department',
    group: 'Ticket',
    words: 'handoff offer sales',
    opens: true,
  },
  { id: 'accept', key: 'y', title: 'Accept the handoff', group: 'Ticket', words: 'yes' },
  { id: 'send-back', key: 'b', title: 'Send the handoff back', group: 'Ticket', words: 'return reject', opens: true },
  { id: 'fields', key: 'f', title: 'Fill in the fields', group: 'Ticket', words: 'edit details form', opens: true },
  { id: 'follow-up', key: 'shift+f', title: 'Follow up at a date', group: 'Ticket', words: 'remind', opens: true },
  { id: 'tags', key: 'shift+t', title: 'Tags', group: 'Ticket', words: 'label keyword', opens: true },
  { id: 'template', key: 'q', title: 'Insert a template', group: 'Ticket', words: 'quick text reply', opens: true },
  { id: 'macro', key: 'x', title: 'Run a macro', group: 'Ticket', words: 'execute', opens: true },
  {
    id: 'promise',
    key: 'p',
    title: 'Tell the customer of a changed date',
    group: 'Ticket',
    words: 'promise',
    opens: true,
  },
  {
    id: 'held-approve',
    key: 'shift+a',
    title: 'Unverified sender: take it for a participant’s',
    group: 'Ticket',
    words: 'approve held verify',
  },
  {
    id: 'held-split',
    key: 'shift+s',
    title: 'Unverified sender: make it a ticket of its own',
    group: 'Ticket',
    words: 'split held new',
  },
  {
    id: 'held-discard',
    key: 'shift+d',
    title: 'Unverified sender: discard it, with a reason',
    group: 'Ticket',
    words: 'discard held spam',
    opens: true,
  },
  { id: 'details', key: 'i', title: 'Show or hide details', group: 'Ticket', words: 'customer context' },
  { id: 'handoffs', key: 'g', title: 'Show handoffs sent and received', group: 'Everywhere' },
  { id: 'alerts', key: 'l', title: 'Show alerts', group: 'Everywhere', words: 'bell acknowledge' },
  {
    id: 'log-call',
    key: 'shift+c',
    title: 'Log a call',
    group: 'Everywhere',
    words: 'phone telephone callback dial',
    opens: true,
  },
  { id: 'search', key: '/', title: 'Search', group: 'Everywhere', opens: true },
  { id: 'undo', key: 'z', title: 'Undo the last step', group: 'Everywhere' },
  { id: 'keys', key: '?', title: 'Show all keys', group: 'Everywhere', words: 'help shortcuts' },
  { id: 'scheme', key: '', title: 'Light or dark', group: 'Everywhere', words: 'theme' },
  { id: 'density', key: '', title: 'Wide or narrow slips', group: 'Everywhere', words: 'compact density' },
  { id: 'palette', key: 'mod+k', title: 'All commands', group: 'Everywhere', opens: true },
];

export type Stroke = { key: string; ctrl: boolean; meta: boolean; alt: boolean; shift: boolean };

const BY_KEY = new Map(COMMANDS.filter(c => c.key).map(c => [c.key, c.id]));
BY_KEY.set('arrowdown', 'down');
BY_KEY.set('arrowup', 'up');

const OPENING = new Set(COMMANDS.filter(c => c.opens).map(c => c.id));
export const opensField = (id: CommandId): boolean => OPENING.has(id);

/** The name of a stroke as the list above writes it: letters carry `shift+`, signs do not (a sign already is its shift). */
export function strokeName(stroke: Stroke): string {
  const key = stroke.key.toLowerCase();
  const letter = /^[a-z]$/.test(key);
  const held = `${stroke.ctrl || stroke.meta ? 'mod+' : ''}${stroke.alt ? 'alt+' : ''}`;
  return `${held}${letter && stroke.shift ? 'shift+' : ''}${key}`;
}

/**
 * Which command a stroke means. Only the palette's while typing, or when single keys are switched off
 * (WCAG 2.1.4): arrows and Enter are left to the page then.
 */
export function commandFor(stroke: Stroke, state: { typing: boolean; keysOn: boolean }): CommandId | null {
  const id = BY_KEY.get(strokeName(stroke)) ?? null;
  return id === 'palette' || (state.keysOn && !state.typing) ? id : null;
}

const SHOWN: Record<string, string> = { enter: '↵', 'mod+k': 'Ctrl K' };

/** The key as a person reads it: `n` is shown as `N`. Empty for a command without a key. */
export function keyWords(id: CommandId): string {
  const key = COMMANDS.find(c => c.id === id)?.key ?? '';
  return SHOWN[key] ?? key.toUpperCase().replace('SHIFT+', '⇧ ');
}
