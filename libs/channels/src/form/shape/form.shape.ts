// Which fields a form asks: those of whoever writes, and those of the ticket kind that somebody outside can fill in. Pure. The page is drawn from it, and
// every post is judged by it, whichever way it came.
import { type FieldSchema, isReadOnly, propertiesOf, type TicketKind, titleOf } from '#tickets';
import type { FormSettings } from '../form.settings.js';

export type Control =
  | 'text'
  | 'lines'
  | 'number'
  | 'day'
  | 'email'
  | 'phone'
  | 'web'
  | 'choice'
  | 'choices'
  | 'yes'
  | 'list';

export interface ShapeField {
  name: string;
  title: string;
  control: Control;
  required: boolean;
  schema: FieldSchema;
}

export interface FormShape {
  /** Null: any fields. */
  kind: TicketKind | null;
  /** Name, email, telephone, message: as far as the kind has none of that name. */
  contact: ShapeField[];
  /** Of the kind. */
  fields: ShapeField[];
  /** Of the kind, cut to `fields`: what values are checked by. */
  schema: FieldSchema;
}

const CONTACT: readonly { name: string; title: string; control: Control; schema: FieldSchema }[] = [
  { name: 'name', title: 'Your name', control: 'text', schema: { type: 'string', maxLength: 200 } },
  { name: 'email', title: 'Email', control: 'email', schema: { type: 'string', format: 'email', maxLength: 320 } },
  { name: 'phone', title: 'Telephone', control: 'phone', schema: { type: 'string', maxLength: 60 } },
  { name: 'message', title: 'Message', control: 'lines', schema: { type: 'string' } },
];

/** A text that may be longer than this is written on several lines. */
const ONE_LINE = 300;

const made = new WeakMap<FormSettings, Map<string, FormShape>>();

/**
 * Made once for these settings and this version of the kind: its schema is compiled when it is used first.
 * @param kind  undefined where the house has none of that key
 * @param onPage  the hosted page asks for an email address where nothing else is said, for nobody could be answered
 */
export function shapeOf(settings: FormSettings, kind: TicketKind | undefined, onPage: boolean): FormShape {
  const shapes = made.get(settings) ?? new Map<string, FormShape>();
  made.set(settings, shapes);
  const key = `${kind?.key} ${kind?.version} ${onPage}`;
  const shape = shapes.get(key) ?? makeShape(settings, kind, onPage);
  shapes.set(key, shape);
  return shape;
}

function makeShape(settings: FormSettings, kind: TicketKind | undefined, onPage: boolean): FormShape {
  const demanded = new Set(settings.required ?? (onPage ? ['email', ...(kind ? [] : ['message'])] : []));
  const whole: FieldSchema = kind?.schema ?? { type: 'object' };
  const properties = propertiesOf(whole);
  const names = (settings.fields ?? Object.keys(properties)).filter(
    name => Object.hasOwn(properties, name) && isForOutside(whole, name),
  );
  const required = (Array.isArray(whole.required) ? whole.required : []).filter(name => names.includes(name));
  const needed = [...new Set([...required, ...names.filter(name => demanded.has(name))])];
  return {
    kind: kind ?? null,
    contact: CONTACT.filter(({ name }) => !names.includes(name)).map(field => ({
      ...field,
      required: demanded.has(field.name),
    })),
    fields: names.map(name => ({
      name,
      title: titleOf(whole, name),
      control: controlOf(properties[name]!),
      required: needed.includes(name),
      schema: properties[name]!,
    })),
    schema: { ...whole, properties: Object.fromEntries(names.map(name => [name, properties[name]])), required: needed },
  };
}

/** What we fill in, or promise, nobody outside says; and rows within rows are no form. */
function isForOutside(schema: FieldSchema, name: string): boolean {
  const field = propertiesOf(schema)[name]!;
  const items = field.items as FieldSchema | undefined;
  if (isReadOnly(schema, name) || field['x-promise'] === true || field.type === 'object') return false;
  return field.type !== 'array' || (items !== undefined && items.type !== 'object' && items.type !== 'array');
}

function controlOf(field: FieldSchema): Control {
  if (field.type === 'array') return Array.isArray((field.items as FieldSchema).enum) ? 'choices' : 'list';
  if (Array.isArray(field.enum)) return 'choice';
  if (field.type === 'boolean') return 'yes';
  if (field.type === 'number' || field.type === 'integer') return 'number';
  if (field.format === 'date') return 'day';
  if (field.format === 'email') return 'email';
  if (field.format === 'uri') return 'web';
  const isLong =
    field['x-wide'] === true || (field.format === undefined && Number(field.maxLength ?? ONE_LINE + 1) > ONE_LINE);
  return isLong ? 'lines' : 'text';
}
