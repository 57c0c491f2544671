// What must hold for the check of any values against any shipped kind.
import fc from 'fast-check';
import { shippedContracts } from '../contracts/shipped.contracts.js';
import { checkFields, completeness, isReadOnly, pointerTo, propertiesOf } from './fields.js';
import { shippedKinds } from './shipped.kinds.js';

type Field = Readonly<Record<string, unknown>>;
const SCHEMAS = [...shippedKinds.map(kind => kind.schema), ...shippedContracts.map(contract => contract.resultSchema)];
const requiredOf = (schema: Field) => (schema.required ?? []) as string[];

/** A value that the field takes. */
function fitting(field: Field): fc.Arbitrary<unknown> {
  if (Array.isArray(field.enum)) return fc.constantFrom(...field.enum);
  const [min, max] = [(field.minimum ?? -1e6) as number, (field.maximum ?? 1e6) as number];
  if (field.type === 'integer') return fc.integer({ min, max });
  if (field.type === 'number') return fc.double({ min, max, noNaN: true });
  if (field.format === 'date')
    return fc
      .date({ min: new Date(0), max: new Date('2099-12-31'), noInvalidDate: true })
      .map(day => day.toISOString().slice(0, 10));
  return fc
    .string({ minLength: 1, maxLength: Math.min((field.maxLength ?? 100) as number, 300) })
    .filter(text => text.trim() !== '');
}

/** A value that the field cannot take, and that nobody would call empty. */
function unfitting(field: Field): fc.Arbitrary<unknown> {
  const strange: fc.Arbitrary<unknown>[] = [fc.constant(true), fc.constant({ a: 1 }), fc.constant([1])];
  if (typeof field.minimum === 'number')
    strange.push(
      fc
        .double({ max: field.minimum, maxExcluded: true, noNaN: true })
        .filter(value => value < (field.minimum as number)),
    );
  if (typeof field.maximum === 'number')
    strange.push(
      fc
        .double({ min: field.maximum, minExcluded: true, noNaN: true })
        .filter(value => value > (field.maximum as number)),
    );
  if (field.type === 'integer') strange.push(fc.constant(1.5), fc.constant('3'));
  if (field.type === 'number') strange.push(fc.constant('3'), fc.constant(Number.NaN));
  if (field.type === 'string') strange.push(fc.integer());
  if (field.format === 'date') strange.push(fc.constantFrom('2026-02-30', '31.12.2026', 'tomorrow', '2026-13-01'));
  if (Array.isArray(field.enum)) strange.push(fc.constant('no such choice'));
  if (typeof field.maxLength === 'number') strange.push(fc.constant('x'.repeat(field.maxLength + 1)));
  return fc.oneof(...strange);
}

const anySchema = fc.constantFrom(...SCHEMAS);
const namesOf = (schema: Field, readOnly: boolean) =>
  Object.keys(propertiesOf(schema)).filter(name => isReadOnly(schema, name) === readOnly);
const whole = (schema: Field) =>
  fc.record(Object.fromEntries(Object.entries(propertiesOf(schema)).map(([name, field]) => [name, fitting(field)])));

describe('values of a kind', () => {
  it('are in order where each field has what it takes', () => {
    fc.assert(
      fc.property(
        anySchema.chain(schema => fc.tuple(fc.constant(schema), whole(schema))),
        ([schema, values]) => {
          expect(checkFields(schema, values)).toEqual([]);
          expect(completeness(schema, values).missing).toEqual([]);
        },
      ),
    );
  });

  it('are named, each one that is needed and missing, and nothing else', () => {
    const some = anySchema.chain(schema =>
      fc.tuple(
        fc.constant(schema),
        whole(schema),
        fc.subarray(Object.keys(propertiesOf(schema))),
        fc.constantFrom(undefined, null, '', '  ', []),
      ),
    );
    fc.assert(
      fc.property(some, ([schema, values, gone, nothing]) => {
        const left = { ...values, ...Object.fromEntries(gone.map(name => [name, nothing])) };
        const missing = requiredOf(schema).filter(name => gone.includes(name));
        expect(
          checkFields(schema, left)
            .map(fault => fault.pointer)
            .sort(),
        ).toEqual(missing.map(pointerTo).sort());
        expect(checkFields(schema, left, { partial: true })).toEqual([]);
        const { filled, needed, missing: counted } = completeness(schema, left);
        expect([...counted].sort()).toEqual([...missing].sort());
        expect(filled + counted.length).toBe(needed);
      }),
    );
  });

  it('are named with their place and title where the field does not take them', () => {
    const one = anySchema
      .filter(schema => namesOf(schema, false).length > 0)
      .chain(schema => fc.tuple(fc.constant(schema), whole(schema), fc.constantFrom(...namesOf(schema, false))))
      .chain(([schema, values, name]) =>
        fc.tuple(fc.constant(schema), fc.constant(values), fc.constant(name), unfitting(propertiesOf(schema)[name]!)),
      );
    fc.assert(
      fc.property(one, ([schema, values, name, wrong]) => {
        const faults = checkFields(schema, { ...values, [name]: wrong });
        expect(faults.map(fault => fault.pointer)).toEqual([pointerTo(name)]);
        expect(faults[0]!.detail).toContain(String(propertiesOf(schema)[name]!.title));
      }),
      { numRuns: 300 },
    );
  });

  it('are right as they are where nobody may change them, whatever a partner sent', () => {
    const one = anySchema
      .filter(schema => namesOf(schema, true).length > 0)
      .chain(schema =>
        fc.tuple(fc.constant(schema), whole(schema), fc.constantFrom(...namesOf(schema, true)), fc.anything()),
      );
    fc.assert(
      fc.property(one, ([schema, values, name, sent]) => {
        expect(checkFields(schema, { ...values, [name]: sent })).toEqual([]);
      }),
    );
  });

  it('never make the check fail, whatever they are and whatever they are called', () => {
    const deep = Array.from({ length: 5_000 }).reduce<unknown>(inner => ({ inner }), 1);
    const anyName = fc.oneof(
      fc.string(),
      fc.constantFrom('__proto__', 'constructor', 'toString', 'quantity', 'tolerance', 'a/b~c', '\u0000'),
    );
    const anyValue = fc.oneof(
      fc.anything(),
      fc.constantFrom<unknown>(
        deep,
        '\u0000',
        '\ud800',
        1e308,
        Number.POSITIVE_INFINITY,
        -0,
        'x'.repeat(100_000),
        Number.MAX_SAFE_INTEGER + 2,
      ),
    );
    fc.assert(
      fc.property(anySchema, fc.array(fc.tuple(anyName, anyValue), { maxLength: 8 }), (schema, pairs) => {
        const values = Object.fromEntries(pairs);
        const places = new Set([...Object.keys(propertiesOf(schema)), ...Object.keys(values)].map(pointerTo));
        for (const { pointer, detail } of checkFields(schema, values)) {
          expect(pointer === '' || places.has(`/${pointer.split('/')[1]}`)).toBe(true);
          expect(detail).not.toBe('');
        }
        const { filled, needed, missing } = completeness(schema, values);
        expect(filled + missing.length).toBe(needed);
      }),
      { numRuns: 500 },
    );
    expect(({} as Record<string, unknown>).inner).toBeUndefined();
  });

  it('cannot be given by the names that an object answers to by itself', () => {
    const schema = { type: 'object', properties: { a: { type: 'string', title: 'A' } }, required: ['a'] };
    const planted = JSON.parse('{"__proto__": {"a": "planted"}}') as Record<string, unknown>;
    expect(checkFields(schema, planted)).toEqual([{ pointer: '/a', detail: 'A is missing' }]);
    expect(completeness(schema, planted)).toEqual({ filled: 0, needed: 1, missing: ['a'] });
  });
});
