// A value as a reader of a spec sheet sees it, and whether it meets what is asked of it. Pure.
import { asSchema, type FieldShape, isFilled, numberWords } from './field.shape.js';

/** The value without its unit; empty where there is none. */
export function valueWords(field: FieldShape, value: unknown): string {
  if (!isFilled(value)) return '';
  const choice = field.choices.find(known => known.value === value);
  if (choice) return choice.title;
  if (typeof value === 'number') return numberWords(value);
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (field.type === 'date' && typeof value === 'string') return dayWords(value);
  if (field.type === 'moment' && typeof value === 'string') return momentOf(value);
  if (Array.isArray(value)) return value.map(part => (asSchema(part) ? JSON.stringify(part) : String(part))).join(', ');
  return asSchema(value) ? JSON.stringify(value) : String(value);
}

export type Met = 'met' | 'missing' | 'unmet' | 'free';

/**
 * Does the value meet what is asked? `free`: nothing is asked of it. For the reader's eye only: the server is who decides,
 * and what it found stands in its faults.
 */
export function metOf(field: FieldShape, value: unknown, faults: readonly string[] = []): Met {
  if (!isFilled(value)) return field.required ? 'missing' : faults.length > 0 ? 'unmet' : 'free';
  if (faults.length > 0) return 'unmet';
  if (field.type === 'number' || field.type === 'integer') return numberMet(field, value);
  if (field.type === 'choice') return field.choices.some(known => known.value === value) ? 'met' : 'unmet';
  return field.required ? 'met' : 'free';
}

function numberMet(field: FieldShape, value: unknown): Met {
  if (typeof value !== 'number') return 'unmet';
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = field.schema;
  const outside =
    (typeof minimum === 'number' && value < minimum) ||
    (typeof maximum === 'number' && value > maximum) ||
    (typeof exclusiveMinimum === 'number' && value <= exclusiveMinimum) ||
    (typeof exclusiveMaximum === 'number' && value >= exclusiveMaximum) ||
    (field.type === 'integer' && !Number.isInteger(value));
  if (outside) return 'unmet';
  return field.range || field.required ? 'met' : 'free';
}

/** `2026-03-04` as `4 Mar 2026`: a day has no zone. What is no day stays as it is written. */
export function dayWords(day: string): string {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(at)) return day;
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' }).format(at);
}

function momentOf(moment: string): string {
  const at = Date.parse(moment);
  return Number.isNaN(at)
    ? moment
    : new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' }).format(at);
}

/** For `<input type="datetime-local">`: the moment in the reader's own zone, to the minute. */
export function localMoment(moment: unknown): string {
  const at = typeof moment === 'string' ? new Date(moment) : new Date(Number.NaN);
  if (Number.isNaN(at.getTime())) return '';
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** Columns of a nested list: those of its schema, and what the rows hold beside them. */
export function columnsOf(
  field: FieldShape,
  rows: readonly unknown[],
): { name: string; title: string; unit: string }[] {
  const known = asSchema(asSchema(field.schema.items)?.properties) ?? {};
  const names = new Set([...Object.keys(known), ...rows.flatMap(row => Object.keys(asSchema(row) ?? {}))]);
  return [...names].map(name => {
    const column = asSchema(known[name]);
    const title = typeof column?.title === 'string' ? column.title : name;
    return { name, title, unit: typeof column?.['x-unit'] === 'string' ? column['x-unit'] : '' };
  });
}
