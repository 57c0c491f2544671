// What is written is read back as it was given, for any values; what cannot be written is refused with its place.
import fc from 'fast-check';
import { readInterchange } from '../../envelope/interchange.reader.js';
import type { Delimiters } from './segment.js';
import {
  EDIFACT_DELIMITERS,
  edifactWriter,
  encodeSegments,
  NotWritable,
  type SegmentBody,
  unaOf,
  X12_DELIMITERS,
  x12Writer,
} from './segment.writer.js';

const mark = fc.constantFrom(..."~'|*+:;#!^%>&=\n\x15\x1d\x1e\x1f");
const delimiters: fc.Arbitrary<Delimiters> = fc
  .uniqueArray(mark, { minLength: 5, maxLength: 5 })
  .map(([element, component, repetition, release, terminator]) => ({
    element: element!,
    component: component!,
    repetition: repetition!,
    release: release!,
    terminator: terminator!,
  }))
  .filter(({ element, component, repetition }) => ![element, component, repetition].includes('\n'));

/** Characters of all kinds, and every delimiter that there can be. */
const value = fc.oneof(
  { weight: 3, arbitrary: fc.string({ maxLength: 12 }) },
  { weight: 2, arbitrary: fc.string({ maxLength: 8, unit: 'grapheme' }) },
  { weight: 2, arbitrary: fc.array(mark, { maxLength: 5 }).map(marks => marks.join('')) },
);
const composite = fc.array(value, { minLength: 1, maxLength: 4 });

/** Without the empty ends, which nobody writes. */
const trimmed = (values: readonly string[]): string[] => {
  const all = [...values];
  while (all.length > 0 && all.at(-1) === '') all.pop();
  return all;
};

function x12File(body: SegmentBody[], write: (segment: SegmentBody) => string): string {
  const all: SegmentBody[] = [
    [
      'ISA',
      '00',
      '',
      '00',
      '',
      'ZZ',
      'BRIGHTMILL',
      'ZZ',
      'NORDWERK',
      '261128',
      '1030',
      'U',
      '00501',
      '000000042',
      '0',
      'P',
      '',
    ],
    ['GS', 'PO', 'BRIGHTMILL', 'NORDWERK', '20261128', '1030', '7', 'X', '005010'],
    ['ST', '850', '0001'],
    ...body,
    ['SE', String(body.length + 2), '0001'],
    ['GE', '1', '7'],
    ['IEA', '1', '000000042'],
  ];
  return all.map(write).join('');
}

function edifactFile(body: SegmentBody[], write: (segment: SegmentBody) => string, version = '4'): string {
  const all: SegmentBody[] = [
    ['UNB', ['UNOY', version], ['BRIGHTMILL', '14'], ['NORDWERK', '14'], ['20261128', '1030'], 'R42'],
    ['UNH', '1', ['ORDERS', 'D', '96A', 'UN']],
    ...body,
    ['UNT', String(body.length + 2), '1'],
    ['UNZ', '1', 'R42'],
  ];
  return all.map(write).join('');
}

it('any values survive EDIFACT, with any delimiters', () => {
  const segment = fc.array(fc.oneof(value, composite), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(fc.array(segment, { minLength: 1, maxLength: 5 }), delimiters, (body, used) => {
      fc.pre(body.flat(2).every(text => !(used.terminator === '\n' && /[\r\n]/.test(text)) && text.isWellFormed()));
      const text =
        unaOf(used) +
        edifactFile(
          body.map(elements => ['FTX', ...elements]),
          edifactWriter(used),
        );
      const read = readInterchange(encodeSegments(text, 'utf-8'));
      expect(read.findings).toEqual([]);
      const [set] = read.groups[0]!.sets;
      expect(set!.findings).toEqual([]);
      expect(set!.segments).toHaveLength(body.length + 2);
      for (const [row, elements] of body.entries()) {
        const segment = set!.segments[row + 1]!;
        for (const [index, content] of elements.entries()) {
          const components = typeof content === 'string' ? [content] : trimmed(content);
          for (const [part, expected] of components.entries()) {
            expect(segment.value(index + 1, part + 1)).toBe(expected);
          }
          expect(segment.value(index + 1, components.length + 1)).toBe('');
        }
      }
    }),
    { numRuns: 300 },
  );
});

it('any values survive X12, or are refused by name', () => {
  const segment = fc.array(fc.oneof(value, composite), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(fc.array(segment, { minLength: 1, maxLength: 5 }), delimiters, (body, used) => {
      const write = x12Writer(used);
      fc.pre(body.flat(2).every(text => text.isWellFormed()));
      let text: string;
      try {
        text = x12File(
          body.map(elements => ['MSG', ...elements]),
          write,
        );
      } catch (error) {
        expect(error).toBeInstanceOf(NotWritable);
        expect(error).toMatchObject({ code: 'EDI.NOT_WRITABLE', tag: 'MSG', element: expect.any(Number) });
        const special = [used.element, used.component, used.repetition!, used.terminator];
        const texts = body.flat(2);
        expect(texts.some(one => special.some(mark => one.includes(mark)) || /[\r\n]/.test(one))).toBe(true);
        return;
      }
      const [set] = readInterchange(encodeSegments(text, 'utf-8'), { charset: 'utf-8' }).groups[0]!.sets;
      expect(set!.findings).toEqual([]);
      for (const [row, elements] of body.entries()) {
        const segment = set!.segments[row + 1]!;
        for (const [index, content] of elements.entries()) {
          const components = typeof content === 'string' ? [content] : trimmed(content);
          for (const [part, expected] of components.entries()) {
            expect(segment.value(index + 1, part + 1)).toBe(expected);
          }
        }
      }
    }),
    { numRuns: 300 },
  );
});

it('an empty value is absent, wherever it stands', () => {
  const [set] = readInterchange(Buffer.from(edifactFile([['FTX', '', ['', 'b', ''], '']], edifactWriter()))).groups[0]!
    .sets;
  const segment = set!.segments[1]!;
  expect(segment.text()).toBe('FTX++:b');
  expect([segment.value(1), segment.value(2), segment.value(2, 2), segment.value(9)]).toEqual(['', '', 'b', '']);
  expect([segment.length, segment.components(2), segment.components(1), segment.repetitions(2)]).toEqual([2, 2, 0, 1]);
});

describe('the writers', () => {
  it('pad ISA to its 106 characters', () => {
    expect(x12File([], x12Writer()).indexOf('GS*')).toBe(106);
  });

  it('refuse what ISA cannot hold', () => {
    const isa = [
      'ISA',
      '00',
      '',
      '00',
      '',
      'ZZ',
      'X'.repeat(16),
      'ZZ',
      'N',
      '261128',
      '1030',
      'U',
      '00401',
      '1',
      '0',
      'P',
      '',
    ];
    expect(() => x12Writer()(isa)).toThrow('ISA6 cannot be written');
    expect(() => x12Writer()(['ISA', '00'])).toThrow('ISA2 cannot be written: it is missing.');
  });

  it('release each delimiter of EDIFACT, and nothing else', () => {
    expect(edifactWriter()(['FTX', "a+b:c'd?e*f"])).toBe("FTX+a?+b?:c?'d??e*f'");
  });

  it('refuse a delimiter where nothing releases it', () => {
    expect(() => x12Writer()(['MSG', 'ab', ['c', 'd~e']])).toThrow(
      expect.objectContaining({ code: 'EDI.NOT_WRITABLE', tag: 'MSG', element: 2, component: 2 }),
    );
    expect(() => edifactWriter({ ...EDIFACT_DELIMITERS, release: null })(['FTX', 'a+b'])).toThrow(NotWritable);
  });

  it('refuse delimiters that cannot be told apart, and tags that are none', () => {
    expect(() => x12Writer({ ...X12_DELIMITERS, component: '*' })).toThrow(NotWritable);
    expect(() => edifactWriter({ ...EDIFACT_DELIMITERS, terminator: 'A' })).toThrow(NotWritable);
    expect(() => edifactWriter()(['ftx', 'a'])).toThrow(NotWritable);
    expect(() => x12Writer()([['N1'], 'a'])).toThrow(NotWritable);
  });

  it('refuse a character that the character set lacks, and name it', () => {
    expect(Buffer.from(encodeSegments('Müller', 'latin1')).toString('hex')).toBe('4dfc6c6c6572');
    expect(() => encodeSegments('Müller', 'ascii')).toThrow('ascii has no "ü"');
    expect(() => encodeSegments('Łódź', 'latin1')).toThrow('latin1 has no "Ł"');
    expect(Buffer.from(encodeSegments('Łódź', 'iso-8859-2')).toString('hex')).toBe('a3f364bc');
    expect(() => encodeSegments('\ud800', 'utf-8')).toThrow(NotWritable);
  });
});
