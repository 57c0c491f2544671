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
