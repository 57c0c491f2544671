// What was filled in as text that a person reads: the message first, then each field under its title. Pure; every value stands in it, in any script.
import { type FieldSchema, propertiesOf, titleOf } from '#tickets';
import type { FormShape } from '../shape/form.shape.js';
import type { FormValues } from '../shape/form.values.js';

export function formText({ contact, fields, others }: FormValues, shape: FormShape): string {
  const own = shape.fields.flatMap(({ name }) =>
    Object.hasOwn(fields, name)
      ? [line(titleOf(shape.schema, name), shownValue(fields[name], propertiesOf(shape.schema)[name]))]
      : [],
  );
  const more = others.map(([name, value]) => line(labelOf(name), shownValue(value)));
  const phone =
    contact.phone === '' || shape.fields.some(({ name }) => name === 'phone') ? [] : [line('Telephone', contact.phone)];
  const rows = [...own, ...more, ...phone].filter(row => row !== '');
  return [contact.message, rows.join('\n')].filter(part => part !== '').join('\n\n');
}

/** Several lines stand below their title, each a little to the right. */
function line(title: string, value: string): string {
  if (value.trim() === '') return '';
  return value.includes('\n') ? `${title}:\n${value.replace(/^/gm, '  ')}` : `${title}: ${value}`;
}

/** `delivery_date` and `deliveryDate` as words; anything else as it was written. */
export function labelOf(name: string): string {
  const flat = name.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  if (!/^[a-z][A-Za-z0-9]*(?:[_-][A-Za-z0-9]+)*$/.test(flat)) return flat || 'Field';
  const words = flat
    .replace(/[_-]/g, ' ')
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function shownValue(value: unknown, schema: FieldSchema = {}): string {
  if (Array.isArray(value))
    return value
      .map(one => shownValue(one, (schema.items as FieldSchema | undefined) ?? {}))
      .join(scalars(value) ? ', ' : '\n');
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'object' && value !== null)
    return Object.entries(value)
      .map(([name, one]) => `${labelOf(name)}: ${shownValue(one)}`)
      .join('\n');
  const titles = schema['x-enumTitles'];
  const at = Array.isArray(schema.enum) ? schema.enum.indexOf(value) : -1;
  const title = Array.isArray(titles) && at >= 0 ? titles[at] : undefined;
  const unit = typeof value === 'number' && typeof schema['x-unit'] === 'string' ? ` ${schema['x-unit']}` : '';
  return value === null || value === undefined ? '' : `${typeof title === 'string' ? title : String(value)}${unit}`;
}

const scalars = (list: readonly unknown[]): boolean =>
  list.every(one => typeof one !== 'object' && !String(one).includes('\n'));
