// Where the elements of the segment that was read last lie is kept once for all interchanges: whoever reads two in turns must get what each of them holds.
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { readInterchange } from '../../envelope/interchange.reader.js';
import type { Segment } from './segment.js';

const edifact = (...body: string[]): string =>
  [
    "UNB+UNOY:4+BRIGHTMILL:14+NORDWERK:14+20261128:1030+R42'UNH+1+ORDERS:D:96A:UN'",
    ...body,
    `UNT+${body.length + 2}+1'UNZ+1+R42'`,
  ].join('');

const x12 = (...body: string[]): string =>
  [
    'ISA*00*          *00*          *ZZ*BRIGHTMILL     *ZZ*NORDWERK       *261128*1030*U*00501*000000042*0*P*>~',
    'GS*PO*BRIGHTMILL*NORDWERK*20261128*1030*7*X*005010~ST*850*0001~',
    ...body,
    `SE*${body.length + 2}*0001~GE*1*7~IEA*1*000000042~`,
  ].join('');

const segmentsOf = (bytes: Buffer, charset: string | null = null): readonly Segment[] =>
  readInterchange(bytes, { charset }).groups[0]!.sets[0]!.segments;

const everyValue = (segment: Segment): string[] => {
  const values: string[] = [];
  for (let element = 0; element <= segment.length + 1; element++) {
    for (const component of [undefined, 1, 2, 3]) values.push(segment.value(element, component));
  }
  return values;
};

/** Blanks of all kinds between signs of one, two and three bytes, and what releases. */
const written = fc
  .array(fc.constantFrom(' ', ' ', '\t', '\u00a0', '\u3000', 'a', 'B7', 'é', '漢', '?+', '??', '*', '>'), {
    maxLength: 6,
  })
  .map(signs => signs.join(''));
const row = fc.array(fc.array(written, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 4 });

it.each(['utf-8', 'shift_jis', 'gb18030'])('a trimmed value is the value without blanks around it, in %s', charset => {
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 4 }), rows => {
      const files = [
        edifact(...rows.map(elements => `FTX+${elements.map(parts => parts.join(':')).join('+')}'`)),
        x12(...rows.map(elements => `MSG*${elements.map(parts => parts.join('>').replace(/[*?]/g, '')).join('*')}~`)),
      ];
      for (const file of files) {
        for (const segment of segmentsOf(iconv.encode(file, charset), charset)) {
          for (let element = 0; element <= segment.length + 1; element++) {
            for (const component of [undefined, 1, 2, 3]) {
              expect(segment.trimmed(element, component)).toBe(segment.value(element, component).trim());
            }
          }
        }
      }
    }),
    { numRuns: 150 },
  );
});

it('a blank whose second byte is a sign of ASCII is a blank', () => {
  const [, line] = segmentsOf(iconv.encode(edifact("FTX+\u3000漢\u3000+b'"), 'shift_jis'), 'shift_jis');
  expect([line!.trimmed(1), line!.trimmed(2)]).toEqual(['漢', 'b']);
});

it('interchanges that are read in turns keep their own values', () => {
  fc.assert(
    fc.property(fc.array(row, { minLength: 2, maxLength: 5 }), rows => {
      const body = rows.map(elements => `FTX+${elements.map(parts => parts.join(':')).join('+')}'`);
      const [one, other] = [edifact(...body), edifact(...[...body].reverse())].map(text =>
        segmentsOf(Buffer.from(text)),
      );
      const alone = [one!, other!].map(segments => segments.map(everyValue));
      const turns = one!.map((segment, at) => [everyValue(segment), everyValue(other![at]!)]);
      expect(turns.map(([first]) => first)).toEqual(alone[0]);
      expect(turns.map(([, second]) => second)).toEqual(alone[1]);
    }),
    { numRuns: 100 },
  );
});

it('a segment of more elements than are kept leaves nothing to those after it', () => {
  const long = `FTX+${Array.from({ length: 70_000 }, (_, at) => at).join('+')}'`;
  const [, first, second] = segmentsOf(Buffer.from(edifact(long, "FTX+a:b+c'")));
  expect([first!.length, first!.value(70_000)]).toEqual([70_000, '69999']);
  expect([second!.length, second!.value(1, 2), second!.value(2), second!.value(3)]).toEqual([2, 'b', 'c', '']);
  expect(first!.value(40_000)).toBe('39999');
});
