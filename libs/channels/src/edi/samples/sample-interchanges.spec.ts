// The demo interchanges: sound, readable, and one story for each partner.
import { documentDifferences } from '#tickets';
import { readInterchange } from '../envelope/interchange.reader.js';
import { type MappedDocument, mapSet } from '../map/set.mapper.js';
import { largeEdifactOrder, largeX12Order, sampleInterchanges } from './sample-interchanges.js';

const read = (bytes: Uint8Array): { documents: MappedDocument[]; findings: string[] } => {
  const interchange = readInterchange(bytes);
  const found = [...interchange.findings];
  const documents = interchange.groups.flatMap(group => {
    found.push(...group.findings, ...group.sets.flatMap(set => set.findings));
    return group.sets.map(set => mapSet(set, group, interchange, bytes));
  });
  return { documents, findings: found.map(finding => finding.message) };
};
const all = async () => (await sampleInterchanges()).map(({ name, bytes }) => ({ name, ...read(bytes) }));

it('hold every kind of ticket in both standards, without a fault and without a warning', async () => {
  const samples = await all();
  expect(samples.flatMap(one => one.findings)).toEqual([]);
  expect(samples.flatMap(one => one.documents.flatMap(({ document }) => document.warnings))).toEqual([]);
  const kinds = samples.flatMap(one =>
    one.documents.map(({ kind, document }) => `${document.source.standard} ${kind}`),
  );
  expect([...new Set(kinds)].sort()).toEqual([
    'edifact document',
    'edifact order',
    'edifact order-change',
    'edifact rfq',
    'edifact status-inquiry',
    'x12 document',
    'x12 message',
    'x12 order',
    'x12 order-change',
    'x12 rfq',
    'x12 status-inquiry',
  ]);
});

it('name each interchange differently, and orders before what refers to them', async () => {
  const documents = (await all()).flatMap(one => one.documents);
  const controls = documents.map(
    ({ document: { source } }) => `${source.senderId} ${source.interchangeRef} ${source.messageRef}`,
  );
  expect(new Set(controls).size).toBe(controls.length);
  const seen = new Set<string>();
  for (const { kind, joinsOrder, document } of documents) {
    if (joinsOrder !== null) expect(seen).toContain(joinsOrder);
    if (kind === 'order') seen.add(document.documentNumber);
  }
});

it.each([
  ['order.850.edi', 'change.860.edi', ['changed', 'changed', 'removed', 'changed', 'added']],
  ['order.orders.edi', 'change.ordchg.edi', ['changed', 'removed', 'added']],
])('change what was ordered: %s by %s', async (order, change, what) => {
  const samples = await all();
  const first = (name: string) => samples.find(one => one.name === name)!.documents[0]!.document;
  const differences = documentDifferences(first(order), first(change));
  expect(differences.lines.map(line => line.what)).toEqual(what);
  expect(differences.lines.map(line => line.doubt).filter(Boolean)).toEqual([]);
});

it.each([
  ['X12', largeX12Order],
  ['EDIFACT', largeEdifactOrder],
])('grow to 10,000 lines in %s, and none is lost', (_, make) => {
  const bytes = make(10_000);
  const { documents, findings } = read(bytes);
  expect(findings).toEqual([]);
  const { document } = documents[0]!;
  expect(document.declaredLineCount).toBe('10000');
  expect(document.lines.map(line => line.lineNumber)).toEqual(Array.from({ length: 10_000 }, (__, i) => String(i + 1)));
  expect(document.lines.every(line => /^\d+$/.test(line.quantity!) && /^\d+\.\d\d$/.test(line.unitPrice!))).toBe(true);
  expect(document.lines.every(line => line.description !== '' && line.itemIds.length > 0)).toBe(true);
  expect(Buffer.compare(bytes, make(10_000))).toBe(0);
});
