// What is wrong with a value, in one sentence for whoever filled it in. Pure.
import type { ErrorObject } from 'ajv';

type Schema = Readonly<Record<string, unknown>>;

const FORMATS: Record<string, string> = {
  date: 'a day like 2026-12-24',
  'date-time': 'a moment like 2026-12-24T09:30:00Z',
  email: 'an email address',
  uri: 'a web address',
};

/** @param title, schema of the value itself, or of the one that is missing or unknown: its unit and its range */
export function sentenceOf(title: string, schema: Schema, error: ErrorObject): string {
  const { keyword, params } = error as { keyword: string; params: Record<string, unknown> };
  switch (keyword) {
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return `${title} must be ${rangeOf(schema) ?? 'another number'}`;
    case 'multipleOf':
      return `${title} must be a multiple of ${params.multipleOf}${unitOf(schema)}`;
    case 'type':
      return `${title} must be ${typeWords(params.type)}`;
    case 'enum':
    case 'const':
      return `${title} must be one of: ${choicesOf(schema).join(', ')}`;
    case 'minLength':
      return `${title} is too short: at least ${params.limit} characters`;
    case 'maxLength':
      return `${title} is too long: at most ${params.limit} characters`;
    case 'minItems':
      return `${title} needs at least ${params.limit}`;
    case 'maxItems':
      return `${title} takes at most ${params.limit}`;
    case 'pattern':
      return typeof schema.description === 'string'
        ? `${title} has another form: ${schema.description}`
        : `${title} does not have the form that is asked for`;
    case 'format':
      return `${title} must be ${FORMATS[String(params.format)] ?? `of the form ${params.format}`}`;
    case 'uniqueItems':
      return `${title} has the same thing twice`;
    case 'required':
      return `${title} is missing`;
    case 'additionalProperties':
      return `${title} is no field of this form`;
    default:
      return `${title} cannot be used as it is`;
  }
}

/** "between 0.1 and 500 m³/h", "at least 1 pcs"; null where there is no range. */
export function rangeOf(schema: Schema): string | null {
  const unit = unitOf(schema);
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema as Record<string, number | undefined>;
  const from = minimum ?? exclusiveMinimum;
  const to = maximum ?? exclusiveMaximum;
  const over = minimum === undefined ? 'over' : 'at least';
  const under = maximum === undefined ? 'under' : 'at most';
  if (from !== undefined && to !== undefined)
    return minimum !== undefined && maximum !== undefined
      ? `between ${from} and ${to}${unit}`
      : `${over} ${from} and ${under} ${to}${unit}`;
  if (from !== undefined) return `${over} ${from}${unit}`;
  return to === undefined ? null : `${under} ${to}${unit}`;
}

const unitOf = (schema: Schema): string => (typeof schema['x-unit'] === 'string' ? ` ${schema['x-unit']}` : '');

function typeWords(type: unknown): string {
  const words: Record<string, string> = {
    number: 'a number',
    integer: 'a whole number',
    string: 'text',
    boolean: 'yes or no',
    array: 'a list',
    object: 'a group of fields',
  };
  return words[String(Array.isArray(type) ? type[0] : type)] ?? 'another kind of value';
}

function choicesOf(schema: Schema): string[] {
  const titles = schema['x-enumTitles'];
  const choices = Array.isArray(schema.enum) ? schema.enum : [schema.const];
  return choices.map((choice, i) => String((Array.isArray(titles) && titles[i]) || choice));
}
