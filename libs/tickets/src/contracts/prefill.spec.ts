<<<<<<< HEAD

import fc from 'fast-check';
import { checkFields } from '../kinds/fields.js';
import { shippedBook } from '../kinds/shipped.kinds.js';
import { isPrefillSource, PREFILL_SOURCES, type PrefillSource, prefillOf } from './prefill.js';
import { shippedContracts } from './shipped.contracts.js';

const origin: PrefillSource = {
  subject: 'A special pump',
  requester: { name: 'Ada', address: 'ada@example.com', company: null },
  receivedAt: '2026-12-01T09:00:00.000Z',
  dueAt: '2026-12-02T09:00:00.000Z',
  number: 17,
  text: 'We need a pump for brine.',
  fields: { quantity: 12, requestedDate: '2027-02-01', partNumber: 'P-1' },
};
const contract = shippedContracts.find(one => one.key === 'design-request')!;
const kind = shippedBook.current('design-request');

describe('prefill', () => {
  it('puts what the origin knows where the contract says', () => {
    expect(prefillOf(contract, kind, origin)).toEqual({
      application: 'We need a pump for brine.',
      customer: 'Ada',
      quantity: 12,
      requiredBy: '2027-02-01',
    });
  });

  it('leaves out what does not fit, and does not guess', () => {
    const fields = { quantity: 'a dozen', requestedDate: 'soon' };
    expect(Object.keys(prefillOf(contract, kind, { ...origin, text: '  ', fields }))).toEqual(['customer']);
  });

  it('writes a number as text, a moment as its day, and a long text as long as the field takes', () => {
    const prefill = { material: 'number', requiredBy: 'dueAt', medium: 'text' };
    expect(prefillOf({ prefill }, kind, { ...origin, text: 'x'.repeat(10_000) })).toEqual({
      material: '17',
      requiredBy: '2026-12-02',
      medium: 'x'.repeat(200),
    });
  });

  it('reads nothing that every object answers to', () => {
    const prefill = { material: 'fields.constructor', medium: 'fields.toString', customer: '__proto__' };
    expect(prefillOf({ prefill }, kind, origin)).toEqual({});
    expect(['__proto__', 'constructor', 'fields.', 'fields.__proto__', 'requester'].some(isPrefillSource)).toBe(false);
  });

  it('gives for any origin and any sources what passes as a draft', () => {
    const names = Object.keys(kind.schema.properties as object);
    const sources = fc.constantFrom(...PREFILL_SOURCES, 'fields.quantity', 'fields.other');
    const value = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.string({ unit: 'binary', maxLength: 300 }));
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...names, 'constructor'), sources),
        fc.record({ quantity: value, other: value }),
        fc.string({ unit: 'binary', maxLength: 6_000 }),
        (prefill, fields, text) => {
          const values = prefillOf({ prefill }, kind, { ...origin, text, subject: text, fields });
          expect(checkFields(kind.schema, values, { partial: true })).toEqual([]);
        },
      ),
    );
  });
});
=======

// What a handoff begins with, whatever the origin ticket holds.
import fc from 'fast-check';
import { checkFields, isUnfilled, propertiesOf } from '../kinds/fields.js';
import { shippedBook } from '../kinds/shipped.kinds.js';
import { PREFILL_SOURCES, type PrefillSource, prefillOf } from './prefill.js';
import { shippedContracts } from './shipped.contracts.js';

const SOURCE: PrefillSource = {
  subject: 'A pump',
  requester: { name: 'Mara Lind', address: 'mara@nordwerk.test', company: null },
  receivedAt: '2026-11-28T08:00:00.000Z',
  dueAt: '2026-11-30T12:00:00.000Z',
  number: 12,
  text: 'We need 20 of them',
  fields: { quantity: 20, requestedDate: '2026-12-24', promisedDate: 'soon' },
};
const schema = (properties: Record<string, unknown>) => ({ schema: { type: 'object', properties } });

it('is what the contract says, as far as the ticket knows it', () => {
  const contract = shippedContracts.find(one => one.key === 'design-request')!;
  expect(prefillOf(contract, shippedBook.current('design-request'), SOURCE)).toEqual({
    application: 'We need 20 of them',
    customer: 'Mara Lind',
    quantity: 20,
    requiredBy: '2026-12-24',
  });
});

it('is made to fit where nothing is lost by it: a long text is cut, a moment becomes its day, a number text', () => {
  const kind = schema({
    a: { type: 'string', maxLength: 4 },
    b: { type: 'string', format: 'date' },
    c: { type: 'string' },
    d: { type: 'integer' },
  });
  const prefill = { a: 'text', b: 'dueAt', c: 'number', d: 'number' };
  expect(prefillOf({ prefill }, kind, SOURCE)).toEqual({ a: 'We n', b: '2026-11-30', c: '12', d: 12 });
});

it('leaves out what does not fit, what is not there, and what no field is called', () => {
  const kind = schema({
    a: { type: 'integer' },
    b: { type: 'string', format: 'date' },
    c: { type: 'string' },
    d: { type: 'integer', maximum: 3 },
  });
  const prefill = {
    a: 'text',
    b: 'fields.promisedDate',
    c: 'requester.company',
    d: 'fields.quantity',
    e: 'text',
    toString: 'text',
  };
  expect(prefillOf({ prefill }, kind, SOURCE)).toEqual({});
});

it('never holds a value that the kind refuses', () => {
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.constantFrom('', '\u0000', '😀'.repeat(3000), 'x'.repeat(6000), '2026-02-30'),
  );
  const anySource: fc.Arbitrary<PrefillSource> = fc.record({
    subject: anyText,
    requester: fc.record({ name: anyText, address: fc.option(anyText), company: fc.option(anyText) }),
    receivedAt: fc.constant('2026-11-28T08:00:00.000Z'),
    dueAt: fc.constant('2026-11-30T12:00:00.000Z'),
    number: fc.nat(),
    text: anyText,
    fields: fc.dictionary(
      fc.constantFrom(
        'quantity',
        'requestedDate',
        'partNumber',
        'quoteBy',
        'documentNumber',
        'promisedDate',
        '__proto__',
      ),
      fc.oneof(fc.anything(), anyText, fc.integer(), fc.double()),
    ),
  });
  const anyPrefill = (names: string[]) =>
    fc.dictionary(
      fc.constantFrom(...names, 'constructor'),
      fc.constantFrom(...PREFILL_SOURCES, 'fields.quantity', 'fields.requestedDate', 'fields.nothing', 'nonsense'),
    );
  const terms = fc.constantFrom(...shippedContracts).chain(contract => {
    const kind = shippedBook.current(contract.kind);
    const given = fc.constant(contract.prefill as Record<string, string>);
    return fc.tuple(fc.constant(kind), fc.oneof(given, anyPrefill(Object.keys(propertiesOf(kind.schema)))));
  });
  fc.assert(
    fc.property(terms, anySource, ([kind, prefill], source) => {
      const values = prefillOf({ prefill }, kind, source);
      expect(checkFields(kind.schema, values, { partial: true })).toEqual([]);
      for (const [name, value] of Object.entries(values)) {
        expect(Object.hasOwn(propertiesOf(kind.schema), name)).toBe(true);
        expect(isUnfilled(value)).toBe(false);
      }
    }),
    { numRuns: 500 },
  );
});
>>>>>>> laws
