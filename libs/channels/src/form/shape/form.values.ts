// What was filled in, sorted: who writes, the values of the kind's fields, and everything else under the name that it came with. Pure; nothing is left out.
import type { PostedForm } from '../read/posted.form.js';
import { CONTROL_NAMES, type Contact, ContactReader } from './contact.reader.js';
import type { FormShape } from './form.shape.js';
import { typedValue } from './value.reader.js';

export interface FormValues {
  contact: Contact;
  /** Of the kind's fields, as their schema wants them where they can be read so. */
  fields: Record<string, unknown>;
  /** What is neither, in its order; one name may come several times. */
  others: [name: string, value: unknown][];
}

/** @param unseen names that people do not fill in: honeypots */
export function valuesOf(form: PostedForm, shape: FormShape, unseen: readonly string[]): FormValues {
  const own = new Map(shape.fields.map(field => [field.name, field]));
  const typed = new Map<string, unknown[]>();
  for (const [name, value] of form.fields) if (own.has(name)) typed.set(name, [...(typed.get(name) ?? []), value]);
  const reader = new ContactReader(form);
  const contact = reader.read();
  const fields: [string, unknown][] = [];
  for (const [name, all] of typed) {
    const value = typedValue(own.get(name)!.schema, all);
    if (value !== undefined) fields.push([name, value]);
  }
  const left = new Set<string>([...CONTROL_NAMES, ...unseen]);
  const taken = new Set(own.keys());
  return {
    contact,
    fields: Object.fromEntries(fields),
    others: form.fields.filter(
      ([name, value]) => !left.has(name) && !taken.has(name) && !isContact(reader, contact, name, value),
    ),
  };
}

/** Said in the head of the ticket, or first in its text. A second value of such a name is not. */
function isContact(reader: ContactReader, contact: Contact, name: string, value: unknown): boolean {
  if (!reader.used.has(name.trim().toLowerCase())) return false;
  const text = String(value).trim();
  return (
    text === contact.message ||
    text === contact.email ||
    text === contact.phone ||
    text === contact.name ||
    text === contact.subject
  );
}
