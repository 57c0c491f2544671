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
// A pattern that is tried on a long text that almost fits can take for ever. What has a pattern is short: a part number, a code.
const LONGEST_MATCHED = 200;
const shortTexts = Object.assign(
  (pattern: string, flags: string) => {
    const expression = new RegExp(pattern, flags);
    return {
      test: (text: string) => text.length <= LONGEST_MATCHED && expression.test(text),
      // The validator tells patterns apart by this text.
      toString: () => expression.toString(),
    };
  },
  { code: 'new RegExp' },
);
/** Storage and forms end at some depth; what a person fills in ends much earlier. */
const DEEPEST_VALUE = 32;
const compiled = new WeakMap<FieldSchema, ValidateFunction>();

/** Throws what the validator throws for what it cannot compile: definitions are checked whole before they are stored. */
function validatorOf(schema: FieldSchema): ValidateFunction {
  let validate = compiled.get(schema);
  if (!validate) {
    // One validator for each schema: a shared one keeps every schema that it has ever seen.
    const ajv = new Ajv2020({
      allErrors: true,
      strict: false,
      // NaN and Infinity are no numbers, though strict is off.
      strictNumbers: true,
      ownProperties: true,
      meta: false,
      validateSchema: false,
      // 0.3 is a multiple of 0.1, whatever the division of floating point numbers says.
      multipleOfPrecision: 6,
      code: { regExp: shortTexts },
    });
    addFormats(ajv);
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

/**
 * What is wrong, in the order of the schema's fields; empty where all is well. Unfilled fields count as missing, not as wrong; read-only ones are
 * right as they are.
 */
export function checkFields(
  schema: FieldSchema,
  values: Readonly<Record<string, unknown>>,
  options: CheckOptions = {},
): FieldFault[] {
  // What nobody may change is not judged: nobody could mend it, and an order may hold 10,000 lines of it.
  const given = Object.entries(values).filter(([name, value]) => !isUnfilled(value) && !isReadOnly(schema, name));
  const deep = given.filter(([, value]) => isDeeper(value, DEEPEST_VALUE)).map(([name]) => name);
  const filled = Object.fromEntries(given.filter(([name]) => !deep.includes(name)));
  const needed = neededOf(schema, options);
  const missing = needed
    .filter(name => !Object.hasOwn(filled, name) && !deep.includes(name))
    .map(name => ({ pointer: pointerTo(name), detail: `${titleOf(schema, name)} is missing` }));
  const validate = validatorOf(schema);
  const errors = validate(filled) ? [] : (validate.errors ?? []);
  const tooDeep = deep.map(name => ({
    pointer: pointerTo(name),
    detail: `${titleOf(schema, name)} is nested too deeply`,
  }));
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
  for (const fault of [...missing, ...tooDeep, ...wrong]) if (!once.has(fault.pointer)) once.set(fault.pointer, fault);
  return [...once.values()].sort((a, b) => place(a) - place(b)).slice(0, MOST_FAULTS);
}

/** Filled in by a channel, and never by a person: what a customer ordered. */
export function isReadOnly(schema: FieldSchema, name: string): boolean {
  const properties = propertiesOf(schema);
  return Object.hasOwn(properties, name) && properties[name]?.readOnly === true;
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
  const { missingProperty, additionalProperty } = error.params as Record<string, string | undefined>;
  const name = missingProperty ?? additionalProperty;
  const pointer = name === undefined ? error.instancePath : `${error.instancePath}${pointerTo(name)}`;
  const place = placeOf(schema, pointer);
  return { pointer, detail: sentenceOf(place.title, place.schema, error) };
}

/** The schema of a value, for its unit and its range, and its titles from the outside in: "Lines, row 2, Quantity". */
function placeOf(schema: FieldSchema, pointer: string): { title: string; schema: FieldSchema } {
  const words: string[] = [];
  let at = schema;
  for (const part of pointer.split('/').slice(1).map(unescapePart)) {
    const fields = propertiesOf(at);
    if (Object.hasOwn(fields, part)) {
      words.push(titleOf(at, part));
      at = fields[part] ?? {};
    } else if (typeof at.items === 'object' && at.items !== null) {
      words.push(`row ${Number(part) + 1}`);
      at = at.items as FieldSchema;
    } else {
      words.push(`"${part.slice(0, 80)}"`);
      at = {};
    }
  }
  return { title: words.join(', ') || 'The form', schema: at };
}

/** Looks no deeper than `levels`: what lies below cannot overflow the stack. */
function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some(one => isDeeper(one, levels - 1));
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
