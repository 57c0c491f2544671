// Is a JSON Schema one that a form can be made of and a value be checked against? Pure. A subset of 2020-12: what a person can fill in, measurably.
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { type FieldFault, pointerTo } from '../fields.js';
import { patternProblem } from './pattern.check.js';

type Schema = Readonly<Record<string, unknown>>;

const TYPES = ['string', 'number', 'integer', 'boolean', 'array', 'object'];
const FORMATS = ['date', 'date-time', 'email', 'uri'];
const NAME = /^[A-Za-z][A-Za-z0-9_]{0,59}$/;
/** Names that an object of JavaScript answers to by itself. */
const UNSAFE = new Set(['constructor', 'prototype', 'toString', 'valueOf', 'hasOwnProperty']);
const KEYWORDS = new Set([
  'type',
  'title',
  'description',
  'enum',
  'const',
  'default',
  'examples',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'pattern',
  'format',
  'items',
  'minItems',
  'maxItems',
  'uniqueItems',
  'properties',
  'required',
  'additionalProperties',
  'readOnly',
  '$schema',
  'x-unit',
  'x-enumTitles',
  'x-wide',
  'x-promise',
]);
const DEEPEST = 5;

export function checkSchema(schema: Schema, pointer: string): FieldFault[] {
  if (schema.type !== 'object') return [{ pointer: `${pointer}/type`, detail: 'The fields must be an object' }];
  // The outermost object too: what no form shows ($ref, if, $async) would decide about values unseen.
  const faults = [...checkKeywords(schema, pointer), ...checkObject(schema, pointer, 0)];
  if (faults.length > 0) return faults;
  const ajv = new Ajv2020({ strict: false });
  (formats as unknown as (ajv: Ajv2020) => void)(ajv);
  try {
    ajv.compile(schema);
    return [];
  } catch (error) {
    return [
      {
        pointer,
        detail: `This is no JSON Schema: ${error instanceof Error ? error.message.slice(0, 300) : 'unreadable'}`,
      },
    ];
  }
}

function checkKeywords(field: Schema, pointer: string): FieldFault[] {
  const unknown = Object.keys(field)
    .filter(keyword => !KEYWORDS.has(keyword))
    .map(keyword => ({
      pointer: `${pointer}${pointerTo(keyword)}`,
      detail: `"${keyword.slice(0, 80)}" is not understood here`,
    }));
  const others = field.additionalProperties;
  return others === undefined || typeof others === 'boolean'
    ? unknown
    : [
        ...unknown,
        { pointer: `${pointer}/additionalProperties`, detail: 'Other fields are allowed or not: true or false' },
      ];
}

function checkObject(schema: Schema, pointer: string, depth: number): FieldFault[] {
  if (depth > DEEPEST) return [{ pointer, detail: 'The fields are nested too deeply' }];
  const properties = schema.properties;
  if (typeof properties !== 'object' || properties === null || Array.isArray(properties))
    return properties === undefined
      ? []
      : [{ pointer: `${pointer}/properties`, detail: 'Must be a list of fields by name' }];
  const names = Object.keys(properties);
  const required = Array.isArray(schema.required) ? schema.required : [];
  return [
    ...required.flatMap((name, i) =>
      typeof name === 'string' && names.includes(name)
        ? []
        : [{ pointer: `${pointer}/required/${i}`, detail: `There is no field "${String(name)}"` }],
    ),
    ...names.flatMap(name =>
      checkField(name, (properties as Record<string, unknown>)[name], `${pointer}/properties${pointerTo(name)}`, depth),
    ),
  ];
}

function checkField(name: string, field: unknown, pointer: string, depth: number): FieldFault[] {
  if (!NAME.test(name) || UNSAFE.has(name))
    return [{ pointer, detail: `"${name}" cannot be a field's name: letters, digits and underscores, a letter first` }];
  if (typeof field !== 'object' || field === null || Array.isArray(field)) return [{ pointer, detail: 'Is no field' }];
  return checkValue(field as Schema, pointer, depth);
}

function checkValue(field: Schema, pointer: string, depth: number): FieldFault[] {
  const faults = checkKeywords(field, pointer);
  const add = (at: string, detail: string) => faults.push({ pointer: `${pointer}${at}`, detail });
  const { type } = field;
  if (typeof type !== 'string' || !TYPES.includes(type)) add('/type', `The type must be one of ${TYPES.join(', ')}`);
  if (field.title !== undefined && (typeof field.title !== 'string' || field.title.length > 80))
    add('/title', 'A title has at most 80 characters');
  if (field.readOnly !== undefined && typeof field.readOnly !== 'boolean')
    add('/readOnly', 'A field is read-only or not: true or false');
  if (field.format !== undefined && !FORMATS.includes(String(field.format)))
    add('/format', `The format must be one of ${FORMATS.join(', ')}`);
  if (field['x-unit'] !== undefined && !isUnit(field['x-unit']))
    add('/x-unit', 'A unit is text of at most 20 characters');
  if (field.pattern !== undefined) {
    const problem = patternProblem(field.pattern);
    if (problem) add('/pattern', problem);
  }
  if (field.enum !== undefined && (!Array.isArray(field.enum) || field.enum.length === 0))
    add('/enum', 'The choices are missing');
  const titles = field['x-enumTitles'];
  if (
    titles !== undefined &&
    (!Array.isArray(titles) || !Array.isArray(field.enum) || titles.length !== field.enum.length)
  )
    add('/x-enumTitles', 'There must be one title for each choice');
  const { minimum, maximum } = field;
  if (typeof minimum === 'number' && typeof maximum === 'number' && minimum > maximum)
    add('/minimum', 'The range ends before it begins');
  if (type === 'object') faults.push(...checkObject(field, pointer, depth + 1));
  if (type === 'array') {
    const { items } = field;
    if (typeof items !== 'object' || items === null || Array.isArray(items)) add('/items', 'Say what the list holds');
    else if (depth + 1 > DEEPEST) add('/items', 'The fields are nested too deeply');
    else faults.push(...checkValue(items as Schema, `${pointer}/items`, depth + 1));
  }
  return faults;
}

const isUnit = (unit: unknown): boolean => typeof unit === 'string' && unit.trim() !== '' && unit.length <= 20;
