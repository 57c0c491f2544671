// The converter of EDI as a whole: what a partner sends is taken as it is, or refused.
import fc from 'fast-check';
import type { Conversion } from '#channels/contract';
import { type TradeDocument, type TradingPartner, usualAgreement } from '#tickets';
import { edifactOrders, x12Orders } from '../../../../test/product/edi.load.js';
import { createEdiConverter, shownAnswer } from './edi.converter.js';
import { readInterchange, senderOf } from './envelope/interchange.reader.js';
import { splitInterchanges } from './syntax/interchange.splitter.js';

const converter = createEdiConverter();

function partnerOf(raw: Uint8Array, agreed: Partial<TradingPartner> = {}): TradingPartner | null {
  const named = senderOf(raw);
  if (!named) return null;
  const identity = { id: 1, key: 'brightmill', name: 'Brightmill', identities: [named.sender], ownIdentities: [] };
  return { ...usualAgreement(named.standard), ...identity, enabled: true, version: 1, ...agreed };
}
const convert = async (raw: Uint8Array, agreed?: Partial<TradingPartner>): Promise<Conversion> =>
  (await converter.convert([{ raw, transport: {}, organisationDomains: [], partner: partnerOf(raw, agreed) }]))[0]!;
const documentsOf = ({ drafts }: Conversion): TradeDocument[] =>
  drafts.map(draft => draft.fields as unknown as TradeDocument);

const standards = [
  ['X12', x12Orders],
  ['EDIFACT', edifactOrders],
] as const;

describe.each(standards)('%s', (_, make) => {
  it('becomes one draft for each order, with its part, its place and what the partner is told', async () => {
    const raw = make({ number: 7, orders: 3, lines: 2 });
    const { drafts, quarantined, answers, interchange, suppressed, blobs } = await convert(raw);
    expect([quarantined, suppressed, blobs.size]).toEqual([[], null, 0]);
    expect(drafts.map(draft => draft.trade)).toEqual(
      [0, 1, 2].map(order => ({ documentNumber: `PO-7-${order}`, joinsOrder: null, original: true })),
    );
    expect(drafts.map(draft => draft.part!.number)).toEqual([1, 2, 3]);
    for (const { part, fields } of drafts) {
      const { source, ack } = fields as unknown as TradeDocument;
      expect([source.byteStart, source.byteEnd]).toEqual([part!.byteStart, part!.byteEnd]);
      expect(raw.toString('latin1', part!.byteStart, part!.byteEnd)).toMatch(/^(ST|UNH)[\s\S]*(SE|UNT)[^\n]*[~']$/);
      expect(ack).toMatchObject({ type: answers![0]!.type, ref: answers![0]!.ref, sentAt: null });
    }
    expect(new Set(drafts.map(draft => draft.contentKey)).size).toBe(3);
    expect(interchange).toMatchObject({ test: false, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  it('of ten thousand lines keeps every one of them', async () => {
    const [document] = documentsOf(await convert(make({ number: 7, orders: 1, lines: 10_000 })));
    expect(document!.lines).toHaveLength(10_000);
    expect(document!.declaredLineCount).toBe('10000');
    expect(document!.lines.every((line, at) => line.lineNumber === String(at + 1) && line.quantity === '10')).toBe(
      true,
    );
  });

  it('with the same control number and other bytes has the same key and another content', async () => {
    const one = make({ number: 7, orders: 1, lines: 2 });
    const other = Buffer.from(one.toString().replace('Brightmill Pumps', 'Brightmill Pipes'));
    const [first, second] = [await convert(one), await convert(other)];
    const { sha256: _one, ...key } = first.interchange!;
    expect(second.interchange).toMatchObject(key);
    expect(second.interchange!.sha256).not.toBe(first.interchange!.sha256);
    expect(second.drafts[0]!.contentKey).not.toBe(first.drafts[0]!.contentKey);
    expect((await convert(one)).drafts[0]!.contentKey).toBe(first.drafts[0]!.contentKey);
  });

  it('that nobody knows is held as a whole, unanswered', async () => {
    const raw = make({ number: 7, orders: 2, lines: 1 });
    const [conversion] = await converter.convert([{ raw, transport: {}, organisationDomains: [], partner: null }]);
    expect(conversion!.drafts).toEqual([]);
    expect(conversion!.answers).toEqual([]);
    expect(conversion!.quarantined).toMatchObject([
      { reason: 'edi.unknown-sender', position: { element: expect.any(Number) } },
    ]);
    expect(conversion!.quarantined[0]!.part).toBeUndefined();
  });

  it('damaged anywhere is never taken with a line that was not sent', async () => {
    const raw = make({ number: 7, orders: 2, lines: 2 });
    const sent = new Map(documentsOf(await convert(raw)).map(one => [one.documentNumber, one]));
    const harm = fc.record({
      at: fc.nat(raw.length - 1),
      count: fc.integer({ min: 0, max: 60 }),
      put: fc.oneof(
        fc.constant(''),
        fc.string({ maxLength: 2, unit: 'binary' }),
        fc.constantFrom('~', "'", '*', '+', '?'),
      ),
    });
    await fc.assert(
      fc.asyncProperty(
        harm,
        fc.constantFrom('reject' as const, 'note-errors' as const),
        async ({ at, count, put }, errors) => {
          const damaged = Buffer.concat([raw.subarray(0, at), Buffer.from(put, 'latin1'), raw.subarray(at + count)]);
          for (const { bytes } of splitInterchanges(damaged)) {
            const conversion = await convert(bytes, { errors });
            // A damaged type makes it a document of a kind that nobody knows: shown as it came, and no order.
            const orders = documentsOf(conversion).filter(one => ['850', 'ORDERS'].includes(one.source.messageType));
            for (const { source, lines, documentNumber } of orders) {
              // A set that lost or gained segments is never one of those that were taken.
              const taken = Buffer.from(bytes).toString('latin1', source.byteStart, source.byteEnd);
              const counted = /(?:SE\*|UNT\+)(\d+)[^\d]/.exec(taken.slice(-24))?.[1];
              const [whole] = readInterchange(bytes)
                .groups.flatMap(one => one.sets)
                .filter(one => one.byteStart === source.byteStart);
              expect(String(whole!.segments.length)).toBe(counted?.replace(/^0+/, ''));
              const before = sent.get(documentNumber);
              if (before && put === '') expect(lines.length).toBe(before.lines.length);
            }
            for (const { position } of conversion.quarantined) {
              expect(position?.byte).toBeGreaterThanOrEqual(0);
              expect(position?.byte).toBeLessThanOrEqual(bytes.length);
            }
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

it('never rejects, whatever the bytes, and writes every answer that it gives', async () => {
  const whole = [x12Orders({ number: 1, orders: 1, lines: 1 }), edifactOrders({ number: 1, orders: 1, lines: 1 })].map(
    one => one.toString(),
  );
  const damaged = fc
    .tuple(
      fc.constantFrom(...whole),
      fc.array(fc.tuple(fc.nat(600), fc.nat(6), fc.string({ maxLength: 3, unit: 'binary' })), { maxLength: 8 }),
    )
    .map(([text, cuts]) =>
      cuts.reduce((left, [at, count, put]) => left.slice(0, at) + put + left.slice(at + count), text),
    );
  await fc.assert(
    fc.asyncProperty(fc.oneof(damaged, fc.string({ unit: 'binary', maxLength: 120 })), async text => {
      const raw = Buffer.from(text, 'latin1');
      const conversion = await convert(raw);
      for (const answer of conversion.answers!) expect(shownAnswer(answer).text).not.toBe('');
      const { drafts, quarantined, returned, suppressed } = conversion;
      expect(drafts.length + quarantined.length + returned!.length + (suppressed ? 1 : 0)).toBeGreaterThan(0);
    }),
    { numRuns: 500 },
  );
});

it('a batch keeps its order, and one that is no EDI harms no other', async () => {
  const good = x12Orders({ number: 1, orders: 1, lines: 1 });
  const raws = [good, Buffer.from('%PDF-1.7'), Buffer.alloc(0), edifactOrders({ number: 2, orders: 1, lines: 1 })];
  const conversions = await converter.convert(
    raws.map(raw => ({ raw, transport: {}, organisationDomains: [], partner: partnerOf(raw) })),
  );
  expect(
    conversions.map(({ drafts, quarantined }) => [drafts.length, quarantined.map(({ reason }) => reason)]),
  ).toEqual([
    [1, []],
    [0, ['edi.no-interchange']],
    [0, ['edi.empty']],
    [1, []],
  ]);
  expect(conversions[1]!.quarantined[0]!.detail).toBe('This is a PDF, and no interchange.');
});

it('lets others have their turn between interchanges', async () => {
  const raw = x12Orders({ number: 1, orders: 1, lines: 2000 });
  let turns = 0;
  let running = true;
  const others = (async () => {
    while (running) {
      await new Promise(resolve => setImmediate(resolve));
      turns++;
    }
  })();
  await converter.convert(
    Array.from({ length: 10 }, () => ({ raw, transport: {}, organisationDomains: [], partner: partnerOf(raw) })),
  );
  running = false;
  await others;
  expect(turns).toBeGreaterThanOrEqual(10);
});

it('a file that was too large to be kept is held by name', async () => {
  const oversize = { declaredBytes: 900, limitBytes: 100 };
  const [conversion] = await converter.convert([
    { raw: Buffer.alloc(0), oversize, transport: {}, organisationDomains: [] },
  ]);
  expect(conversion!.quarantined).toEqual([
    { reason: 'edi.too-large', detail: 'The interchange has 900 bytes; the limit is 100.' },
  ]);
});

it('an answer repeats a reference that holds one of our delimiters, and separates by others', async () => {
  const raw = Buffer.from(x12Orders({ number: 1, orders: 1, lines: 1 }).toString().replaceAll('*0001~', '*00^1~'));
  const { answers } = await convert(raw);
  expect(answers).toHaveLength(1);
  expect(shownAnswer(answers![0]!).text).toContain('AK2|850|00^1~');
});

it('a document that no browser could show is refused, and so the partner is told', async () => {
  const raw = x12Orders({ number: 1, orders: 1, lines: 120_000 });
  const { drafts, quarantined, answers } = await convert(raw);
  expect(drafts).toEqual([]);
  expect(quarantined).toMatchObject([
    { reason: 'edi.set-too-large', documentType: '850', part: { number: 1 }, position: { segment: 1 } },
  ]);
  expect(answers!.map(({ type, code }) => `${type} ${code}`)).toEqual(['997 R']);
});
