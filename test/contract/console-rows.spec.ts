// What the console reads and sends again untouched is what it was: for every kind and contract that comes with the product.
import { describe, expect, it } from '@jest/globals';
import { answersFor, kindDifferences, PREFILL_SOURCES, shippedContracts, shippedKinds, TRADE_CHARSETS } from '#tickets';

const console = new URL('../../apps/rail-web/src/console/', import.meta.url).pathname;
const load = (path: string) => import(`${console}${path}`);

describe('the console', () => {
  it.each(shippedKinds.map(kind => [kind.key, kind] as const))('loses nothing of the kind %s', async (_, kind) => {
    const { kindDraft, kindBody, kindFaults } = await load('kinds/kind-draft.ts');
    const { key, version, ...body } = kind;
    const sent = kindBody(kindDraft(kind), version);
    expect(sent).toEqual({ basedOn: version, ...body });
    expect(kindDifferences(kind, { ...sent, key, version })).toEqual([]);
    expect(Object.keys(sent.schema.properties)).toEqual(Object.keys(kind.schema.properties as object));
    expect(kindFaults(kindDraft(kind))).toEqual([]);
  });

  it.each(shippedContracts.map(contract => [contract.key, contract] as const))(
    'loses nothing of the contract %s',
    async (_, contract) => {
      const { contractDraft, contractBody, contractFaults } = await load('contracts/contract-draft.ts');
      const { key: _key, version, ...body } = contract;
      expect(contractBody(contractDraft(contract), version)).toEqual({ basedOn: version, ...body });
      expect(contractFaults(contractDraft(contract))).toEqual([]);
    },
  );

  it('knows every source that a handoff can be filled from', async () => {
    const { TICKET_SOURCES } = await load('contracts/prefill-sources.ts');
    expect(TICKET_SOURCES.map(([path]: [string, string]) => path)).toEqual(PREFILL_SOURCES);
  });

  it('offers for a partner what can be agreed, and nothing else', async () => {
    const { ANSWERS, CHARSETS } = await load('partners/agreement-words.ts');
    const values = (choices: [string, string][]) => choices.map(([value]) => value);
    for (const standard of ['x12', 'edifact'] as const) expect(values(ANSWERS[standard])).toEqual(answersFor(standard));
    expect(values(CHARSETS).sort()).toEqual(['', ...TRADE_CHARSETS].sort());
  });
});
