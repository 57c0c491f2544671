// Whatever came in, the answer is sound: our own readers and tables find nothing wrong with it, and it names each set of the interchange once.
import fc from 'fast-check';
import { type TradingPartner, usualAgreement } from '#tickets';
import { readInterchange } from '../envelope/interchange.reader.js';
import { edifactInterchange, wideOrder, wideOrders, x12Interchange } from '../validate/set.examples.js';
import { validateSet } from '../validate/set.validator.js';
import { judge } from '../validate/verdict.js';
import { writeAcknowledgement } from './acknowledgement.writer.js';
import { answersOf } from './answer.maker.js';

const partner = (standard: 'x12' | 'edifact', over: Partial<TradingPartner>): TradingPartner => ({
  ...usualAgreement(standard),
  ...{ id: 1, key: 'portal', name: 'Portal', identities: [], ownIdentities: [], enabled: true, version: 1 },
  ...over,
});

const agreement = fc.record({
  errors: fc.constantFrom('reject' as const, 'note-errors' as const),
  accepts: fc.constantFrom('production' as const, 'both' as const),
});

/** Answers as they are read by whoever gets them, each without a fault. */
function answered(bytes: Buffer, over: Partial<TradingPartner>) {
  const interchange = readInterchange(bytes);
  const known = partner(interchange.standard, over);
  const verdict = judge(interchange, known);
  const answers = answersOf(interchange, verdict, known);
  const read = answers.map(answer => {
    const written = writeAcknowledgement(answer, { interchangeRef: '000000042', at: new Date('2026-11-28T10:30:00Z') });
    const back = readInterchange(written);
    const sets = back.groups.flatMap(group => group.sets);
    const findings = [
      ...back.findings.filter(({ code }) => code !== 'interchange.empty'),
      ...back.groups.flatMap(group => group.findings),
      ...sets.flatMap(set => [...set.findings, ...validateSet(set)]),
    ];
    expect({ findings, written: Buffer.from(written).toString() }).toEqual({
      findings: [],
      written: expect.any(String),
    });
    expect(back.ackRequested).toBe(false);
    return { answer, back, segments: sets.flatMap(set => set.segments) };
  });
  return { interchange, verdict, read };
}

/** Some bytes become others, go away or come in, behind the header. */
const damages = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    text: fc.constantFrom('', 'A', '*', '~', '+', "'", ':', '?', '9', '-', '\x01', 'é', '^>'),
  }),
  { minLength: 1, maxLength: 4 },
);
function damaged(text: string, from: number, changes: readonly { at: number; text: string }[]): Buffer {
  let result = text;
  for (const { at, text: other } of changes) {
    const place = from + Math.floor(at * (result.length - from));
    result = result.slice(0, place) + other + result.slice(place + 1);
  }
  return Buffer.from(result, 'latin1');
}

const twoOrders = x12Interchange([
  ['850', wideOrder],
  ['850', wideOrder],
]);
const twoMessages = edifactInterchange([
  ['ORDERS', wideOrders],
  ['ORDERS', wideOrders],
]);

it.each(['997', '999'] as const)(
  'a %s of any damaged interchange is sound, names each set once and counts right',
  type => {
    fc.assert(
      fc.property(damages, agreement, (changes, over) => {
        const { interchange, verdict, read } = answered(damaged(twoOrders, 106, changes), {
          ...over,
          acknowledge: type,
        });
        if (verdict.interchange.outcome === 'refused') {
          expect(read.map(({ answer }) => [answer.type, answer.code])).toEqual([['TA1', 'R']]);
          return;
        }
        const groups = interchange.groups.filter(({ functionalId }) => functionalId !== 'FA');
        expect(read).toHaveLength(groups.length);
        for (const [index, { answer, segments }] of read.entries()) {
          const { sets } = groups[index]!;
          expect(answer.sets.map(({ ref }) => ref)).toEqual(sets.map(({ controlRef }) => controlRef));
          const codes = segments.filter(({ tag }) => /^[AI]K5$/.test(tag)).map(segment => segment.value(1));
          expect(codes).toEqual(answer.sets.map(({ code }) => code));
          const end = segments.find(({ tag }) => tag === 'AK9')!;
          expect(end.value(3)).toBe(String(sets.length));
          expect(end.value(4)).toBe(String(codes.filter(code => code !== 'R').length));
        }
      }),
      { numRuns: 250 },
    );
  },
);

it('a CONTRL of any damaged interchange is sound, and names each message once', () => {
  fc.assert(
    fc.property(damages, agreement, (changes, over) => {
      const from = twoMessages.indexOf('UNH');
      const { interchange, verdict, read } = answered(damaged(twoMessages, from, changes), over);
      const [one, ...others] = read;
      expect(others).toEqual([]);
      if (!one) return;
      const named = one.segments.filter(({ tag }) => tag === 'UCM').map(segment => segment.value(1));
      const refused = verdict.interchange.outcome === 'refused';
      expect(one.answer.code).toBe(refused ? '4' : '7');
      const sets = interchange.groups
        .flatMap(group => group.sets)
        .filter(({ type }) => !/^(CONTRL|APERAK)$/.test(type));
      expect(named).toHaveLength(refused ? 0 : sets.length);
    }),
    { numRuns: 250 },
  );
});

it('names and references with delimiters of ours are answered all the same', () => {
  const text = twoOrders
    .replaceAll('*', '|')
    .replaceAll('PORTALPUMPS ', 'PORTAL*PUM~S')
    .replaceAll('|0001', '|00*1')
    .replace('|12|EA', '|1*2|EA');
  const { read } = answered(Buffer.from(text, 'latin1'), {});
  expect(read.map(({ answer, back }) => [answer.type, answer.code, back.receiver.id])).toEqual([
    ['997', 'P', 'PORTAL*PUM~S'],
  ]);
});

it('tells each fault of a set at its place', () => {
  const body = wideOrder.map(one =>
    one.replace('PO1*1*12*EA', 'PO1*1*12x*EA').replace('N1*BY*Portal Pumps Inc*92*1001', 'N1*BY**92'),
  );
  const { read } = answered(Buffer.from(x12Interchange([['850', body]])), {});
  const rows = read[0]!.segments.map(segment => segment.text()).filter(row => /^AK/.test(row));
  expect(rows).toEqual([
    'AK1*PO*31',
    'AK2*850*0001',
    'AK3*N1*27*N1*8',
    'AK4*4*67*2',
    'AK3*PO1*35*PO1*8',
    'AK4*2*330*6*12x',
    'AK5*R*5',
    'AK9*R*1*1*0',
  ]);
});

it('tells each fault of a message at its place', () => {
  const body = wideOrders.flatMap(one =>
    one === 'UNS+S' ? [] : one === 'QTY+21:12:PCE' ? ['QTY+21:1.2,0:PCE:9'] : [one],
  );
  const { read } = answered(Buffer.from(edifactInterchange([['ORDERS', body]])), {});
  const rows = read[0]!.segments.map(segment => segment.text()).filter(row => /^UC/.test(row));
  expect(rows).toEqual([
    'UCI+R301+PORTAL:ZZ+NORDWERK:ZZ+7',
    'UCM+1+ORDERS:D:96A:UN+4',
    'UCS+26',
    'UCD+12+2:2',
    'UCD+16+2:4',
    'UCS+43+13',
  ]);
});

it('messages in groups stand below their group', () => {
  const text = edifactInterchange([['ORDERS', wideOrders]])
    .replace('UNH+', "UNG+ORDERS+PORTAL:ZZ+NORDWERK:ZZ+261128:1030+G7+UN+D:96A'UNH+")
    .replace('UNZ+1', "UNE+1+G7'UNZ+1");
  const { read } = answered(Buffer.from(text), {});
  const rows = read[0]!.segments.map(segment => segment.text()).filter(row => /^UC/.test(row));
  expect(rows).toEqual([
    'UCI+R301+PORTAL:ZZ+NORDWERK:ZZ+7',
    'UCF+G7+PORTAL:ZZ+NORDWERK:ZZ+7',
    'UCM+1+ORDERS:D:96A:UN+7',
  ]);
});
