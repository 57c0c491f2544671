// From what was typed to the value that a field's schema wants. Pure. What cannot be read stays as it was typed, so that the check says what is wrong with it.
import type { FieldSchema } from '#tickets';

/** Nothing typed: undefined. @param typed what came under the field's name, in its order */
export function typedValue(schema: FieldSchema, typed: readonly unknown[]): unknown {
  if (schema.type === 'array') return listOf(schema, typed);
  const given = typed.filter(one => one !== '' && one !== null && one !== undefined);
  // A box that is ticked comes behind the hidden field that stands for one that is not.
  return given.length === 0 ? undefined : single(schema, given.at(-1));
}

function listOf(schema: FieldSchema, typed: readonly unknown[]): unknown {
  const items = schema.items as FieldSchema;
  const each = typed.flatMap(one => {
    if (Array.isArray(one)) return one as unknown[];
    // On the page a list without choices is typed a line each.
    return typeof one === 'string' && !Array.isArray(items.enum) ? one.split('\n').map(line => line.trim()) : [one];
  });
  const given = each.filter(one => one !== '' && one !== null && one !== undefined);
  return given.length === 0 ? undefined : given.map(one => single(items, one));
}

function single(schema: FieldSchema, typed: unknown): unknown {
  if (Array.isArray(schema.enum)) return schema.enum.find(one => one === typed || String(one) === typed) ?? typed;
  if (typeof typed !== 'string') return typed;
  switch (schema.type) {
    case 'number':
    case 'integer':
      return numberOf(typed) ?? typed;
    case 'boolean':
      return YES.has(typed.trim().toLowerCase()) ? true : NO.has(typed.trim().toLowerCase()) ? false : typed;
    default:
      return schema.format === undefined ? typed : typed.trim();
  }
}

const YES = new Set(['on', 'true', 'yes', 'ja', 'oui', '1']);
const NO = new Set(['off', 'false', 'no', 'nein', 'non', '0']);

/** `12.5`, `12,5`, `1 200`, `-3`. `1,200` may be either of two numbers: null, so that somebody says which. */
export function numberOf(typed: string): number | null {
  const plain = typed.trim().replace(/(?<=\d)[ \u00a0\u202f'’](?=\d{3}(?:\D|$))/g, '');
  if (/^[+-]?\d{1,3},\d{3}$/.test(plain) && !/^[+-]?0,/.test(plain)) return null;
  if (!/^[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][+-]?\d{1,3})?$/.test(plain)) return null;
  const value = Number(plain.replace(',', '.'));
  return Number.isFinite(value) ? value : null;
}
