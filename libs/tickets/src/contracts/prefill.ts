// What a handoff begins with: values that the origin ticket knows already, put where the contract says. Pure. Nothing is guessed: what does not fit the
// field's schema is left out.
import { checkFields, isUnfilled, propertiesOf } from '../kinds/fields.js';
import type { TicketKind } from '../kinds/kind.js';
import type { HandoffContract } from './contract.js';

export interface PrefillSource {
  subject: string;
  requester: { name: string; address: string | null; company: string | null };
  /** ISO 8601. */
  receivedAt: string;
  dueAt: string;
  number: number;
  /** Of the first message. */
  text: string;
  fields: Record<string, unknown>;
}

/** And `fields.<name>` for a field of the origin's own kind. */
export const PREFILL_SOURCES: readonly string[] = [
  'subject',
  'text',
  'number',
  'requester.name',
  'requester.address',
  'requester.company',
  'receivedAt',
  'dueAt',
];

const FIELD = /^fields\.([A-Za-z][A-Za-z0-9_]{0,59})$/;

export const isPrefillSource = (path: string): boolean => PREFILL_SOURCES.includes(path) || FIELD.test(path);

export function prefillOf(
  contract: Pick<HandoffContract, 'prefill'>,
  kind: Pick<TicketKind, 'schema'>,
  source: PrefillSource,
): Record<string, unknown> {
  const properties = propertiesOf(kind.schema);
  const values: Record<string, unknown> = {};
  for (const [field, path] of Object.entries(contract.prefill)) {
    const schema = Object.hasOwn(properties, field) ? properties[field]! : undefined;
    const value = schema && fitted(valueAt(source, path), schema);
    if (schema === undefined || isUnfilled(value)) continue;
    if (checkFields(kind.schema, { [field]: value }, { partial: true }).length === 0) values[field] = value;
  }
  return values;
}

function valueAt(source: PrefillSource, path: string): unknown {
  const field = FIELD.exec(path)?.[1];
  if (field) return Object.hasOwn(source.fields, field) ? source.fields[field] : undefined;
  switch (path) {
    case 'requester.name':
      return source.requester.name;
    case 'requester.address':
      return source.requester.address;
    case 'requester.company':
      return source.requester.company;
    case 'subject':
    case 'text':
    case 'number':
    case 'receivedAt':
    case 'dueAt':
      return source[path];
    default:
      return undefined;
  }
}

/** A long text is cut to what the field takes, a moment to its day, a number written as text. Everything else is taken as it is, or not at all. */
function fitted(value: unknown, schema: Record<string, unknown>): unknown {
  if (schema.type !== 'string') return value;
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return value;
  if (schema.format === 'date' && /^\d{4}-\d{2}-\d{2}T/.test(value)) return value.slice(0, 10);
  return typeof schema.maxLength === 'number' ? value.slice(0, schema.maxLength).toWellFormed() : value;
}
