// Cutting files: whatever the pieces they come in.
import fc from 'fast-check';
import { InterchangeSplitter, type Slice, splitInterchanges } from './interchange.splitter.js';

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');
const isa = (ref: string, element = '*', end = '~', component = ':'): string =>
  ['ISA', '00', ' '.repeat(10), '00', ' '.repeat(10), 'ZZ', 'BRIGHTMILL'.padEnd(15), 'ZZ', 'NORDWERK'.padEnd(15)]
    .concat(['261128', '1030', 'U', '00401', ref, '0', 'P', component])
    .join(element) + end;
const x12 = (ref: string, element = '*', end = '~'): string =>
  `${isa(ref, element, end)}GS*PO*A*B*20261128*1030*1*X*004010~ST*850*0001~BEG*00*SA*4711**20261128~SE*3*0001~GE*1*1~`
    .replaceAll('*', element)
    .replaceAll('~', end)
    .replace(isa(ref, element, end).replaceAll('*', element), isa(ref, element, end))
    .concat(`IEA${element}1${element}${ref}${end}`);
const edifact = (ref: string): string =>
  `UNB+UNOA:3+BRIGHTMILL:14+NORDWERK:14+261128:1030+${ref}'UNH+1+ORDERS:D:96A:UN'BGM+220+47?'11+9'UNT+3+1'UNZ+1+${ref}'`;

const shown = (slices: Slice[]) =>
  slices.map(({ what, standard, byteStart, byteEnd, unterminated }) => ({
    what,
    standard,
    byteStart,
    byteEnd,
    unterminated,
  }));
/** All of it as one text: comparing bytes one by one takes long. */
const exactly = (slices: Slice[]): string => JSON.stringify([shown(slices), texts(slices)]);
const texts = (slices: Slice[]): string[] => slices.map(slice => Buffer.from(slice.bytes).toString('latin1'));

function inPieces(whole: Uint8Array, ...cuts: number[]): Slice[] {
  const splitter = new InterchangeSplitter();
  const slices: Slice[] = [];
  let from = 0;
  for (const cut of [...cuts, whole.length]) {
    slices.push(...splitter.push(whole.subarray(from, cut)));
    from = cut;
  }
  return [...slices, ...splitter.end()];
}

/** Every byte that is no blank is in exactly one slice, and slices hold the bytes that they say. */
function expectEveryByteOnce(whole: Buffer, slices: Slice[]): void {
  let at = 0;
  for (const slice of slices) {
    expect(slice.byteStart).toBeGreaterThanOrEqual(at);
    expect(whole.toString('latin1', at, slice.byteStart).replaceAll('\xef\xbb\xbf', '')).toMatch(/^[\t-\r \x1a]*$/);
    expect(Buffer.compare(whole.subarray(slice.byteStart, slice.byteEnd), slice.bytes)).toBe(0);
    expect(slice.byteEnd).toBeGreaterThan(slice.byteStart);
    at = slice.byteEnd;
  }
  expect(whole.toString('latin1', at).replaceAll('\xef\xbb\xbf', '')).toMatch(/^[\t-\r \x1a]*$/);
}

describe('a file', () => {
  it('of both standards with blanks, a BOM and stray lines is cut where each begins', () => {
    const whole = bytes(
      `\xef\xbb\xbf\r\n ${x12('000000001')}\r\n\r\n${edifact('A1')}\nBest regards\n${x12('000000002', '|', '\n')}`,
    );
    const slices = splitInterchanges(whole);
    expect(texts(slices)).toEqual([x12('000000001'), edifact('A1'), 'Best regards', x12('000000002', '|', '\n')]);
    expect(slices.map(({ what }) => what)).toEqual(['interchange', 'interchange', 'stray', 'interchange']);
    expect(slices.every(({ unterminated }) => !unterminated)).toBe(true);
  });

  it('of two ISAs without an IEA is two interchanges, the first of them unterminated', () => {
    const cut = x12('000000001').slice(0, x12('000000001').indexOf('IEA'));
    const slices = splitInterchanges(bytes(cut + x12('000000002')));
    expect(texts(slices)).toEqual([cut, x12('000000002')]);
    expect(slices.map(({ unterminated }) => unterminated)).toEqual([true, false]);
  });

  it('whose interchange breaks off in the middle of a segment loses nothing of the next one', () => {
    const cut = x12('000000001').slice(0, 160);
    expect(texts(splitInterchanges(bytes(cut + x12('000000002'))))).toEqual([cut, x12('000000002')]);
    const half = edifact('A1').slice(0, 70);
    expect(texts(splitInterchanges(bytes(half + edifact('A2'))))).toEqual([half, edifact('A2')]);
  });

  it('whose last terminator is missing before the next interchange is cut all the same', () => {
    const open = x12('000000001').slice(0, -1);
    expect(texts(splitInterchanges(bytes(`${open}\n${x12('000000002')}`)))).toEqual([open, x12('000000002')]);
  });

  it.each(['~', "'", '\n', '\r', '\r\n', '\x15', '|', '*', ' '])('is cut at its own terminator, here %j', end => {
    const element = end === '*' ? '+' : '*';
    // A blank that ends segments cannot stand in values, ISA aside.
    const first = x12('000000001', element, end);
    const slices = splitInterchanges(bytes(first + x12('000000002', element, end)));
    expect(slices.map(({ what, unterminated }) => ({ what, unterminated }))).toEqual([
      { what: 'interchange', unterminated: false },
      { what: 'interchange', unterminated: false },
    ]);
    expect(slices[0]!.byteStart).toBe(0);
    expect(slices[1]!.byteStart).toBe(first.length);
  });

  it('that is no EDI is one stray slice, and an empty one is none', () => {
    expect(shown(splitInterchanges(bytes('%PDF-1.7\n%\xe2\xe3\nISA and UNB are words here\n%%EOF\n')))).toEqual([
      { what: 'stray', standard: null, byteStart: 0, byteEnd: 45, unterminated: false },
    ]);
    expect(splitInterchanges(bytes(''))).toEqual([]);
    expect(splitInterchanges(bytes(' \r\n\x1a'))).toEqual([]);
  });

  it('with a released terminator before UNZ does not end there', () => {
    const odd = edifact('A1').replace("UNT+3+1'", "FTX+AAI+++?'UNZ+1+A1?''UNT+4+1'");
    expect(texts(splitInterchanges(bytes(odd)))).toEqual([odd]);
  });

  it('may name UNB and ISA in its texts without being cut', () => {
    const text = edifact('A1').replace('BGM', "FTX+AAI+++PLEASE SEND THE UNB AND ISA*00 AGAIN, UNB?+UNOA?:3?+'BGM");
    expect(texts(splitInterchanges(bytes(text)))).toEqual([text]);
  });
});

describe('pieces', () => {
  const files: [string, string][] = [
    ['both standards', `\xef\xbb\xbf ${x12('000000001')}\n${edifact('A1')}\nstray\n${x12('000000002', '|', '\n')}`],
    [
      'a UNA of its own',
      `UNA;#.! ~\r\nUNB#UNOC;3#A#B#261128;1030#R~UNH#1#ORDERS;D;96A;UN~UNT#2#1~UNZ#1#R~UNA:+.? '${edifact('A1')}`,
    ],
    [
      'cut interchanges',
      `${x12('000000001').slice(0, 170)}${x12('000000002').slice(0, 300)}${edifact('A').slice(0, 60)}UNZ`,
    ],
    ['a lost header', `IEA*1*000000001~${edifact('A1')}GS*PO~${x12('000000003')}IS`],
  ];

  it.each(files)('of a file with %s, two at every byte, give what the whole gives', (_, text) => {
    const whole = bytes(text);
    const expected = splitInterchanges(whole);
    expectEveryByteOnce(whole, expected);
    for (let cut = 0; cut <= whole.length; cut++) expect(exactly(inPieces(whole, cut))).toBe(exactly(expected));
  });

  it('of one byte each give what the whole gives', () => {
    for (const [, text] of files) {
      const whole = bytes(text);
      expect(inPieces(whole, ...Array.from(whole, (_, at) => at))).toEqual(splitInterchanges(whole));
    }
  });

  it('of any file made of pieces of EDI give what the whole gives, and lose no byte', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        'ISA',
        'ISA*',
        'UNA',
        "UNA:+.? '",
        'UNB',
        'UNB+UNOA:3',
        'IEA',
        'IEA*1*1~',
        'UNZ+1+A',
        "'",
        '~',
        '\n',
        ' ',
        '?',
        '+',
      ),
      fc.constantFrom(
        'GS*PO',
        '\xef\xbb\xbf',
        x12('000000007'),
        edifact('Z9'),
        isa('000000008'),
        isa('000000009', '|', '*'),
      ),
      fc.constantFrom(x12('000000001').slice(0, 200), edifact('A').slice(0, 50), x12('000000001').slice(40)),
      fc.string({ maxLength: 6, unit: 'binary' }),
    );
    const file = fc.array(piece, { maxLength: 12 }).map(pieces => bytes(pieces.join('')));
    fc.assert(
      fc.property(file, fc.array(fc.nat(3000), { maxLength: 5 }), (whole, cuts) => {
        const expected = splitInterchanges(whole);
        expectEveryByteOnce(whole, expected);
        const places = cuts.map(cut => Math.min(cut, whole.length)).sort((one, other) => one - other);
        expect(shown(inPieces(whole, ...places))).toEqual(shown(expected));
      }),
      { numRuns: 400 },
    );
  });
});

it('hands large interchanges over whole, in pieces or at once', () => {
  const large = (ref: string): string =>
    x12(ref).replace('SE*3*0001~', `${'MSG*any words~'.repeat(120_000)}SE*120003*0001~`);
  const whole = bytes(`${large('000000001')}\n${edifact('A1')}\n${large('000000002')}${x12('000000003')}`);
  const expected = splitInterchanges(whole);
  expect(expected.map(({ standard }) => standard)).toEqual(['x12', 'edifact', 'x12', 'x12']);
  expectEveryByteOnce(whole, expected);
  const pieces = Array.from({ length: Math.floor(whole.length / 65_536) }, (_, at) => (at + 1) * 65_536);
  const cut = inPieces(whole, ...pieces);
  expectEveryByteOnce(whole, cut);
  expect(shown(cut)).toEqual(shown(expected));
});

it('forgets what was cut: a long stream of interchanges takes the memory of one', () => {
  const splitter = new InterchangeSplitter();
  const one = bytes(x12('000000001'));
  let slices = 0;
  for (let turn = 0; turn < 40_000; turn++) slices += splitter.push(one).length;
  slices += splitter.end().length;
  expect(slices).toBe(40_000);
  const held = (splitter as unknown as { window: { bytes: Buffer } }).window.bytes.length;
  expect(held).toBeLessThan(256 * 1024);
});
