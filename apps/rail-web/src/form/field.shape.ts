// What a form needs to know of each field of a kind: its name, type, unit, range and choices, read from the JSON Schema subset
// that kinds are written in. A shape that is not known becomes a plain text field, so a newer schema never breaks a form. Pure.

export type FieldType = 'text' | 'wide' | 'number' | 'integer' | 'tick' | 'choice' | 'date' | 'moment' | 'table';
export type FieldShape = {
  name: string;
  /** RFC 6901, without a prefix: `/flowRate` */
  pointer: string;
  title: string;
  description: string;
  type: FieldType;
  unit: string;
  /** `0.1 to 500`; empty: no limit. Without the unit. */
  range: string;
  choices: { value: unknown; title: string }[];
  required: boolean;
  /** `email` or `uri`, for the keyboard of a phone. */
  format: string;
  schema: Readonly<Record<string, unknown>>;
};

type Schema = Readonly<Record<string, unknown>>;

/**
 * Fields in the order in which the schema names them. `required`: more that must be filled than the schema says. Read-only ones are left away: they
 * came with the message, nobody fills them in, and the order's own view shows them.
 */
export function fieldsOf(schema: Schema, required: readonly string[] = []): FieldShape[] {
  const needed = new Set([...strings(schema.required), ...required]);
  const writable = Object.entries(asSchema(schema.properties) ?? {}).filter(
    ([, raw]) => asSchema(raw)?.readOnly !== true,
  );
  return writable.map(([name, raw]) => {
    const field = asSchema(raw) ?? {};
    const format = text(field.format);
    return {
      name,
      pointer: `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
      title: text(field.title) || name,
      description: text(field.description),
      type: typeOf(field, format),
      unit: text(field['x-unit']),
      range: rangeWords(field),
      choices: choicesOf(field),
      required: needed.has(name),
      format: format === 'email' || format === 'uri' ? format : '',
      schema: field,
    };
  });
}

function typeOf(field: Schema, format: string): FieldType {
  if (Array.isArray(field.enum)) return 'choice';
  if (field.type === 'array' || field.type === 'object') return 'table';
  if (field.type === 'number' || field.type === 'integer') return field.type;
  if (field.type === 'boolean') return 'tick';
  if (format === 'date') return 'date';
  if (format === 'date-time') return 'moment';
  return field['x-wide'] === true ? 'wide' : 'text';
}

function choicesOf(field: Schema): FieldShape['choices'] {
  if (!Array.isArray(field.enum)) return [];
  const titles = strings(field['x-enumTitles']);
  return field.enum.map((value, index) => ({ value, title: titles[index] || String(value) }));
}

/** `0.1 to 500`, `at least 1`, `more than 0, at most 40`, `steps of 0.5`. */
export function rangeWords(field: Schema): string {
  const least = number(field.minimum);
  const most = number(field.maximum);
  const above = number(field.exclusiveMinimum);
  const below = number(field.exclusiveMaximum);
  const step = number(field.multipleOf);
  const words: string[] = [];
  if (least !== null && most !== null) words.push(`${numberWords(least)} to ${numberWords(most)}`);
  else if (least !== null) words.push(`at least ${numberWords(least)}`);
  else if (most !== null) words.push(`at most ${numberWords(most)}`);
  if (above !== null) words.push(`more than ${numberWords(above)}`);
  if (below !== null) words.push(`less than ${numberWords(below)}`);
  if (step !== null && !(field.type === 'integer' && step === 1)) words.push(`steps of ${step}`);
  return words.join(', ');
}

/** Groups of three from 10 000 on, by a narrow space: a comma would be read as a decimal sign by half of the readers. */
export function numberWords(value: number): string {
  const [whole = '', part] = String(value).split('.');
  if (!/^-?\d{5,}$/.test(whole)) return String(value);
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '\u202f');
  return part === undefined ? grouped : `${grouped}.${part}`;
}

/**
 * What stands in a number field, as a number: comma or point, no thousands. What is no number is given back as the text, so that
 * the server names it; empty text is undefined.
 */
export function readNumber(words: string): number | string | undefined {
  const plain = words.trim();
  if (plain === '') return undefined;
  if (!/^[+-]?(\d+([.,]\d*)?|[.,]\d+)$/.test(plain)) return plain;
  const value = Number(plain.replace(',', '.'));
  return Number.isFinite(value) ? value : plain;
}

/** The values with one laid over; undefined, null and '' take it away. Never changes the prototype: names come from data. */
export function withValue(values: Schema, name: string, value: unknown): Record<string, unknown> {
  const rest = Object.entries(values).filter(([key]) => key !== name);
  return Object.fromEntries(value === undefined || value === null || value === '' ? rest : [...rest, [name, value]]);
}

export const valueIn = (values: Schema, name: string): unknown =>
  Object.hasOwn(values, name) ? values[name] : undefined;

export const isFilled = (value: unknown): boolean =>
  value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);

export type Fault = { pointer: string; detail: string };

/** The faults of one field, and of what is nested in it. */
export const faultsOf = (faults: readonly Fault[], prefix: string, field: Pick<FieldShape, 'pointer'>): string[] =>
  faults
    .filter(({ pointer }) => pointer === prefix + field.pointer || pointer.startsWith(`${prefix}${field.pointer}/`))
    .map(fault => fault.detail);

/** What belongs to no field of the form, and has to be said elsewhere. */
export const faultsBeside = (faults: readonly Fault[], prefix: string, fields: readonly FieldShape[]): Fault[] =>
  faults.filter(fault => fields.every(field => faultsOf([fault], prefix, field).length === 0));

export const asSchema = (value: unknown): Schema | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Schema) : null;
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const number = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null);
const strings = (value: unknown): string[] => (Array.isArray(value) ? value.map(text) : []);
