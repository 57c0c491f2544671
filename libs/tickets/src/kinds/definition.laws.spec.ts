// Shipped definitions are sound, a fault in any place is named there, and each change between two versions is said.
import { checkContract } from '../contracts/contract.check.js';
import type { HandoffContract } from '../contracts/contract.js';
import { shippedContracts } from '../contracts/shipped.contracts.js';
import { contractDifferences, kindDifferences } from './difference.js';
import { propertiesOf } from './fields.js';
import { checkKind } from './kind.check.js';
import type { TicketKind } from './kind.js';
import { shippedBook, shippedKinds } from './shipped.kinds.js';

const house = { kinds: shippedBook, departments: ['customer-service', 'engineering', 'operations', 'sales'] };
const kind = shippedKinds.find(one => one.key === 'design-request')!;
const contract = shippedContracts.find(one => one.key === 'design-request')!;
const field = (name: string, more: Record<string, unknown>) => ({
  schema: {
    ...kind.schema,
    properties: { ...propertiesOf(kind.schema), [name]: { type: 'number', title: 'New', ...more } },
  },
});

describe('the shipped definitions', () => {
  it.each(shippedKinds.map(one => [one.key, one] as const))('kind %s is sound', (_, one) =>
    expect(checkKind(one)).toEqual([]),
  );
  it.each(shippedContracts.map(one => [one.key, one] as const))('contract %s is sound', (_, one) =>
    expect(checkContract(one, house)).toEqual([]),
  );
});

describe('a fault in a kind', () => {
  it.each<[string, Partial<TicketKind>]>([
    ['/key', { key: 'Design Request' }],
    ['/title', { title: ' ' }],
    ['/toleranceMinutes', { toleranceMinutes: 0 }],
    ['/toleranceMinutes', { toleranceMinutes: 1.5 }],
    ['/toleranceMinutes', { toleranceMinutes: Number.NaN }],
    ['/outcomes', { outcomes: [] }],
    [
      '/outcomes/1/code',
      {
        outcomes: [
          { code: 'a', title: 'A' },
          { code: 'a', title: 'B' },
        ],
      },
    ],
    ['/outcomes/0/code', { outcomes: [{ code: 'returned', title: 'Returned' }] }],
    ['/outcomes/0/title', { outcomes: [{ code: 'a', title: '' }] }],
    ['/checklist/0/key', { checklist: [{ key: '__proto__', title: 'A', required: true }] }],
    ['/attachments/0/endings/0', { attachments: [{ key: 'a', title: 'A', endings: ['.PDF'], required: true }] }],
    ['/requiredToClose/0', { requiredToClose: ['nothing'] }],
    ['/acknowledgement', { acknowledgement: '{{customer.secret}}' }],
    ['/acknowledgement', { acknowledgement: 'Hello {{requester.name' }],
    ['/schema/type', { schema: { type: 'array' } }],
    ['/schema/required/0', { schema: { ...kind.schema, required: ['nothing'] } }],
    [
      '/schema/properties/__proto__',
      { schema: JSON.parse('{"type":"object","properties":{"__proto__":{"type":"string"}}}') as TicketKind['schema'] },
    ],
    ['/schema/properties/constructor', field('constructor', {})],
    ['/schema/properties/x/type', field('x', { type: 'null' })],
    ['/schema/properties/x/minimum', field('x', { minimum: 2, maximum: 1 })],
    ['/schema/properties/x/enum', field('x', { enum: [] })],
    ['/schema/properties/x/x-enumTitles', field('x', { enum: [1, 2], 'x-enumTitles': ['One'] })],
    ['/schema/properties/x/format', field('x', { type: 'string', format: 'regex' })],
    ['/schema/properties/x/pattern', field('x', { type: 'string', pattern: '(a+)+$' })],
    ['/schema/properties/x/pattern', field('x', { type: 'string', pattern: '(' })],
    ['/schema/properties/x/$ref', field('x', { $ref: 'https://example.test/schema' })],
    ['/schema/properties/x/items', field('x', { type: 'array' })],
  ])('is named at %s', (place, wrong) => {
    expect(checkKind({ ...kind, requiredToClose: [], ...wrong }).map(fault => fault.pointer)).toContain(place);
  });

  it('of fields within fields is named where it stops being readable', () => {
    const nested = Array.from({ length: 12 }).reduce<Record<string, unknown>>(
      inner => ({ type: 'object', properties: { in: inner } }),
      { type: 'string' },
    );
    const faults = checkKind({ ...kind, schema: nested });
    expect(faults.map(fault => fault.detail)).toContain('The fields are nested too deeply');
  });
});

describe('a fault in a contract', () => {
  it.each<[string, Partial<HandoffContract>]>([
    ['/key', { key: '' }],
    ['/title', { title: '' }],
    ['/fromDepartment', { fromDepartment: 'nowhere' }],
    ['/toDepartment', { toDepartment: 'nowhere' }],
    ['/toDepartment', { fromDepartment: 'engineering' }],
    ['/kind', { kind: 'nothing' }],
    ['/acceptMinutes', { acceptMinutes: 0 }],
    ['/finishMinutes', { finishMinutes: Number.POSITIVE_INFINITY }],
    ['/correctMinutes', { correctMinutes: -1 }],
    ['/acceptanceCriteria/0', { acceptanceCriteria: [' '] }],
    ['/returnReasons', { returnReasons: [] }],
    [
      '/returnReasons/1/code',
      {
        returnReasons: [
          { code: 'a', title: 'A' },
          { code: 'a', title: 'B' },
        ],
      },
    ],
    ['/returnReasons/0/title', { returnReasons: [{ code: 'a', title: ' ' }] }],
    ['/resultSchema/type', { resultSchema: {} }],
    ['/prefill/nothing', { prefill: { nothing: 'text' } }],
    ['/prefill/application', { prefill: { application: 'requester.password' } }],
    ['/prefill/application', { prefill: { application: 'fields.__proto__' } }],
  ])('is named at %s', (place, wrong) => {
    expect(checkContract({ ...contract, ...wrong }, house).map(fault => fault.pointer)).toContain(place);
  });
});

describe('differences', () => {
  it('are none between a definition and itself, though it went through the database', () => {
    const turned = (value: unknown): unknown =>
      Array.isArray(value) || typeof value !== 'object' || value === null
        ? value
        : Object.fromEntries(
            Object.entries(value)
              .reverse()
              .map(([key, item]) => [key, turned(item)]),
          );
    for (const one of shippedKinds) {
      expect(kindDifferences(one, structuredClone(one) as TicketKind)).toEqual([]);
      expect(kindDifferences(one, { ...(turned(one) as TicketKind), schema: one.schema })).toEqual([]);
    }
    for (const one of shippedContracts)
      expect(contractDifferences(one, structuredClone(one) as HandoffContract)).toEqual([]);
  });

  const properties = propertiesOf(kind.schema);
  const { medium: _, ...without } = properties;
  it.each<[string, Partial<TicketKind>]>([
    ['/title', { title: 'Another' }],
    ['/toleranceMinutes', { toleranceMinutes: 1 }],
    ['/business', { business: 'new' }],
    ['/acknowledgement', { acknowledgement: 'Thanks' }],
    ['/schema/properties/x', field('x', {})],
    ['/schema/properties/medium', { schema: { ...kind.schema, properties: without } }],
    [
      '/schema/properties/tolerance',
      { schema: { ...kind.schema, properties: { ...properties, tolerance: { ...properties.tolerance, maximum: 1 } } } },
    ],
    ['/schema/required', { schema: { ...kind.schema, required: [...(kind.schema.required as string[]), 'head'] } }],
    [
      '/schema/properties',
      { schema: { ...kind.schema, properties: Object.fromEntries(Object.entries(properties).reverse()) } },
    ],
    ['/schema', { schema: { ...kind.schema, additionalProperties: false } }],
    ['/outcomes/designed', { outcomes: kind.outcomes.slice(1) }],
    ['/outcomes', { outcomes: [...kind.outcomes].reverse() }],
    ['/checklist/feasible', { checklist: kind.checklist.map(one => ({ ...one, required: false })) }],
    ['/attachments/drawing', { attachments: [] }],
    ['/requiredToClose', { requiredToClose: ['material'] }],
  ])('of a kind are said at %s, both ways, in words', (place, change) => {
    const other = { ...kind, ...change };
    for (const found of [kindDifferences(kind, other), kindDifferences(other, kind)]) {
      expect(found.map(one => one.pointer)).toContain(place);
      for (const one of found) expect(one.words).toMatch(/\w+.* \w+/);
    }
  });

  it.each<[string, Partial<HandoffContract>]>([
    ['/title', { title: 'Another' }],
    ['/fromDepartment', { fromDepartment: null }],
    ['/toDepartment', { toDepartment: 'sales' }],
    ['/kind', { kind: 'inquiry' }],
    ['/acceptMinutes', { acceptMinutes: 1 }],
    ['/finishMinutes', { finishMinutes: 1 }],
    ['/correctMinutes', { correctMinutes: 1 }],
    ['/acceptanceCriteria', { acceptanceCriteria: contract.acceptanceCriteria.slice(1) }],
    ['/acceptanceCriteria', { acceptanceCriteria: [...contract.acceptanceCriteria].reverse() }],
    ['/returnReasons/not-ours', { returnReasons: contract.returnReasons.filter(one => one.code !== 'not-ours') }],
    ['/resultSchema/required', { resultSchema: { ...contract.resultSchema, required: [] } }],
    ['/prefill', { prefill: {} }],
  ])('of a contract are said at %s, both ways, in words', (place, change) => {
    const other = { ...contract, ...change };
    for (const found of [contractDifferences(contract, other), contractDifferences(other, contract)]) {
      expect(found.map(one => one.pointer)).toContain(place);
      for (const one of found) expect(one.words).toMatch(/\w+.* \w+/);
    }
  });
});
