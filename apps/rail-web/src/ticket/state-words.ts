// What happened to a ticket, as one quiet sentence after the name of who did it. `change.action` says what; an action that is not
// known here is told in the server's own words. Pure.
import type { Entry } from '#api';
import { handoffEntryWords } from '../handoff/handoff-words.js';
import { clockWords } from '../rail/words/time-words.js';

type Change = NonNullable<Entry['change']>;

const plain = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value).replaceAll('-', ' ') : '';

const because = (change: Change): string => (plain(change.reason) ? `: ${plain(change.reason)}` : '');

/** Where no person chose it. */
const why = (change: Change): string => (plain(change.why) ? `: ${change.why}` : '');

function waitWords(change: Change, now: number): string {
  const until = typeof change.until === 'string' ? ` until ${clockWords(change.until, now)}` : '';
  return change.reason === 'customer' || !until ? `set it to wait for the customer${until}` : `set it to wait${until}`;
}

function assignWords(change: Change): string {
  const name = plain(change.person);
  return name ? `gave it to ${name}` : 'gave it to nobody';
}

const finishWords = (change: Change): string =>
  `finished it${plain(change.outcome) ? `: ${plain(change.outcome)}` : ''}`;

const BY_ACTION: Record<string, (change: Change, text: string, now: number) => string> = {
  next: () => 'took it from the top',
  claim: () => 'took it',
  release: () => 'hung it back on the rail',
  snooze: (change, _, now) => waitWords(change, now),
  wake: () => 'put it back on the rail',
  assign: assignWords,
  move: (change, text) => `${text ? text.replace(/^Moved\b/, 'moved it') : 'moved it'}${because(change)}`,
  merge: change => `merged it into #${plain(change.into)}${why(change)}`,
  'merge-in': change => `merged #${plain(change.merged)} into it${why(change)}`,
  // A call that kept the promise says itself how.
  done: (change, text) =>
    change.reason === 'call' && text
      ? `finished it: ${text.charAt(0).toLowerCase()}${text.slice(1)}`
      : finishWords(change),
  reopen: () => 'reopened it',
  expedite: change => `expedited it${because(change)}`,
  'correct-requester': change => `corrected who asked: ${plain(change.to)}, not ${plain(change.from)}`,
  skip: change => `passed it over${because(change)}`,
  'follow-up': change => (typeof change.at === 'string' ? 'set a date to follow up' : 'took the follow-up away'),
  'follow-up-due': change => `brought it up for the follow-up${plain(change.note) ? `: ${change.note}` : ''}`,
  'set-fields': () => 'filled in fields',
  tick: change =>
    `${change.done === false ? 'took back the tick' : 'ticked'}${because({ reason: change.title ?? change.item })}`,
  'undo-reply': () => 'called a reply back',
  'send-again': () => 'sent a reply again',
  'approve-held': change => `took the message of ${change.sender} for a participant’s`,
  'discard-held': change =>
    `discarded the message of ${change.sender}${plain(change.reason) ? `: ${change.reason}` : ''}`,
  'split-held': change => `made the message of ${change.sender} a ticket of its own: #${plain(change.into)}`,
  'hold-again': change => `holds the message of ${change.sender} again`,
  'reach-again': change => `lets mail to ${change.address} go again`,
  'acknowledge-again': (_, text) => text.replace(/^The (.*) is sent again$/, 'sent the $1 again'),
};

/** `now` (ms) for the clock words. */
export function stateWords(entry: Pick<Entry, 'change' | 'text'> & { type?: Entry['type'] }, now: number): string {
  const change = entry.change ?? {};
  const handoff = handoffEntryWords(change);
  if (handoff && (entry.type === 'handoff' || change.action === 'place')) return handoff;
  const known = BY_ACTION[typeof change.action === 'string' ? change.action : ''];
  if (known) return known(change, entry.text, now);
  if (entry.text) return entry.text.charAt(0).toLowerCase() + entry.text.slice(1);
  const to = plain(change.to);
  if (to === 'claimed') return 'took it';
  if (to === 'done') return 'finished it';
  if (to === 'waiting') return waitWords(change, now);
  if (to === 'open') return plain(change.from) ? `put it back on the rail${because(change)}` : 'hung it on the rail';
  return 'changed it';
}
