// Checking the values of a kind's fields against its JSON Schema (2020-12). Pure. The sentences are for clerks: they name the field by its title and
// say what is allowed, with the unit; the validator's own words are never shown. The same check serves the page, the API and mail.
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { sentenceOf } from './field.words.js';

export interface FieldFault {
  /** RFC 6901, e.g. /flowRate. */
  pointer: string;
  detail: string;
}

export type FieldSchema = Readonly<Record<string, unknown>>;

export interface CheckOptions {
  /** Missing required fields are no fault; what is given is checked. */
  partial?: boolean;
  /** Names of more fields that must be filled. */
  required?: readonly string[];
}

const MOST_FAULTS = 100;
// The shape of formats' export differs between its CommonJS and its types.
const addFormats = formats as unknown as (ajv: Ajv2020) => void;
const ajv = new Ajv2020({ allErrors: true, strict: false, ownProperties: true, validateFormats: true });
addFormats(ajv);
const compiled = new WeakMap<FieldSchema, ValidateFunction>();

/** Throws what the validator throws for a schema that is none: definitions are checked before they are stored. */
function validatorOf(schema: FieldSchema): ValidateFunction {
  let validate = compiled.get(schema);
  if (!validate) {
    validate = ajv.compile(schema);
    compiled.set(schema, validate);
  }
  return validate;
}

/** Empty, where a person would say that nothing stands there. */
export const isUnfilled = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.length === 0);

/** What is wrong, in the order of the schema's fields; empty where all is well. Unfilled fields count as missing, not as wrong. */
export function checkFields(
  schema: FieldSchema,
  values: Readonly<Record<string, unknown>>,
  options: CheckOptions = {},
): FieldFault[] {
  const filled = Object.fromEntries(Object.entries(values).filter(([, value]) => !isUnfilled(value)));
  const needed = neededOf(schema, options);
  const missing = needed
    .filter(name => !Object.hasOwn(filled, name))
    .map(name => ({ pointer: pointerTo(name), detail: `${titleOf(schema, name)} is missing` }));
  const validate = validatorOf(schema);
  const errors = validate(filled) ? [] : (validate.errors ?? []);
  const wrong = errors.filter(error => !isMissingAtTop(error)).map(error => faultOf(schema, error));
  const order = Object.keys(propertiesOf(schema));
  const place = (fault: FieldFault): number => {
    const at = order.findIndex(
      name => fault.pointer === pointerTo(name) || fault.pointer.startsWith(`${pointerTo(name)}/`),
    );
    return at < 0 ? order.length : at;
  };
  const once = new Map<string, FieldFault>();
  // One sentence a place: the first that the schema finds is the one to mend first.
  for (const fault of [...missing, ...wrong]) if (!once.has(fault.pointer)) once.set(fault.pointer, fault);
  return [...once.values()].sort((a, b) => place(a) - place(b)).slice(0, MOST_FAULTS);
}

/** How much of what is needed is filled in. Whether it is right is checkFields' business. */
export function completeness(
  schema: FieldSchema,
  values: Readonly<Record<string, unknown>>,
  required: readonly string[] = [],
): { filled: number; needed: number; missing: string[] } {
  const needed = neededOf(schema, { required });
  const missing = needed.filter(name => !Object.hasOwn(values, name) || isUnfilled(values[name]));
  return { filled: needed.length - missing.length, needed: needed.length, missing };
}

function neededOf(schema: FieldSchema, { partial, required = [] }: CheckOptions): string[] {
  const own =
    partial || !Array.isArray(schema.required) ? [] : schema.required.filter(name => typeof name === 'string');
  return [...new Set([...own, ...required])];
}

const isMissingAtTop = (error: ErrorObject): boolean => error.keyword === 'required' && error.instancePath === '';

function faultOf(schema: FieldSchema, error: ErrorObject): FieldFault {
  const [name = ''] = error.instancePath.split('/').slice(1).map(unescapePart);
  if (error.instancePath === '') return { pointer: '', detail: sentenceOf('The form', {}, error) };
  return { pointer: error.instancePath, detail: sentenceOf(titleOf(schema, name), innermost(schema, error), error) };
}

/** The schema of the value at fault, for its unit and its range. */
function innermost(schema: FieldSchema, error: ErrorObject): Record<string, unknown> {
  let at: unknown = schema;
  for (const part of error.instancePath.split('/').slice(1).map(unescapePart)) {
    const here = at as { properties?: Record<string, unknown>; items?: unknown };
    at = here?.properties && Object.hasOwn(here.properties, part) ? here.properties[part] : here?.items;
  }
  return (at ?? {}) as Record<string, unknown>;
}

export function propertiesOf(schema: FieldSchema): Record<string, Record<string, unknown>> {
  const { properties } = schema;
  return typeof properties === 'object' && properties !== null
    ? (properties as Record<string, Record<string, unknown>>)
    : {};
}

export function titleOf(schema: FieldSchema, name: string): string {
  const properties = propertiesOf(schema);
  const title = Object.hasOwn(properties, name) ? properties[name]?.title : undefined;
  return typeof title === 'string' && title !== '' ? title : name;
}

export const pointerTo = (name: string): string => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
const unescapePart = (part: string): string => part.replaceAll('~1', '/').replaceAll('~0', '~');
