// What react-jsonschema-form asks of a validator, without one: ours may compile nothing (the page's policy forbids eval), and the server judges every
// value anyway. It only tells which of several shapes a value has, so that the right one is shown. Pure.
import type { RJSFSchema, ValidationData, ValidatorType } from '@rjsf/utils';

export const choiceValidator: ValidatorType = {
  validateFormData: (): ValidationData<unknown> => ({ errors: [], errorSchema: {} }),
  isValid: (schema, value) => hasShape(schema, value),
  rawValidation: () => ({ errors: [] }),
};

/** What react-jsonschema-form's own helpers import, see vite.config.ts. */
export default choiceValidator;

/** Type, constant, choice, and what an object must have; more than that no shape of our settings differs by. */
export function hasShape(schema: RJSFSchema | boolean, value: unknown): boolean {
  if (typeof schema === 'boolean') return schema;
  if (schema.const !== undefined && schema.const !== value) return false;
  if (schema.enum && !schema.enum.some(one => one === value)) return false;
  if (schema.type !== undefined && ![schema.type].flat().some(type => hasType(type, value))) return false;
  for (const one of [schema.anyOf, schema.oneOf]) if (one && !one.some(shape => hasShape(shape, value))) return false;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return true;
  const fields = value as Record<string, unknown>;
  if (schema.required?.some(name => fields[name] === undefined)) return false;
  return Object.entries(schema.properties ?? {}).every(
    ([name, field]) => fields[name] === undefined || hasShape(field, fields[name]),
  );
}

function hasType(type: string, value: unknown): boolean {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  return type === 'integer' ? Number.isInteger(value) : typeof value === type;
}
