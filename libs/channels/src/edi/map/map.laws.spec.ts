// Any values survive from the writer over the tokeniser to the document: for both standards, with everything that may stand in a value.
import fc from 'fast-check';
import type { TradeLine } from '#tickets';
import { mapEdifact, mapX12 } from '../../../../../test/edi/mapped.set.js';
import type { SegmentBody } from '../syntax/segment/segment.writer.js';

/** Blanks around a value fill a field, and control characters are in no character set of either standard. */
const words = (forbidden: RegExp) =>
  fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 24 })
    .map(text =>
      text
        .replace(forbidden, '')
        .replace(/[\p{C}\p{Z}]/gu, ' ')
        .trim(),
    )
    .filter(text => text !== '');
const x12Words = words(/[*~>^]/g);
const edifactWords = words(/(?!)/g);
const decimal = fc
  .tuple(fc.constantFrom('', '-'), fc.stringMatching(/^\d{1,12}$/), fc.option(fc.stringMatching(/^\d{1,6}$/)))
  .map(([sign, whole, part]) => `${sign}${whole}${part === null ? '' : `.${part}`}`);
const day = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map(date => date.toISOString().slice(0, 10));
const packed = (iso: string) => iso.replaceAll('-', '');

const lineOf = (text: fc.Arbitrary<string>) =>
  fc.record({
    quantity: decimal,
    price: decimal,
    comma: fc.boolean(),
    item: text,
    description: text,
    note: text,
    wanted: day,
    shipTo: fc.option(fc.record({ name: text, street: text, city: text }), { nil: null }),
    shares: fc.array(fc.record({ quantity: decimal, place: text, wanted: day }), { maxLength: 4 }),
  });
const documentOf = (text: fc.Arbitrary<string>) =>
  fc.record({
    number: text,
    date: day,
    wanted: day,
    buyer: fc.record({ id: text, name: text, street: text, city: text, person: text, phone: text }),
    reference: text,
    notes: fc.array(text, { maxLength: 3 }),
    lines: fc.array(lineOf(text), { maxLength: 6 }),
  });
type Given = Parameters<Parameters<ReturnType<typeof documentOf>['map']>[0]>[0];
type GivenLine = Given['lines'][number];

const written = (value: string, line: GivenLine) => (line.comma ? value.replace('.', ',') : value);

function asX12({ number, date, wanted, buyer, reference, notes, lines }: Given): SegmentBody[] {
  return [
    ['BEG', '00', 'SA', number, '', packed(date)],
    ['REF', 'CT', reference],
    ['DTM', '002', packed(wanted)],
    ...notes.flatMap(note => [
      ['N9', 'L1', '', ''],
      ['MSG', note],
    ]),
    ['N1', 'BY', buyer.name, '92', buyer.id],
    ['N3', buyer.street],
    ['N4', buyer.city],
    ['PER', 'BD', buyer.person, 'TE', buyer.phone],
    ...lines.flatMap((line, i): SegmentBody[] => [
      ['PO1', String(i + 1), written(line.quantity, line), 'EA', written(line.price, line), 'PE', 'VP', line.item],
      ['PID', 'F', '', '', '', line.description],
      ['DTM', '002', packed(line.wanted)],
      ...line.shares.map(share => ['SCH', share.quantity, 'EA', 'ST', share.place, '002', packed(share.wanted)]),
      ['MSG', line.note],
      ...(line.shipTo
        ? [
            ['N1', 'ST', line.shipTo.name],
            ['N3', line.shipTo.street],
            ['N4', line.shipTo.city],
          ]
        : []),
    ]),
    ['CTT', String(lines.length)],
  ];
}

function asEdifact({ number, date, wanted, buyer, reference, notes, lines }: Given): SegmentBody[] {
  return [
    ['BGM', '220', number, '9'],
    ['DTM', ['137', packed(date), '102']],
    ['DTM', ['2', packed(wanted), '102']],
    ...notes.map((note): SegmentBody => ['FTX', 'AAI', '', '', [note]]),
    ['RFF', ['CT', reference]],
    ['NAD', 'BY', [buyer.id, '', '92'], '', buyer.name, buyer.street, buyer.city],
    ['CTA', 'PD', ['', buyer.person]],
    ['COM', [buyer.phone, 'TE']],
    ...lines.flatMap((line, i): SegmentBody[] => [
      ['LIN', String(i + 1), '', [line.item, 'VP']],
      ['IMD', 'F', '', ['', '', '', line.description]],
      ['QTY', ['21', written(line.quantity, line), 'EA']],
      ['DTM', ['2', packed(line.wanted), '102']],
      ['FTX', 'AAI', '', '', [line.note]],
      ['PRI', ['AAA', written(line.price, line)]],
      ...line.shares.flatMap((share): SegmentBody[] => [
        ['LOC', '7', share.place],
        ['QTY', ['11', share.quantity, 'EA']],
        ['DTM', ['2', packed(share.wanted), '102']],
      ]),
      ...(line.shipTo
        ? [['NAD', 'DP', '', '', line.shipTo.name, line.shipTo.street, line.shipTo.city] as SegmentBody]
        : []),
    ]),
    ['UNS', 'S'],
    ['CNT', ['2', String(lines.length)]],
  ];
}

const told = (line: TradeLine) => ({
  quantity: line.quantity,
  price: line.unitPrice,
  items: line.itemIds.map(item => item.id),
  description: line.description,
  notes: line.notes,
  wanted: line.requestedDates.map(date => date.value),
  shipTo: line.shipTo && [line.shipTo.name, ...line.shipTo.address.street, line.shipTo.address.city],
  shares: line.schedules.map(share => [share.quantity, share.location, share.dates.map(date => date.value)]),
});
const given = (line: GivenLine) => ({
  quantity: line.quantity,
  price: line.price,
  items: [line.item],
  description: line.description,
  notes: [line.note],
  wanted: [line.wanted],
  shipTo: line.shipTo && [line.shipTo.name, line.shipTo.street, line.shipTo.city],
  shares: line.shares.map(share => [share.quantity, share.place, [share.wanted]]),
});

describe.each([
  ['X12', mapX12, '850', asX12, x12Words],
  ['EDIFACT', mapEdifact, 'ORDERS', asEdifact, edifactWords],
] as const)('any order in %s', (_, map, type, write, text) => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(documentOf(text), one => {
        const { document, requesterName, original } = map(type, write(one));
        expect(document.lines.map(told)).toEqual(one.lines.map(given));
        expect(document).toMatchObject({
          documentNumber: one.number,
          documentDate: one.date,
          dates: [{ value: one.wanted }],
          notes: one.notes,
          declaredLineCount: String(one.lines.length),
          warnings: [],
        });
        expect(document.references.map(reference => reference.value)).toContain(one.reference);
        expect(document.parties).toMatchObject([
          {
            role: 'buyer',
            name: one.buyer.name,
            id: { qualifier: '92', id: one.buyer.id },
            address: { street: [one.buyer.street], city: one.buyer.city },
            contacts: [{ name: one.buyer.person, channels: [{ type: 'phone', value: one.buyer.phone }] }],
          },
        ]);
        expect([requesterName, original]).toEqual([one.buyer.name, true]);
      }),
      { numRuns: 300 },
    );
  });
});
