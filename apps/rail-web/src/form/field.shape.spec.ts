import {
  faultsBeside,
  faultsOf,
  fieldsOf,
  numberWords,
  rangeWords,
  readNumber,
  valueIn,
  withValue,
} from './field.shape.js';
import { columnsOf, dayWords, localMoment, metOf, valueWords } from './value-words.js';

const schema = {
  type: 'object',
  required: ['flowRate'],
  properties: {
    flowRate: { type: 'number', title: 'Flow rate', minimum: 0.1, maximum: 500, 'x-unit': 'm³/h' },
    material: { type: 'string', enum: ['ss', 'ci'], 'x-enumTitles': ['Stainless steel', 'Cast iron'] },
    remarks: { type: 'string', 'x-wide': true },
    neededBy: { type: 'string', format: 'date', title: 'Needed by' },
    pieces: { type: 'integer', exclusiveMinimum: 0, multipleOf: 1, 'x-unit': 'pcs' },
    lines: {
      type: 'array',
      items: { type: 'object', properties: { quantity: { type: 'number', title: 'Quantity', 'x-unit': 'pcs' } } },
    },
    'a/b~c': { type: 'boolean' },
  },
};
const fields = fieldsOf(schema, ['remarks']);
const field = (name: string) => {
  const found = fields.find(known => known.name === name);
  if (!found) throw new Error(`no field ${name}`);
  return found;
};

describe('the fields of a kind', () => {
  it('come in the order of the schema, with type, unit, range and choices', () => {
    expect(fields.map(f => [f.name, f.type])).toEqual([
      ['flowRate', 'number'],
      ['material', 'choice'],
      ['remarks', 'wide'],
      ['neededBy', 'date'],
      ['pieces', 'integer'],
      ['lines', 'table'],
      ['a/b~c', 'tick'],
    ]);
    expect(field('flowRate')).toMatchObject({ title: 'Flow rate', unit: 'm³/h', range: '0.1 to 500', required: true });
    expect(field('material').choices).toEqual([
      { value: 'ss', title: 'Stainless steel' },
      { value: 'ci', title: 'Cast iron' },
    ]);
  });

  it('leave away what came with the message and nobody fills in', () => {
    const order = {
      properties: { lines: { type: 'array', readOnly: true }, note: { type: 'string', readOnly: false } },
    };
    expect(fieldsOf(order, ['lines']).map(f => f.name)).toEqual(['note']);
  });

  it('are needed where the schema or the caller says so', () => {
    expect(fields.filter(f => f.required).map(f => f.name)).toEqual(['flowRate', 'remarks']);
  });

  it('have pointers that are escaped', () => expect(field('a/b~c').pointer).toBe('/a~1b~0c'));

  it('survive a schema that is no schema', () => {
    expect(fieldsOf({})).toEqual([]);
    expect(fieldsOf({ properties: { x: null, y: 7 } }).map(f => f.type)).toEqual(['text', 'text']);
  });

  it('say one-sided ranges in words', () => {
    expect(rangeWords({ minimum: 1 })).toBe('at least 1');
    expect(rangeWords({ maximum: 40, exclusiveMinimum: 0 })).toBe('at most 40, more than 0');
    expect(rangeWords({ type: 'number', multipleOf: 0.5 })).toBe('steps of 0.5');
    expect(field('pieces').range).toBe('more than 0');
  });
});

describe('a big number', () => {
  it('is grouped without a sign that could be a decimal one', () => {
    expect(numberWords(10_000_000)).toBe('10\u202f000\u202f000');
    expect([9999, 0.001, -200, 1e21, 12_345.5].map(numberWords)).toEqual([
      '9999',
      '0.001',
      '-200',
      '1e+21',
      '12\u202f345.5',
    ]);
  });
});

describe('a typed number', () => {
  it('is read with comma or point', () => {
    expect(readNumber('1,5')).toBe(1.5);
    expect(readNumber(' -0.25 ')).toBe(-0.25);
    expect(readNumber('1,')).toBe(1);
  });

  it('stays the text where it is no number, so that the server names it', () => {
    for (const words of ['1.000,5', '1e3', '12 m', '--1', '0x10', 'Infinity', '.'])
      expect(readNumber(words)).toBe(words);
  });

  it('is nothing when nothing is typed', () => expect(readNumber('  ')).toBeUndefined());
});

describe('values', () => {
  it('lose a field that is emptied, and keep the others', () => {
    expect(withValue({ a: 1, b: 2 }, 'a', '')).toEqual({ b: 2 });
    expect(withValue({ b: 2 }, 'a', false)).toEqual({ b: 2, a: false });
  });

  it('take hostile names as names', () => {
    const values = withValue({}, '__proto__', 'x');
    expect(valueIn(values, '__proto__')).toBe('x');
    expect(valueIn({}, 'constructor')).toBeUndefined();
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });
});

describe('faults', () => {
  const faults = [
    { pointer: '/fields/flowRate', detail: 'Too much.' },
    { pointer: '/fields/lines/0/quantity', detail: 'Not a number.' },
    { pointer: '/checklist/read', detail: 'Not ticked.' },
  ];
  it('stand at their fields, nested ones too', () => {
    expect(faultsOf(faults, '/fields', field('flowRate'))).toEqual(['Too much.']);
    expect(faultsOf(faults, '/fields', field('lines'))).toEqual(['Not a number.']);
  });
  it('are not lost where they belong to no field', () =>
    expect(faultsBeside(faults, '/fields', fields)).toEqual([faults[2]]));
});

describe('a spec sheet', () => {
  it('says choices, days and answers in words', () => {
    expect(valueWords(field('material'), 'ci')).toBe('Cast iron');
    expect(valueWords(field('neededBy'), '2026-03-04')).toBe('4 Mar 2026');
    expect(valueWords(field('a/b~c'), false)).toBe('No');
    expect(dayWords('soon')).toBe('soon');
  });

  it('says what is met, missing, not met, or free', () => {
    expect(metOf(field('flowRate'), 500)).toBe('met');
    expect(metOf(field('flowRate'), 500.1)).toBe('unmet');
    expect(metOf(field('flowRate'), undefined)).toBe('missing');
    expect(metOf(field('pieces'), 0)).toBe('unmet');
    expect(metOf(field('pieces'), 1.5)).toBe('unmet');
    expect(metOf(field('material'), undefined)).toBe('free');
    expect(metOf(field('material'), 'gold')).toBe('unmet');
    expect(metOf(field('flowRate'), 12, ['The receiver doubts it.'])).toBe('unmet');
  });

  it('names the columns of nested lines', () => {
    expect(columnsOf(field('lines'), [{ quantity: 1, note: 'x' }])).toEqual([
      { name: 'quantity', title: 'Quantity', unit: 'pcs' },
      { name: 'note', title: 'note', unit: '' },
    ]);
  });

  it('gives a moment to the field of the reader, and takes nonsense for empty', () => {
    const at = '2026-03-04T08:30:00.000Z';
    expect(Date.parse(localMoment(at))).toBe(Date.parse(at));
    expect(localMoment('soon')).toBe('');
  });
});
