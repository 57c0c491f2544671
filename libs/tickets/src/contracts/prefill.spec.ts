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
