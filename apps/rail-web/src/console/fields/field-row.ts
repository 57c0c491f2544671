// The fields of a JSON Schema as rows that a person can edit, and back. Pure. Guarantee: what a row does not show is kept in `rest` and written
// again as it was, so a schema that is read and written untouched is the same.
import { asSchema, readNumber } from '../../form/field.shape.js';

type Schema = Readonly<Record<string, unknown>>;

export const FIELD_TYPES = [
  ['text', 'Text, one line'],
  ['wide', 'Text, several lines'],
  ['number', 'Number'],
  ['integer', 'Whole number'],
  ['choice', 'Choice of a list'],
  ['tick', 'Yes or no'],
  ['date', 'Day'],
  ['moment', 'Day and time'],
  ['email', 'Email address'],
  ['link', 'Web address'],
] as const;
/** `other`: a list or a group of fields, which only the JSON shows. */
export type RowType = (typeof FIELD_TYPES)[number][0] | 'other';

export type Choice = { value: string; title: string };
export type FieldRow = {
  /** Of the row on the page, not of the field. */
  id: string;
  name: string;
  title: string;
  hint: string;
  type: RowType;
  unit: string;
  /** As typed; '' is no limit. */
  minimum: string;
  maximum: string;
  longest: string;
  choices: Choice[];
  required: boolean;
  /** Must be filled before a ticket can be done. */
  toClose: boolean;
  /** Made just now: its name follows its title. */
  fresh: boolean;
  rest: Schema;
};

const FORMATS: Readonly<Record<string, RowType>> = { date: 'date', 'date-time': 'moment', email: 'email', uri: 'link' };
const HEADS: Readonly<Record<Exclude<RowType, 'other'>, Schema>> = {
  text: { type: 'string' },
  wide: { type: 'string', 'x-wide': true },
  number: { type: 'number' },
  integer: { type: 'integer' },
  choice: { type: 'string' },
  tick: { type: 'boolean' },
  date: { type: 'string', format: 'date' },
  moment: { type: 'string', format: 'date-time' },
  email: { type: 'string', format: 'email' },
  link: { type: 'string', format: 'uri' },
};
/** Keywords that say something about one type only; another type does not take them along. */
const OF_ONE_TYPE = new Set(
  'minLength maxLength pattern format x-wide exclusiveMinimum exclusiveMaximum multipleOf enum x-enumTitles x-unit x-promise const default examples items minItems maxItems uniqueItems properties required additionalProperties minimum maximum'.split(
    ' ',
  ),
);

export const isNumeric = (type: RowType): boolean => type === 'number' || type === 'integer';
export const isWritten = (type: RowType): boolean => type === 'text' || type === 'wide';

export function fieldRows(schema: Schema, requiredToClose: readonly string[] = []): FieldRow[] {
  const required = new Set(strings(schema.required));
  const toClose = new Set(requiredToClose);
  return Object.entries(asSchema(schema.properties) ?? {}).map(([name, raw], place) => {
    const rest: Record<string, unknown> = { ...asSchema(raw) };
    const take = <T>(keyword: string, fits: (value: unknown) => value is T): T | undefined => {
      const value = rest[keyword];
      if (!fits(value)) return undefined;
      delete rest[keyword];
      return value;
    };
    const type = rowType(rest);
    if (type !== 'other') for (const keyword of Object.keys(HEADS[type])) delete rest[keyword];
    const limit = (keyword: string, has: boolean): string => (has ? String(take(keyword, isNumber) ?? '') : '');
    const values = type === 'choice' ? (take('enum', isStrings) ?? []) : [];
    const titles = type === 'choice' ? (take('x-enumTitles', isStrings) ?? []) : [];
    return {
      id: String(place),
      name,
      title: take('title', isText) ?? '',
      hint: take('description', isText) ?? '',
      type,
      unit: isNumeric(type) ? (take('x-unit', isText) ?? '') : '',
      minimum: limit('minimum', isNumeric(type)),
      maximum: limit('maximum', isNumeric(type)),
      longest: limit('maxLength', isWritten(type)),
      choices: values.map((value, i) => ({ value, title: titles[i] ?? '' })),
      required: required.has(name),
      toClose: toClose.has(name),
      fresh: false,
      rest,
    };
  });
}

function rowType(field: Schema): RowType {
  if (field.enum !== undefined) {
    const titles = field['x-enumTitles'];
    const plain = isStrings(field.enum) && (titles === undefined || isStrings(titles));
    return field.type === 'string' && field.format === undefined && plain ? 'choice' : 'other';
  }
  if (field.type === 'number' || field.type === 'integer') return field.type;
  if (field.type === 'boolean') return 'tick';
  if (field.type !== 'string') return 'other';
  const known = Object.hasOwn(FORMATS, String(field.format)) ? FORMATS[String(field.format)] : undefined;
  return known ?? (field['x-wide'] === true ? 'wide' : 'text');
}

/** @param frame the schema as it was: what stands beside the fields stays, and names stay in the order in which they were required. */
export function schemaOfRows(rows: readonly FieldRow[], frame: Schema): Record<string, unknown> {
  const { required: before, ...around } = frame;
  const required = inOrder(
    rows.filter(row => row.required).map(row => row.name),
    strings(before),
  );
  return {
    ...around,
    properties: Object.fromEntries(rows.map(row => [row.name, fieldOf(row)])),
    ...(required.length > 0 || before !== undefined ? { required } : {}),
  };
}

/** The names, those that stood before first and in their old order. */
export const inOrder = (names: readonly string[], before: readonly string[]): string[] => [
  ...before.filter(name => names.includes(name)),
  ...names.filter(name => !before.includes(name)),
];

function fieldOf(row: FieldRow): Record<string, unknown> {
  const { type, rest } = row;
  const titled = row.choices.some(choice => choice.title !== '');
  const parts: [string, unknown, boolean][] = [
    ['title', row.title, row.title !== ''],
    ['description', row.hint, row.hint !== ''],
    ['x-unit', row.unit, isNumeric(type) && row.unit !== ''],
    ['minimum', readNumber(row.minimum), isNumeric(type) && row.minimum.trim() !== ''],
    ['maximum', readNumber(row.maximum), isNumeric(type) && row.maximum.trim() !== ''],
    ['maxLength', readNumber(row.longest), isWritten(type) && row.longest.trim() !== ''],
    ['enum', row.choices.map(choice => choice.value), type === 'choice'],
    ['x-enumTitles', row.choices.map(choice => choice.title), type === 'choice' && titled],
  ];
  return {
    ...rest,
    ...(type === 'other' ? {} : HEADS[type]),
    ...Object.fromEntries(parts.filter(([, , there]) => there).map(([keyword, value]) => [keyword, value])),
  };
}

/** The row with another type; what only the old type knew goes. */
export function retyped(row: FieldRow, type: RowType): FieldRow {
  const rest = Object.fromEntries(Object.entries(row.rest).filter(([keyword]) => !OF_ONE_TYPE.has(keyword)));
  const longest = type === 'wide' ? '5000' : type === 'text' ? '200' : '';
  const choices = type === 'choice' && row.choices.length === 0 ? [{ value: '', title: '' }] : row.choices;
  return { ...row, type, rest: row.type === 'other' ? {} : rest, longest, choices: type === 'choice' ? choices : [] };
}

export const newRow = (id: string): FieldRow => ({
  ...{ id, name: '', title: '', hint: '', type: 'text', unit: '', minimum: '', maximum: '', longest: '200' },
  ...{ choices: [], required: false, toClose: false, fresh: true, rest: {} },
});

const isText = (value: unknown): value is string => typeof value === 'string';
const isNumber = (value: unknown): value is number => typeof value === 'number';
const isStrings = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);
const strings = (value: unknown): string[] => (Array.isArray(value) ? value.filter(isText) : []);
