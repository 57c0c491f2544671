import { checkFields } from './fields.js';
import { checkKind } from './kind.check.js';
import type { TicketKind } from './kind.js';
import { patternProblem } from './schema/pattern.check.js';
import { shippedBook, shippedKinds } from './shipped.kinds.js';

const sound: TicketKind = shippedBook.current('design-request');
const faultsOf = (change: Partial<TicketKind>) => checkKind({ ...sound, ...change });
const field = (schema: Record<string, unknown>) =>
  faultsOf({ schema: { type: 'object', properties: { value: schema } }, requiredToClose: [] });

describe('checking a kind', () => {
  it.each(shippedKinds.map(kind => [kind.key, kind] as const))('finds nothing wrong with the shipped %s', (_, kind) => {
    expect(checkKind(kind)).toEqual([]);
  });

  it.each<[string, Partial<TicketKind>, string]>([
    ['a key with capitals', { key: 'Design' }, '/key'],
    ['no title', { title: ' ' }, '/title'],
    ['no tolerance', { toleranceMinutes: 0 }, '/toleranceMinutes'],
    ['a tolerance that is no number', { toleranceMinutes: Number.NaN }, '/toleranceMinutes'],
    ['no outcome', { outcomes: [] }, '/outcomes'],
    ['the ending of a handoff as outcome', { outcomes: [{ code: 'completed', title: 'X' }] }, '/outcomes/0/code'],
    [
      'an outcome twice',
      {
        outcomes: [
          { code: 'done', title: 'A' },
          { code: 'done', title: 'B' },
        ],
      },
      '/outcomes/1/code',
    ],
    ['a field to close that is none', { requiredToClose: ['nothing'] }, '/requiredToClose/0'],
    [
      'a field to close that nobody can fill in',
      {
        schema: { type: 'object', properties: { lines: { type: 'string', readOnly: true } } },
        requiredToClose: ['lines'],
      },
      '/requiredToClose/0',
    ],
    ['a checklist item without title', { checklist: [{ key: 'a', title: '', required: true }] }, '/checklist/0/title'],
    [
      'an ending with a dot',
      { attachments: [{ key: 'a', title: 'A', endings: ['.pdf'], required: true }] },
      '/attachments/0/endings/0',
    ],
    ['an unknown variable', { acknowledgement: '{{customer.secret}}' }, '/acknowledgement'],
    ['a variable of a field that is none', { acknowledgement: '{{fields.nothing}}' }, '/acknowledgement'],
  ])('names the place of %s', (_, change, pointer) => {
    expect(faultsOf(change).map(fault => fault.pointer)).toContain(pointer);
  });
});

describe('checking the fields of a kind', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['an unknown type', { type: 'money' }, '/type'],
    ['two types', { type: ['string', 'null'] }, '/type'],
    ['an unknown format', { type: 'string', format: 'ipv4' }, '/format'],
    ['an empty unit', { type: 'number', 'x-unit': ' ' }, '/x-unit'],
    ['a long unit', { type: 'number', 'x-unit': 'x'.repeat(21) }, '/x-unit'],
    ['no choices', { type: 'string', enum: [] }, '/enum'],
    ['too few titles', { type: 'string', enum: ['a', 'b'], 'x-enumTitles': ['A'] }, '/x-enumTitles'],
    ['a range that ends before it begins', { type: 'number', minimum: 2, maximum: 1 }, '/minimum'],
    ['read-only that is neither yes nor no', { type: 'string', readOnly: 'often' }, '/readOnly'],
    ['a list of nothing', { type: 'array' }, '/items'],
    ['a word that no form shows', { type: 'string', $ref: '#' }, '/$ref'],
  ])('names the place of %s', (_, schema, at) => {
    expect(field(schema).map(fault => fault.pointer)).toContain(`/schema/properties/value${at}`);
  });

  it.each(['$async', '$ref', '$id', 'if', 'allOf', 'patternProperties', 'a/b'])(
    'refuses %s around all fields: it would decide about values unseen',
    keyword => {
      const faults = faultsOf({ schema: { ...sound.schema, [keyword]: true } });
      expect(faults.map(fault => fault.pointer)).toContain(`/schema/${keyword.replace('/', '~1')}`);
    },
  );

  it('refuses a schema for the other fields, which could hold anything', () => {
    const schema = { ...sound.schema, additionalProperties: { $ref: '#' } };
    expect(faultsOf({ schema }).map(fault => fault.pointer)).toContain('/schema/additionalProperties');
  });

  it('refuses names that an object answers to by itself', () => {
    for (const name of ['__proto__', 'constructor', 'toString', 'a b', '', 'x'.repeat(61)]) {
      const properties = JSON.parse(`{${JSON.stringify(name)}: {"type": "string"}}`);
      expect(faultsOf({ schema: { type: 'object', properties }, attachments: [] })).not.toEqual([]);
    }
  });

  it('refuses a required field that there is not, and nesting without end', () => {
    expect(faultsOf({ schema: { type: 'object', properties: {}, required: ['x'] } })[0]?.pointer).toBe(
      '/schema/required/0',
    );
    let nested: Record<string, unknown> = { type: 'string' };
    for (let i = 0; i < 5_000; i++) nested = { type: 'object', properties: { a: nested } };
    expect(faultsOf({ schema: nested }).at(-1)?.detail).toBe('The fields are nested too deeply');
  });

  it('refuses what is no JSON Schema in its values', () => {
    expect(field({ type: 'number', minimum: 'low' })).not.toEqual([]);
    expect(field({ type: 'string', maxLength: -1 })).not.toEqual([]);
  });
});

describe('patterns', () => {
  it.each([
    '^(a+)+$',
    '((a+))*b',
    '(?:a|aa)+$',
    '(a?a)*b',
    '(a{1,})+',
    '(a+){10}',
    '(?:[a-z]+\\.)*x',
    'x'.repeat(201),
    '[',
  ])('refuses %s', pattern => {
    expect(patternProblem(pattern)).not.toBeNull();
  });

  it.each(['.*.*.*.*=', 'a?'.repeat(30), '.{0,99}'.repeat(20)])('refuses the row of repeats %s', pattern => {
    expect(patternProblem(pattern)).toMatch(/repeat/);
  });

  it.each([
    '^[A-Z]{2}-\\d{4,6}$',
    '^(?:A|B)\\d+$',
    '(\\.\\d+)?',
    '^(\\d{3})+$',
    '[(+*|]+',
    '\\(a+\\)+',
    '^(?<year>\\d{4})$',
  ])('takes %s', pattern => {
    expect(patternProblem(pattern)).toBeNull();
  });

  it('count the search for a beginning as a repeat', () => {
    expect(patternProblem('\\d+-\\d+-\\d+$')).toMatch(/begin it with \^/);
    expect(patternProblem('^\\d+-\\d+-\\d+$')).toBeNull();
    expect(patternProblem('^x|\\d+-\\d+-\\d+$')).toMatch(/begin it with \^/);
  });

  it('that pass answer in a moment, also for a long text that almost fits', () => {
    const schema = { type: 'object', properties: { code: { type: 'string', pattern: '^.*.*.*=$' } } };
    expect(checkKind({ ...sound, schema })).toEqual([]);
    expect(checkFields(schema, { code: 'x'.repeat(10_000) })).toHaveLength(1);
    expect(checkFields(schema, { code: 'x'.repeat(200) })).toHaveLength(1);
  });
});
