// Can a reply template be used? The same check serves the API and the command line. Each fault with its place in the template.
import { checkTemplate, type FieldFault, type KindBook, propertiesOf } from '#tickets';
import type { TemplateRow } from './template.store.js';

/** A template for every kind may name any field; one of a kind, that kind's fields only. */
export function templateFaults(kinds: KindBook, { kind, body }: Pick<TemplateRow, 'kind' | 'body'>): FieldFault[] {
  if (kind !== null && !kinds.has(kind)) return [{ pointer: '/kind', detail: `There is no kind "${kind}"` }];
  const fields = kind === null ? undefined : Object.keys(propertiesOf(kinds.current(kind).schema));
  return checkTemplate(body, fields).map(({ detail }) => ({ pointer: '/body', detail }));
}
