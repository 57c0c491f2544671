// Where a handoff's fields may be filled from: what each ticket has, and the fields of the kinds. Pure.
import type { Kind } from '#api';
import { fieldsOf } from '../../form/field.shape.js';

/** As the server knows them, in a clerk's words. */
export const TICKET_SOURCES: readonly (readonly [path: string, words: string])[] = [
  ['subject', 'Subject'],
  ['text', 'Text of the first message'],
  ['number', 'Number of the ticket'],
  ['requester.name', 'Name of the customer'],
  ['requester.address', 'Address of the customer'],
  ['requester.company', 'Company of the customer'],
  ['receivedAt', 'When it was received'],
  ['dueAt', 'When it is due'],
];

export type SourceGroup = { title: string; sources: { path: string; words: string }[] };

/** What each ticket has first, then each kind's fields by title; a field that several kinds have stands once, and names them. */
export function sourceGroups(kinds: readonly Pick<Kind, 'title' | 'schema'>[]): SourceGroup[] {
  const fields = new Map<string, { title: string; kinds: string[] }>();
  for (const kind of kinds)
    for (const field of fieldsOf(kind.schema)) {
      const known = fields.get(field.name);
      if (known) known.kinds.push(kind.title);
      else fields.set(field.name, { title: field.title, kinds: [kind.title] });
    }
  return [
    { title: 'Each ticket', sources: TICKET_SOURCES.map(([path, words]) => ({ path, words })) },
    {
      title: 'A field of the ticket it comes from',
      sources: [...fields]
        .map(([name, { title, kinds: of }]) => ({
          path: `fields.${name}`,
          words: `${title} (${of.length > 2 ? `${of.length} kinds` : of.join(', ')})`,
        }))
        .sort((a, b) => a.words.localeCompare(b.words)),
    },
  ];
}

/** The prefill with one source laid over; '' takes it away. The order of the others stays. */
export function withSource(prefill: Readonly<Record<string, string>>, field: string, path: string) {
  const rest = Object.entries(prefill).filter(([name]) => (path === '' ? name !== field : true));
  const known = rest.some(([name]) => name === field);
  const laid = rest.map(([name, old]): [string, string] => [name, name === field ? path : old]);
  return Object.fromEntries(path === '' || known ? laid : [...laid, [field, path]]);
}
