import fc from 'fast-check';
import { checkAttachments } from './attachments.js';
import { checkFields, completeness } from './fields.js';
import { shippedKinds } from './shipped.kinds.js';

const pump = {
  type: 'object',
  properties: {
    application: { type: 'string', title: 'Application', maxLength: 100 },
    flowRate: { type: 'number', title: 'Flow rate', minimum: 0.1, maximum: 500, 'x-unit': 'm³/h' },
    speed: { type: 'number', title: 'Speed', exclusiveMinimum: 0, 'x-unit': '1/min' },
    step: { type: 'number', title: 'Step', multipleOf: 0.1, 'x-unit': 'mm' },
    quantity: { type: 'integer', title: 'Quantity', minimum: 1, 'x-unit': 'pcs' },
    material: {
      type: 'string',
      title: 'Material',
      enum: ['ss', 'ci'],
      'x-enumTitles': ['Stainless steel', 'Cast iron'],
    },
    code: { type: 'string', title: 'Code', pattern: '^[A-Z]{2}\\d+$', description: 'Two capitals and a number' },
    article: { type: 'string', title: 'Article', pattern: '^\\d+$' },
    requiredBy: { type: 'string', title: 'Required by', format: 'date' },
    lines: {
      type: 'array',
      title: 'Lines',
      maxItems: 3,
      uniqueItems: true,
      items: {
        type: 'object',
        required: ['part'],
        additionalProperties: false,
        properties: {
          part: { type: 'string', title: 'Part' },
          quantity: { type: 'integer', title: 'Quantity', minimum: 1, 'x-unit': 'pcs' },
        },
      },
    },
  },
  required: ['application', 'flowRate', 'quantity'],
};
const words = (values: Record<string, unknown>) => checkFields(pump, values, { partial: true }).map(one => one.detail);
const deep = (levels: number): unknown => JSON.parse(`${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`);

describe('checking fields', () => {
  it('names what is missing by its title, in the order of the form', () => {
    expect(checkFields(pump, { quantity: null, application: '  ' })).toEqual([
      { pointer: '/application', detail: 'Application is missing' },
      { pointer: '/flowRate', detail: 'Flow rate is missing' },
      { pointer: '/quantity', detail: 'Quantity is missing' },
    ]);
  });

  it('takes a draft as far as it goes, but not what is wrong in it', () => {
    expect(checkFields(pump, { flowRate: 900 }, { partial: true })).toEqual([
      { pointer: '/flowRate', detail: 'Flow rate must be between 0.1 and 500 m³/h' },
    ]);
  });

  it('asks for more than the schema does where it is told to', () => {
    expect(checkFields(pump, {}, { partial: true, required: ['material'] })).toEqual([
      { pointer: '/material', detail: 'Material is missing' },
    ]);
  });

  it.each<[Record<string, unknown>, string]>([
    [{ flowRate: '12' }, 'Flow rate must be a number'],
    [{ flowRate: Number.NaN }, 'Flow rate must be a number'],
    [{ flowRate: Number.POSITIVE_INFINITY }, 'Flow rate must be a number'],
    [{ speed: 0 }, 'Speed must be over 0 1/min'],
    [{ step: 0.25 }, 'Step must be a multiple of 0.1 mm'],
    [{ quantity: 1.5 }, 'Quantity must be a whole number'],
    [{ quantity: 0 }, 'Quantity must be at least 1 pcs'],
    [{ material: 'gold' }, 'Material must be one of: Stainless steel, Cast iron'],
    [{ code: 'x' }, 'Code has another form: Two capitals and a number'],
    [{ article: 'x' }, 'Article does not have the form that is asked for'],
    [{ requiredBy: '2026-02-30' }, 'Required by must be a day like 2026-12-24'],
    [{ application: 'x'.repeat(10_000) }, 'Application is too long: at most 100 characters'],
    [{ lines: [1, 2, 3, 4] }, 'Lines takes at most 3'],
    [{ lines: [{ part: 'A' }, { part: 'A' }] }, 'Lines has the same thing twice'],
    [{ application: { toString: 'no' } }, 'Application must be text'],
  ])('says in words what is wrong with %j', (values, sentence) => {
    expect(words(values)).toContain(sentence);
  });

  it('finds the row and the field of a list', () => {
    const lines = [
      { part: 'A', quantity: 2 },
      { quantity: 0, colour: 'red' },
    ];
    expect(checkFields(pump, { lines }, { partial: true })).toEqual(
      expect.arrayContaining([
        { pointer: '/lines/1/part', detail: 'Lines, row 2, Part is missing' },
        { pointer: '/lines/1/quantity', detail: 'Lines, row 2, Quantity must be at least 1 pcs' },
        { pointer: '/lines/1/colour', detail: 'Lines, row 2, "colour" is no field of this form' },
      ]),
    );
  });

  it('knows that 0.3 is a multiple of 0.1, and keeps two patterns apart', () => {
    expect(words({ step: 0.3 })).toEqual([]);
    expect(words({ code: 'AB12', article: '12' })).toEqual([]);
    expect(words({ code: '12', article: 'AB12' })).toHaveLength(2);
  });

  it('refuses what is nested too deeply before anything overflows', () => {
    expect(words({ lines: [deep(100_000), deep(100_000)] })).toEqual(['Lines is nested too deeply']);
    expect(checkFields(pump, { extra: deep(100_000) }, { partial: true })).toEqual([
      { pointer: '/extra', detail: 'extra is nested too deeply' },
    ]);
  });

  it('takes names that every object answers to as unknown fields', () => {
    const values = JSON.parse('{"__proto__": {"flowRate": 1}, "constructor": 1, "toString": "x"}');
    expect(checkFields(pump, values, { required: ['constructor', 'valueOf'] }).map(one => one.detail)).toEqual([
      'Application is missing',
      'Flow rate is missing',
      'Quantity is missing',
      'valueOf is missing',
    ]);
  });

  it('never throws and never speaks the words of the validator, whatever is given to any shipped kind', () => {
    const schemas = [pump, ...shippedKinds.map(kind => kind.schema)];
    fc.assert(
      fc.property(
        fc.constantFrom(...schemas),
        fc.func(fc.jsonValue({ maxDepth: 4 })),
        fc.jsonValue(),
        (schema, f, more) => {
          const names = Object.keys((schema as typeof pump).properties);
          const values = { ...Object.fromEntries(names.map(name => [name, f(name)])), more };
          for (const fault of checkFields(schema, values)) {
            expect(fault.pointer).toMatch(/^\//);
            expect(fault.detail).not.toMatch(/\bmust (NOT|match|have required)|instancePath|undefined/);
          }
          const { filled, needed, missing } = completeness(schema, values);
          expect(filled + missing.length).toBe(needed);
        },
      ),
    );
  });
});

describe('completeness', () => {
  it('counts what is needed, not what is right', () => {
    expect(completeness(pump, { application: '', flowRate: -1, quantity: [] }, ['material', 'quantity'])).toEqual({
      filled: 1,
      needed: 4,
      missing: ['application', 'quantity', 'material'],
    });
  });

  it('is full exactly when nothing is reported as missing', () => {
    const value = fc.constantFrom<unknown>(undefined, null, '', ' ', [], 0, false, 'x', 3);
    fc.assert(
      fc.property(fc.record({ application: value, flowRate: value, quantity: value }), values => {
        const missing = checkFields(pump, values).filter(one => one.detail.endsWith('is missing'));
        expect(missing.map(one => one.pointer.slice(1))).toEqual(completeness(pump, values).missing);
      }),
    );
  });
});

describe('checking attachments', () => {
  const rules = [
    { key: 'drawing', title: 'Drawing', endings: ['pdf', 'step'], required: true },
    { key: 'other', title: 'Other papers', endings: [], required: false },
  ];

  it('asks for what is needed and for its type', () => {
    expect(checkAttachments(rules, [{ filename: 'a.pdf', rule: null }])).toEqual([
      { pointer: '/attachments/drawing', detail: 'Drawing is missing' },
    ]);
    expect(checkAttachments(rules, [{ filename: 'a.pdf.exe', rule: 'drawing' }])).toEqual([
      { pointer: '/attachments/drawing', detail: 'Drawing must be PDF, STEP' },
    ]);
  });

  it('takes any writing of an ending, and any file where no ending is named', () => {
    const files = [
      { filename: 'Housing.v2.STEP', rule: 'drawing' },
      { filename: 'no ending', rule: 'other' },
    ];
    expect(checkAttachments(rules, files)).toEqual([]);
  });
});
