// Segments and their places, as both standards write them and as files really are.

import type { Interchange } from '../envelope/interchange.js';
import { readInterchange } from '../envelope/interchange.reader.js';
import { edifactWriter, x12Writer } from './segment/segment.writer.js';

const read = (text: string, charset?: string): Interchange => readInterchange(Buffer.from(text, 'latin1'), { charset });
const ISA =
  'ISA*00*          *00*          *ZZ*BRIGHTMILL     *ZZ*NORDWERK       *261128*1030*U*00401*000000001*0*P*:~';
const x12 = (body: string, isa = ISA): string =>
  `${isa}GS*PO*A*B*20261128*1030*1*X*004010~ST*850*0001~${body}SE*${body.split('~').length + 1}*0001~GE*1*1~IEA*1*000000001~`;
const edifact = (body: string, unb = "UNB+UNOC:3+A:14+B:14+261128:1030+R1'"): string =>
  `${unb}UNH+1+ORDERS:D:96A:UN'${body}UNT+${body.split(/(?<!\?)'/).length + 1}+1'UNZ+1+R1'`;
const firstSet = (interchange: Interchange) => interchange.groups[0]!.sets[0]!;
const values = (interchange: Interchange): string[] =>
  firstSet(interchange).segments.map(segment =>
    [segment.tag, ...Array.from({ length: segment.length }, (_, at) => segment.value(at + 1))].join(' '),
  );

describe('X12', () => {
  it('knows byte, place and content of every segment', () => {
    const text = x12('BEG*00*SA*PO-4711**20261128~\r\nN1*BY*Brightmill*92*1001~\r\n');
    const [st, beg, n1, se] = firstSet(read(text)).segments;
    expect([st!.index, beg!.index, n1!.index, se!.index]).toEqual([1, 2, 3, 4]);
    for (const segment of [st!, beg!, n1!, se!]) {
      expect(text.slice(segment.byte, segment.end)).toBe(`${segment.text()}~`);
      expect(segment.text().startsWith(segment.tag)).toBe(true);
    }
    expect(text.slice(beg!.byteOf(3), beg!.byteOf(3) + 7)).toBe('PO-4711');
    expect([beg!.length, beg!.value(4), beg!.value(6), beg!.byteOf(6)]).toEqual([5, '', '', beg!.end - 1]);
  });

  it('tells a tag from one with a byte of zero before it, in the order that a damaged file has them', () => {
    const tags = firstSet(read(x12('\x00BEG*00~\x00Q*1~Q*2~\x00\x00Q*3~BEG*00~'))).segments.map(({ tag }) => tag);
    expect(tags).toEqual(['ST', '\0BEG', '\0Q', 'Q', '\0\0Q', 'BEG', 'SE']);
  });

  it('leaves a text whole that holds the component separator', () => {
    const [, msg] = firstSet(read(x12('MSG*Call at 10:30 please~'))).segments;
    expect(msg!.value(1)).toBe('Call at 10:30 please');
    expect([msg!.value(1, 1), msg!.value(1, 2), msg!.components(1)]).toEqual(['Call at 10', '30 please', 2]);
  });

  it.each(['~', "'", '\n', '\r', '\r\n', '\x15', '|', '\x1c'])('takes %j as terminator where ISA ends with it', end => {
    expect(values(read(x12('BEG*00*SA*4711~').replaceAll('~', end)))).toEqual([
      'ST 850 0001',
      'BEG 00 SA 4711',
      'SE 3 0001',
    ]);
  });

  it('takes a blank and an asterisk as terminators', () => {
    const blank = x12('BEG*00*SA*4711~', '').replaceAll('~', ' ');
    expect(values(read(ISA.replace('~', ' ') + blank))).toEqual(['ST 850 0001', 'BEG 00 SA 4711', 'SE 3 0001']);
    const star = x12('BEG*00*SA*4711~').replaceAll('*', '|').replaceAll('~', '*');
    expect(values(read(star))).toEqual(['ST 850 0001', 'BEG 00 SA 4711', 'SE 3 0001']);
  });

  it('skips line ends after terminators, blanks and a BOM in front, and terminators that end nothing', () => {
    const text = `\xef\xbb\xbf \r\n${x12('BEG*00*SA*4711~').replaceAll('~', '~\r\n')}`.replace('4711~', '4711~~');
    const interchange = read(text);
    expect(values(interchange)).toEqual(['ST 850 0001', 'BEG 00 SA 4711', 'SE 3 0001']);
    expect(interchange.byteStart).toBe(6);
    expect(interchange.findings).toEqual([]);
  });

  it('takes ISA11 as repetition separator from 00402 on, and never a letter', () => {
    expect(read(x12('')).delimiters.repetition).toBeNull();
    expect(read(x12('', ISA.replace('*U*00401', '*^*00501'))).delimiters.repetition).toBe('^');
    const [, hi] = firstSet(read(x12('HI*a:b^c:d~', ISA.replace('*U*00401', '*^*00501')))).segments;
    expect([hi!.value(1, 2, 2), hi!.repetitions(1), hi!.components(1, 2), hi!.value(1)]).toEqual([
      'd',
      2,
      2,
      'a:b^c:d',
    ]);
  });

  it('reads the delimiters of an ISA that is not 106 long, also with no-break spaces in UTF-8', () => {
    const isa = ISA.replace('BRIGHTMILL     ', 'BRIGHTMILL\xc2\xa0\xc2\xa0\xc2\xa0\xc2\xa0\xc2\xa0');
    const interchange = read(x12('BEG*00*SA*4711~', isa));
    expect(values(interchange)[1]).toBe('BEG 00 SA 4711');
    expect(interchange.sender).toEqual({ qualifier: 'ZZ', id: 'BRIGHTMILL' });
    expect(interchange.findings).toMatchObject([{ code: 'interchange.header-length', severity: 'warning', byte: 0 }]);
    const short = read(x12('BEG*00*SA*4711~', ISA.replaceAll(/ {2,}/g, '')));
    expect([short.sender.id, short.receiver.id, values(short)[1]]).toEqual([
      'BRIGHTMILL',
      'NORDWERK',
      'BEG 00 SA 4711',
    ]);
  });

  it('reads on where ISA16 was left out', () => {
    const interchange = read(x12('BEG*00*SA*4711~', ISA.replace('*:~', '*~')));
    expect(values(interchange)[1]).toBe('BEG 00 SA 4711');
    const lines = read(x12('BEG*00*SA*4711~', ISA.replace('*:~', '*~')).replaceAll('~', '~\n'));
    expect(values(lines)[1]).toBe('BEG 00 SA 4711');
    expect(lines.findings.map(({ code }) => code)).toEqual(['interchange.header-length']);
  });

  it('reads Latin-1 and UTF-8 alike, and another character set where it was agreed', () => {
    const latin = x12('N1*BY*M\xfcller~');
    expect(values(read(latin))[1]).toBe('N1 BY Müller');
    expect(values(readInterchange(Buffer.from(x12('N1*BY*Müller €~'), 'utf8')))[1]).toBe('N1 BY Müller €');
    expect(values(read(x12('N1*BY*\xa3\xf3d\xbc~'), 'iso-8859-2'))[1]).toBe('N1 BY Łódź');
    expect(values(read(latin, 'no such charset'))[1]).toBe('N1 BY Müller');
  });
});

describe('EDIFACT', () => {
  it.each([1, 3, 4, 126, 127, 128, 129, 300, 40_000])('takes release characters off %i signs that have one each', n => {
    const [, ftx] = firstSet(read(edifact(`FTX+AAA+++${'?+'.repeat(n)}:b?:+EN'`))).segments;
    expect([ftx!.value(4), ftx!.value(4, 2), ftx!.value(5), ftx!.length]).toEqual(['+'.repeat(n), 'b:', 'EN', 5]);
    expect([ftx!.components(4), ftx!.byteOf(4, 2) - ftx!.byteOf(4), ftx!.byteOf(4, 3)]).toEqual([
      2,
      2 * n + 1,
      ftx!.end - 1,
    ]);
  });

  it('gives components, and the first of them where none is named', () => {
    const [, lin] = firstSet(read(edifact("LIN+1++4012345678901:EN'"))).segments;
    expect([lin!.value(3), lin!.value(3, 1), lin!.value(3, 2), lin!.value(2), lin!.components(3)]).toEqual([
      ...['4012345678901', '4012345678901', 'EN', ''],
      2,
    ]);
  });

  it('takes a released delimiter as a character, with positions as received', () => {
    const text = edifact("FTX+AAI+++10 ?+ 2 ?: 3?'4 ??'FTX+AAI+++next'");
    const [, one, two] = firstSet(read(text)).segments;
    expect([one!.value(4), two!.value(4)]).toEqual(["10 + 2 : 3'4 ?", 'next']);
    expect(text.slice(one!.byte, one!.end)).toBe("FTX+AAI+++10 ?+ 2 ?: 3?'4 ??'");
    expect(text.slice(two!.byteOf(4))).toMatch(/^next/);
  });

  it.each([
    [
      'odd delimiters',
      'UNA;#.! ~',
      (text: string) => text.replaceAll(':', ';').replaceAll('+', '#').replaceAll("'", '~'),
    ],
    ['a line end as terminator', 'UNA:+.? \n', (text: string) => text.replaceAll("'", '\n')],
    ['line ends around', "UNA:+.? '\r\n", (text: string) => text.replaceAll("'", "'\r\n")],
    ['a blank lost', "UNA:+.?'", (text: string) => text],
  ])('reads UNA with %s', (_, una, change) => {
    expect(values(read(una + change(edifact("BGM+220+4711+9'"))))).toEqual([
      'UNH 1 ORDERS',
      'BGM 220 4711 9',
      'UNT 3 1',
    ]);
  });

  it('releases nothing where UNA leaves the release character blank', () => {
    const [, ftx] = firstSet(read(`UNA:+.  '${edifact("FTX+AAI+++why?'")}`)).segments;
    expect(ftx!.value(4)).toBe('why?');
  });

  it('repeats elements from version 4 of the syntax on', () => {
    const body = "FTX+a*b:c'";
    const four = firstSet(read(edifact(body, "UNB+UNOC:4+A:14+B:14+20261128:1030+R1'"))).segments[1]!;
    expect([four.value(1), four.value(1, 1, 2), four.value(1, 2, 2), four.repetitions(1)]).toEqual(['a', 'b', 'c', 2]);
    expect(firstSet(read(edifact(body))).segments[1]!.value(1)).toBe('a*b');
  });

  it.each([
    ['UNOC', 'M\xfcller', 'Müller'],
    ['UNOD', '\xa3\xf3d\xbc', 'Łódź'],
    ['UNOE', '\xbc\xde\xe1\xda\xd2\xd0', 'Москва'],
    ['UNOF', '\xc1\xe8\xde\xed\xe1', 'Αθήνα'],
    ['UNOY', 'M\xc3\xbcller', 'Müller'],
    ['UNOW', '\xe2\x82\xac', '€'],
  ])('decodes %s', (syntax, bytes, expected) => {
    const interchange = read(edifact(`NAD+BY+++${bytes}'`, `UNB+${syntax}:3+A:14+B:14+261128:1030+R1'`));
    expect(firstSet(interchange).segments[1]!.value(4)).toBe(expected);
    expect(firstSet(interchange).findings).toEqual([]);
  });
});

it('a file without separators costs no more than its length', () => {
  const many = Array.from({ length: 50_000 }, () => 'AB~').join('');
  const set = firstSet(read(x12(many)));
  let elements = 0;
  for (const segment of set.segments) elements += segment.length;
  expect([set.segments.length, elements]).toEqual([50_002, 4]);
});

it('sets of a large interchange are the same segments whenever they are asked for', () => {
  const write = x12Writer();
  const sets = Array.from({ length: 3000 }, (_, at) =>
    ['ST*850*', '~BEG*00*SA*PO-', '~SE*3*', '~'].join(String(at + 1000)),
  );
  const text = x12('').replace(/ST.*?SE.*?~/, sets.map(set => set.replace(/~\d+$/, '~')).join('')) + write(['IEA']);
  const [group] = read(text).groups;
  expect(group!.sets).toHaveLength(3000);
  const numbers = () => group!.sets.map(set => set.segments[1]!.value(3));
  expect(numbers()).toEqual(numbers());
  expect(numbers()[2999]).toBe('PO-3999');
  expect(group!.sets[5]!.segments).toBe(group!.sets[5]!.segments);
  expect(edifactWriter()(['BGM', '220'])).toBe("BGM+220'");
});
