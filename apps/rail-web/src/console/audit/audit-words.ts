// Lines of the audit log in words. Pure.
import type { AuditEntry } from '#api';
import { momentWords } from '../../rail/words/time-words.js';

/** As the log names them, and as people do. */
export const THINGS = [
  { thing: 'company', title: 'Company' },
  { thing: 'department', title: 'Departments' },
  { thing: 'member', title: 'Members' },
  { thing: 'membership', title: 'Rights in a department' },
  { thing: 'sign-in link', title: 'Sign-in links' },
  { thing: 'API key', title: 'API keys' },
  { thing: 'channel', title: 'Channels' },
  { thing: 'test messages', title: 'Test messages' },
  { thing: 'version of the rules', title: 'Rules' },
  { thing: 'ticket kind', title: 'Ticket kinds' },
  { thing: 'handoff contract', title: 'Handoff contracts' },
  { thing: 'template', title: 'Templates' },
  { thing: 'macro', title: 'Macros' },
  { thing: 'partner', title: 'Partners' },
  { thing: 'webhook', title: 'Webhooks' },
] as const;

const ACTIONS = { created: 'New', changed: 'Changed', removed: 'Removed' } as const;

/** `New channel`; `Changed member` */
export const thingWords = ({ action, thing }: Pick<AuditEntry, 'action' | 'thing'>): string =>
  `${ACTIONS[action]}: ${thing}`;

export function actorWords({ kind, name }: AuditEntry['actor']): string {
  if (kind === 'system') return 'The product itself';
  if (kind === 'command') return 'The command line';
  return kind === 'key' ? `${name ?? 'A key'} (API key)` : (name ?? 'Somebody');
}

/** `holiday_region` is "holiday region" to a reader. */
export const fieldWords = (field: string): string => field.replace(/_id$/, '').replaceAll('_', ' ');

export interface Change {
  field: string;
  /** Null: there was nothing, or is nothing any more. */
  before: string | null;
  after: string | null;
  hidden: boolean;
}

const LONGEST = 300;

/** Of what is new or gone only what says something: what is empty, its name once more, and numbers of rows, tell nothing. */
export function changesOf({
  action,
  changes,
  thingName,
}: Pick<AuditEntry, 'action' | 'changes' | 'thingName'>): Change[] {
  return Object.entries(changes)
    .filter(([field, { before, after }]) => {
      if (action === 'changed') return true;
      const value = action === 'created' ? after : before;
      return !/^(?:id|version|.*_id)$/.test(field) && !isEmpty(value) && value !== thingName;
    })
    .map(([field, { before, after, hidden }]) => ({
      field,
      before: action === 'created' ? null : valueWords(before),
      after: action === 'removed' ? null : valueWords(after),
      hidden: hidden === true,
    }))
    .filter(({ before, after, hidden }) => hidden || before !== null || after !== null)
    .sort((a, b) => (a.field < b.field ? -1 : 1));
}

const isEmpty = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0;

function valueWords(value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null;
  if (value === true) return 'yes';
  if (value === false) return 'no';
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(value)) return momentWords(value);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
