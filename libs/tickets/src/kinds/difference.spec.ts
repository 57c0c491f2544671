import fc from 'fast-check';
import { shippedContracts } from '../contracts/shipped.contracts.js';
import { contractDifferences, kindDifferences } from './difference.js';
import type { TicketKind } from './kind.js';
import { shippedBook, shippedKinds } from './shipped.kinds.js';

const before = shippedBook.current('design-request');
type Fields = Record<string, Record<string, unknown>>;
const properties = before.schema.properties as Fields;
const wordsFor = (change: Partial<TicketKind>) =>
  kindDifferences(before, { ...before, ...change }).map(one => one.words);
const withFields = (changed: Fields, required = before.schema.required) =>
  wordsFor({ schema: { ...before.schema, properties: changed, required } });
const stirred = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(stirred)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .map(([key, one]) => [key, key === 'properties' ? one : stirred(one)])
            .reverse(),
        )
      : value;

describe('differences between versions', () => {
  it('of equal definitions are none, in whatever order a database gives their parts back', () => {
    for (const kind of shippedKinds) {
      expect(kindDifferences(kind, structuredClone(kind))).toEqual([]);
      expect(kindDifferences(kind, stirred(kind) as TicketKind)).toEqual([]);
    }
    for (const contract of shippedContracts)
      expect(contractDifferences(contract, structuredClone(contract))).toEqual([]);
  });

  it('are said in words: fields, ranges, what is required', () => {
    const { head: _, ...rest } = properties;
    expect(withFields(rest)).toEqual(['Field Head is gone']);
    expect(withFields({ ...properties, colour: { type: 'string', title: 'Colour' } })).toEqual(['Field Colour is new']);
    expect(withFields({ ...properties, head: { ...properties.head, maximum: 5 } })).toEqual([
      'Field Head: maximum 2000 is 5 now',
    ]);
    expect(withFields(properties, [...(before.schema.required as string[]), 'head'])).toEqual([
      'Field Head is required now',
    ]);
  });

  it('see a field that is called like what every object has', () => {
    expect(withFields({ ...properties, constructor: { type: 'string', title: 'Builder' } })).toEqual([
      'Field Builder is new',
    ]);
  });

  it('tell outcomes, checklist, tolerance and what closes apart', () => {
    const [first, second] = before.outcomes;
    expect(wordsFor({ toleranceMinutes: 60 })).toEqual(['Tolerance in working minutes: 2400 is 60 now']);
    expect(wordsFor({ outcomes: [first!] })).toEqual([`Outcome "${second!.title}" is gone`]);
    expect(wordsFor({ outcomes: [second!, first!] })).toEqual(['Outcomes stand in another order']);
    expect(wordsFor({ requiredToClose: ['material'] })).toEqual(['"material" is needed to close now']);
  });

  it('between any two shipped definitions are the same ones seen from the other side', () => {
    const opposite = { added: 'removed', removed: 'added', changed: 'changed' } as const;
    const key = (one: { pointer: string; what: string }) => `${one.what} ${one.pointer}`;
    fc.assert(
      fc.property(fc.constantFrom(...shippedKinds), fc.constantFrom(...shippedKinds), (a, b) => {
        // A field that comes or goes with its being required is told as coming or going.
        const there = kindDifferences(a, b).filter(one => one.pointer !== '/schema/required');
        const back = kindDifferences(b, a).filter(one => one.pointer !== '/schema/required');
        expect(there.map(one => key({ ...one, what: opposite[one.what] })).sort()).toEqual(back.map(key).sort());
      }),
    );
    for (const a of shippedContracts)
      for (const b of shippedContracts) if (a !== b) expect(contractDifferences(a, b)).not.toEqual([]);
  });
});
