import { describe, expect, it } from '@jest/globals';
import { fieldRows, inOrder, newRow, retyped, schemaOfRows } from './field-row.js';
import { closed, opened, schemaDraft, schemaFaults, schemaOf, toClose, typed } from './schema-draft.js';

const lines = { type: 'array', title: 'Lines', items: { type: 'object', properties: { q: { type: 'number' } } } };
const SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  properties: {
    size: { type: 'number', title: 'Size', 'x-unit': 'mm', minimum: 0.001, exclusiveMaximum: 5, multipleOf: 0.001 },
    code: { type: 'string', pattern: '^[A-Z]{2}$', maxLength: 2, default: 'AB' },
    notes: { type: 'string', 'x-wide': true, description: 'Anything' },
    sure: { type: 'boolean', title: 'Sure' },
    due: { type: 'string', format: 'date', 'x-promise': true },
    at: { type: 'string', format: 'date-time' },
    who: { type: 'string', format: 'email', maxLength: 100 },
    level: { type: 'integer', enum: [1, 2] },
    way: { type: 'string', enum: ['a', 'b'], 'x-enumTitles': ['A', 'B'] },
    bare: { type: 'string', enum: ['x'] },
    lines,
  },
  required: ['due', 'size'],
  additionalProperties: false,
};

describe('fields as rows', () => {
  it('come back as the schema that they were, with their order', () => {
    const back = schemaOfRows(fieldRows(SCHEMA), SCHEMA);
    expect(back).toEqual(SCHEMA);
    expect(Object.keys(back.properties as object)).toEqual(Object.keys(SCHEMA.properties));
  });

  it('say which fields only the JSON can show', () => {
    const types = Object.fromEntries(fieldRows(SCHEMA).map(row => [row.name, row.type]));
    expect(types).toMatchObject({ lines: 'other', level: 'other', way: 'choice', at: 'moment', who: 'email' });
  });

  it('keep what a row does not show when something else of it changes', () => {
    const rows = fieldRows(SCHEMA).map(row => (row.name === 'size' ? { ...row, title: 'Width', maximum: '4,5' } : row));
    expect((schemaOfRows(rows, SCHEMA).properties as Record<string, unknown>).size).toEqual({
      ...SCHEMA.properties.size,
      title: 'Width',
      maximum: 4.5,
    });
  });

  it('leave behind what only the old type knew', () => {
    const [size] = fieldRows(SCHEMA);
    const back = schemaOfRows([retyped(size!, 'text')], { type: 'object' });
    expect(back.properties).toEqual({ size: { type: 'string', title: 'Size', maxLength: 200 } });
  });

  it('take a name out of the required ones with its field, and put new ones last', () => {
    const rows = [...fieldRows(SCHEMA).slice(1), { ...newRow('n'), name: 'more', required: true }];
    expect(schemaOfRows(rows, SCHEMA).required).toEqual(['due', 'more']);
    expect(inOrder(['a', 'b', 'c'], ['c', 'gone', 'a'])).toEqual(['c', 'a', 'b']);
  });

  it('never touch the prototype, whatever a field is called', () => {
    const schema = JSON.parse('{"type":"object","properties":{"__proto__":{"type":"string"}}}');
    const back = schemaOfRows(fieldRows(schema), schema);
    expect(Object.getPrototypeOf(back.properties)).toBe(Object.prototype);
    expect(Object.keys(back.properties as object)).toEqual(['__proto__']);
  });
});

describe('the JSON of the fields', () => {
  it('counts while it is open, and gives its rows back', () => {
    const draft = typed(
      opened(schemaDraft(SCHEMA, ['due'])),
      '{"type":"object","properties":{"due":{"type":"string"}}}',
    );
    expect(schemaOf(draft)).toEqual({ type: 'object', properties: { due: { type: 'string' } } });
    expect(closed(draft).rows.map(row => row.name)).toEqual(['due']);
    expect(toClose(draft)).toEqual(['due']);
  });

  it('is a fault while it is none, and the last good one stays', () => {
    const draft = typed(opened(schemaDraft(SCHEMA)), '{"type":');
    expect(schemaFaults(draft, '/schema')).toHaveLength(1);
    expect(schemaOf(closed(draft))).toEqual(SCHEMA);
  });
});
