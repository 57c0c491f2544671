// Values of fields as a mail says them, and back. Pure. Nothing is guessed: what could be two numbers is asked again; what is none is handed on as it was
// written, so that the check of the fields says what is wrong with it, as it does on the page.
import { oneLine } from './answer.form.js';

type Schema = Readonly<Record<string, unknown>>;

/** A part of the form that was left as it was printed. */
export const isPlaceholder = (words: string): boolean => words === '' || /^<[^<>]*>$/.test(words);

/** @param words of one field, without the space around them */
export function readValue(schema: Schema, title: string, words: string): { value: unknown } | { fault: string } {
  if (Array.isArray(schema.enum)) return { value: choiceOf(schema, words) };
  switch (schema.type) {
    case 'number':
    case 'integer':
      return numberOf(title, withoutUnit(schema, words));
    case 'boolean':
      return { value: booleanOf(words) };
    case 'array':
      return listOf(schema, title, words);
    case 'object':
      return { fault: `${title} cannot be said by mail: it is a group of fields. Fill it in on the page.` };
    default:
      return { value: words };
  }
}

/** What a person reads: titles of choices, yes and no, units. A list by semicolons. Readable by readValue() where the schema can be said by mail. */
export function valueWords(schema: Schema, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(one => valueWords((schema.items ?? {}) as Schema, one)).join('; ');
  if (Array.isArray(schema.enum)) {
    const title = listed(schema['x-enumTitles'])[schema.enum.indexOf(value)];
    return typeof title === 'string' && title !== '' ? title : String(value);
  }
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number')
    return typeof schema['x-unit'] === 'string' ? `${value} ${schema['x-unit']}` : `${value}`;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** For the form: what is to stand there. */
export function placeholderOf(schema: Schema, required: boolean): string {
  const rest = required ? '' : ', if there is one';
  const unit = typeof schema['x-unit'] === 'string' ? `, ${schema['x-unit']}` : '';
  const words: Record<string, string> = {
    number: `number${unit}`,
    integer: `whole number${unit}`,
    boolean: 'yes or no',
    array: 'a list, with semicolons between',
    object: 'on the page only',
  };
  if (Array.isArray(schema.enum)) return `<${plain(`one of: ${schema.enum.map(String).join(', ')}${rest}`)}>`;
  if (schema.format === 'date') return `<day like 2026-12-24${rest}>`;
  return `<${plain(`${words[String(schema.type)] ?? 'text'}${rest}`)}>`;
}

const plain = (text: string): string => oneLine(text.replace(/[<>]/g, ' '));
const listed = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

function choiceOf(schema: Schema, words: string): unknown {
  const choices = listed(schema.enum);
  const wanted = words.toLowerCase();
  const named = (list: readonly unknown[]) => list.filter(one => String(one).trim().toLowerCase() === wanted);
  const [exact] = choices.filter(choice => String(choice) === words);
  if (exact !== undefined) return exact;
  const codes = named(choices);
  if (codes.length === 1) return codes[0];
  const titles = listed(schema['x-enumTitles']);
  const titled = choices.filter((_, i) => named([titles[i]]).length === 1);
  return codes.length === 0 && titled.length === 1 ? titled[0] : words;
}

function withoutUnit(schema: Schema, words: string): string {
  const unit = schema['x-unit'];
  if (typeof unit !== 'string' || unit === '') return words;
  return words.toLowerCase().endsWith(unit.toLowerCase()) ? words.slice(0, -unit.length).trim() : words;
}

function numberOf(title: string, words: string): { value: unknown } | { fault: string } {
  if (/^[+-]?\d+(?:\.\d+)?$/.test(words)) {
    const value = Number(words);
    return Number.isFinite(value) ? { value } : { value: words };
  }
  if (/^[+-]?\d+,\d+$/.test(words)) {
    if (/,\d{3}$/.test(words))
      return { fault: `${title}: "${words}" can be read in two ways. Write it without a comma.` };
    return { value: Number(words.replace(',', '.')) };
  }
  return { value: words };
}

function booleanOf(words: string): unknown {
  if (/^(?:yes|true|ja|oui|sí|si)$/i.test(words)) return true;
  return /^(?:no|false|nein|non)$/i.test(words) ? false : words;
}

function listOf(schema: Schema, title: string, words: string): { value: unknown } | { fault: string } {
  const items = (schema.items ?? {}) as Schema;
  if (items.type === 'object' || items.type === 'array')
    return { fault: `${title} cannot be said by mail: it has rows. Fill it in on the page.` };
  const values: unknown[] = [];
  for (const part of words.split(';').map(one => one.trim())) {
    if (part === '') continue;
    const read = readValue(items, title, part);
    if ('fault' in read) return read;
    values.push(read.value);
  }
  return { value: values };
}
