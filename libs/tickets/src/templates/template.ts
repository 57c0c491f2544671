// Texts with variables: reply templates, macros' notes, acknowledgements. Pure. Guarantees: only variables of the list below are known; what a value
// contains is never read again, so no customer can write a variable; a value adds no line and no control character.

export type VariableType = 'text' | 'number' | 'date' | 'moment' | 'duration';

export interface VariableSpec {
  name: string;
  type: VariableType;
  title: string;
}

/** And `fields.<name>` for each scalar field of the ticket's kind. */
export const TEMPLATE_VARIABLES: readonly VariableSpec[] = [
  { name: 'ticket.number', type: 'number', title: 'Number of the ticket' },
  { name: 'ticket.subject', type: 'text', title: 'Subject of the ticket' },
  { name: 'ticket.kind', type: 'text', title: 'What the ticket is' },
  { name: 'requester.name', type: 'text', title: 'Name of the customer' },
  { name: 'requester.firstName', type: 'text', title: 'First name of the customer' },
  { name: 'requester.company', type: 'text', title: 'Company of the customer' },
  { name: 'department.name', type: 'text', title: 'Our department' },
  { name: 'agent.name', type: 'text', title: 'Who writes' },
  { name: 'promise.due', type: 'moment', title: 'When it is due' },
  { name: 'promise.words', type: 'text', title: 'By when, in words' },
  { name: 'promised.before', type: 'date', title: 'Promised date as it was' },
  { name: 'promised.after', type: 'date', title: 'Promised date as it is now' },
];

const LONGEST_TEMPLATE = 10_000;
const LONGEST_VALUE = 500;
/** {{name}} or {{name|words where there is no value}}. Spaces are cut off afterwards: taking them here would make three loops over one text. */
const PLACE = /\{\{([^{}|]*)(?:\|([^{}]*))?\}\}/g;
const FIELD = /^fields\.([A-Za-z][A-Za-z0-9_]{0,59})$/;

export interface TemplateFault {
  /** RFC 6901; '' since the text is one value. */
  pointer: string;
  detail: string;
}

/** @param fields names that `fields.<name>` may use; left out: any */
export function checkTemplate(text: string, fields?: readonly string[]): TemplateFault[] {
  if (text.length > LONGEST_TEMPLATE)
    return [{ pointer: '', detail: `The text is longer than ${LONGEST_TEMPLATE} characters` }];
  const faults: TemplateFault[] = [];
  const rest = text.replace(PLACE, (whole, inner: string, _fallback, at: number) => {
    const name = inner.trim();
    if (!isKnown(name, fields))
      faults.push({ pointer: '', detail: `There is no variable "${name.slice(0, 80)}" (${placeOf(text, at)})` });
    return ' '.repeat(whole.length);
  });
  for (const match of rest.matchAll(/\{\{|\}\}/g))
    faults.push({ pointer: '', detail: `The braces are not closed or not opened (${placeOf(text, match.index)})` });
  return faults;
}

function isKnown(name: string, fields?: readonly string[]): boolean {
  const field = FIELD.exec(name)?.[1];
  if (field) return fields === undefined || fields.includes(field);
  return TEMPLATE_VARIABLES.some(variable => variable.name === name);
}

function placeOf(text: string, at: number): string {
  const before = text.slice(0, at).split('\n');
  return `line ${before.length}, column ${before.at(-1)!.length + 1}`;
}

export interface TemplateContext {
  /** IANA name: moments are written in it. */
  timeZone: string;
  /** By the variable's name. Dates without a time as Date at UTC midnight or as YYYY-MM-DD. */
  values: Readonly<Record<string, string | number | Date | null | undefined>>;
}

/** One pass over the template. `missing`: variables without a value and without fallback words; their places are left as they are, to be seen. */
export function renderTemplate(text: string, context: TemplateContext): { text: string; missing: string[] } {
  const missing = new Set<string>();
  const rendered = text.replace(PLACE, (whole, inner: string, fallback: string | undefined) => {
    const name = inner.trim();
    const value = Object.hasOwn(context.values, name) ? written(name, context.values[name], context.timeZone) : '';
    if (value !== '') return value;
    if (fallback !== undefined) return fallback;
    missing.add(name);
    return whole;
  });
  return { text: rendered, missing: [...missing] };
}

function written(name: string, value: string | number | Date | null | undefined, timeZone: string): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return writtenDate(name, value, timeZone);
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  return (takesDays(name) && dayWords(value)) || oneLine(value);
}

// A subject that reads like a day is still the customer's own words.
const takesDays = (name: string): boolean => FIELD.test(name) || typeOf(name) === 'date';

/** null for a text that is no day; 30 February is none, though it parses. */
function dayWords(value: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return null;
  const day = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value) ? writtenDay(day) : null;
}

const typeOf = (name: string): VariableType | undefined => TEMPLATE_VARIABLES.find(one => one.name === name)?.type;

function writtenDate(name: string, value: Date, timeZone: string): string {
  if (Number.isNaN(value.getTime())) return '';
  return typeOf(name) === 'date' ? writtenDay(value) : momentWords(value, timeZone);
}

/** "Tuesday 1 December 2026, 14:00" */
export function momentWords(value: Date, timeZone: string): string {
  const day = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
  const time = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
  return `${day.format(value).replace(',', '')}, ${time.format(value)}`;
}

function writtenDay(value: Date): string {
  if (Number.isNaN(value.getTime())) return '';
  return new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' }).format(
    value,
  );
}

function oneLine(value: string): string {
  return (
    value
      .slice(0, 4 * LONGEST_VALUE)
      .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
      // Marks that turn the direction of what follows: a name must not make our own words read backwards.
      .replace(/[\u202A-\u202E\u2066-\u2069]/g, '')
      .trim()
      .slice(0, LONGEST_VALUE)
      .toWellFormed()
  );
}
