// Envelopes: what is wrong with them, and where. Every set on its own.
import fc from 'fast-check';
import type { Interchange } from './interchange.js';
import { readInterchange, senderOf } from './interchange.reader.js';

const ISA =
  'ISA*00*          *00*          *ZZ*BRIGHTMILL     *01*NORDWERK       *261128*1030*U*00401*000000041*1*T*:~';
const set = (ref: string, type = '850'): string => `ST*${type}*${ref}~BEG*00*SA*PO-${ref}**20261128~SE*3*${ref}~`;
const group = (ref: string, sets: string[], id = 'PO'): string =>
  `GS*${id}*A*B*20261128*1030*${ref}*X*004010VICS~${sets.join('')}GE*${sets.length}*${ref}~`;
const x12 = (groups: string[]): string => `${ISA}${groups.join('')}IEA*${groups.length}*000000041~`;
const message = (ref: string, body = ''): string =>
  `UNH+${ref}+ORDERS:D:96A:UN:EAN008'BGM+220+PO-${ref}+9'${body}UNT+${body.split("'").length + 2}+${ref}'`;
const UNB = "UNB+UNOA:3+4012345000009:14+NORDWERK:ZZ+261128:1030+R77++ORDERS++1++1'";
const edifact = (messages: string[]): string => `${UNB}${messages.join('')}UNZ+${messages.length}+R77'`;

const read = (text: string, charset?: string): Interchange => readInterchange(Buffer.from(text, 'latin1'), { charset });
const faults = (text: string) => {
  const interchange = read(text);
  const found = (findings: Interchange['findings'], where: string) =>
    findings.filter(({ severity }) => severity === 'error').map(({ code, byte }) => `${where} ${code} ${byte}`);
  return [
    ...found(interchange.findings, '-'),
    ...interchange.groups.flatMap(one => [
      ...found(one.findings, `group ${one.controlRef}`),
      ...one.sets.flatMap(each => found(each.findings, `set ${each.controlRef}`)),
    ]),
  ];
};

describe('an X12 interchange', () => {
  it('is taken apart into all its groups and sets', () => {
    const text = x12([group('7', [set('0001'), set('0002')]), group('8', [set('0001', '860')], 'PC')]);
    const interchange = read(text);
    expect(interchange).toMatchObject({
      standard: 'x12',
      sender: { qualifier: 'ZZ', id: 'BRIGHTMILL' },
      receiver: { qualifier: '01', id: 'NORDWERK' },
      controlRef: '000000041',
      version: '00401',
      testFlag: true,
      ackRequested: true,
      byteStart: 0,
      byteEnd: text.length,
      findings: [],
    });
    expect(interchange.groups.map(one => [one.functionalId, one.controlRef, one.version, one.sets.length])).toEqual([
      ['PO', '7', '004010VICS', 2],
      ['PC', '8', '004010VICS', 1],
    ]);
    const [first, second] = interchange.groups[0]!.sets;
    expect(first).toMatchObject({ type: '850', version: '004010', controlRef: '0001' });
    expect(text.slice(second!.byteStart, second!.byteEnd)).toBe(set('0002'));
  });

  it('may hold interchange acknowledgements outside its groups', () => {
    const interchange = read(x12([]).replace('IEA*0', 'TA1*000000017*261127*0900*A*000~IEA*0'));
    expect(interchange.interchangeAcks.map(segment => segment.value(1))).toEqual(['000000017']);
    expect(interchange.findings).toEqual([]);
  });

  it.each([
    ['SE missing', (text: string) => text.replace('SE*3*0001~', ''), 'set 0001 set.trailer-missing SECOND'],
    ['SE count', (text: string) => text.replace('SE*3*0001', 'SE*4*0001'), 'set 0001 set.count-wrong SE1'],
    [
      'SE reference',
      (text: string) => text.replace('SE*3*0001', 'SE*3*0009'),
      'set 0001 set.control-number-mismatch SE1+2',
    ],
    ['ST02 twice', (text: string) => text.replaceAll('0002', '0001'), 'set 0001 set.control-number-repeated ST2+7'],
    ['ST01 empty', (text: string) => text.replace('ST*850*0001', 'ST**0001'), 'set 0001 set.type-missing ST1'],
    ['GE missing', (text: string) => text.replace('GE*2*7~', ''), 'group 7 group.trailer-missing IEA'],
    ['GE count', (text: string) => text.replace('GE*2*7', 'GE*3*7'), 'group 7 group.count-wrong GE'],
    ['GE reference', (text: string) => text.replace('GE*2*7', 'GE*2*9'), 'group 7 group.control-number-mismatch GE+2'],
    ['IEA missing', (text: string) => text.replace(/IEA.*$/, ''), '- interchange.trailer-missing END'],
    ['IEA count', (text: string) => text.replace('IEA*1', 'IEA*2'), '- interchange.count-wrong IEA'],
    ['IEA reference', (text: string) => text.replace(/41~$/, '42~'), '- interchange.control-number-mismatch IEA+2'],
    ['a stray segment', (text: string) => text.replace('GE*', 'N1*BY*X~GE*'), 'group 7 interchange.stray-segment N1'],
    ['a stray SE', (text: string) => text.replace('GE*', 'SE*3*0002~GE*'), 'group 7 interchange.stray-segment SE3'],
    [
      'no control number',
      (text: string) => text.replaceAll('000000041', '         '),
      '- interchange.header-invalid ISA13',
    ],
  ])('with %s says so at the place, and keeps every set', (_, damage, expected) => {
    const text = damage(x12([group('7', [set('0001'), set('0002')])]));
    const places: Record<string, number> = {
      SECOND: text.lastIndexOf('ST*'),
      SE1: text.indexOf('SE*') + 3,
      'SE1+2': text.indexOf('SE*') + 5,
      SE3: text.lastIndexOf('SE*'),
      'ST2+7': text.lastIndexOf('ST*') + 7,
      ST1: text.indexOf('ST*') + 3,
      IEA: text.indexOf('IEA*') + (expected.includes('trailer') ? 0 : 4),
      'IEA+2': text.indexOf('IEA*') + 6,
      GE: text.indexOf('GE*') + 3,
      'GE+2': text.indexOf('GE*') + 5,
      N1: text.indexOf('N1*'),
      END: text.length,
      ISA13: 90,
    };
    expect(faults(text)).toEqual([expected.replace(/\S+$/, place => String(places[place]))]);
    expect(read(text).groups[0]!.sets).toHaveLength(2);
  });

  it('that is cut off says where it ends, and where each thing that is open was missed', () => {
    const text = x12([group('7', [set('0001'), set('0002')])]).slice(0, 220);
    expect(faults(text)).toEqual([
      '- interchange.trailer-missing 220',
      '- interchange.unterminated 220',
      'group 7 group.trailer-missing 220',
      'set 0002 set.trailer-missing 220',
    ]);
  });

  it('that lost only its very last terminator is whole', () => {
    const interchange = read(x12([group('7', [set('0001')])]).slice(0, -1));
    expect(interchange.findings).toMatchObject([{ code: 'interchange.unterminated', severity: 'warning', tag: 'IEA' }]);
  });

  it('may drop the zeros of a reference in its trailer, but no digit', () => {
    expect(faults(x12([group('7', [set('0001')])]).replace('IEA*1*000000041', 'IEA*1*41'))).toEqual([]);
  });

  it('with sets outside of groups says so', () => {
    expect(faults(`${ISA}${set('0001')}IEA*0*000000041~`)).toContain('group null group.header-invalid 106');
  });

  it('whose ISA has too few elements is refused where it stands', () => {
    const text = x12([group('7', [set('0001')])]).replace('*00*          *00*          ', '');
    expect(faults(text)).toContain('- interchange.header-invalid 0');
  });

  it('ends before the next one begins', () => {
    const first = x12([group('7', [set('0001')])]).replace(/IEA.*$/, '');
    const interchange = read(first + x12([group('9', [set('0009')])]));
    expect([interchange.byteEnd, interchange.groups.length]).toEqual([first.length, 1]);
    expect(interchange.findings.map(({ code, byte }) => `${code} ${byte}`)).toEqual([
      `interchange.trailer-missing ${first.length}`,
      `interchange.stray-segment ${first.length}`,
    ]);
  });
});

describe('a note', () => {
  const notes = (text: string) =>
    read(text).groups.flatMap(one => [...one.findings, ...one.sets.flatMap(each => each.findings)]);

  it('is made of a set in a group for others, and refuses nothing', () => {
    expect(notes(x12([group('7', [set('0001')]), group('8', [set('0001', '860')], 'PC')]))).toEqual([]);
    const found = notes(x12([group('7', [set('0001', '860'), set('0002', '999')])]));
    expect(found).toMatchObject([{ code: 'set.group-unfit', severity: 'warning', tag: 'ST', segment: 1 }]);
    expect(found[0]!.message).toMatch(
      /^The 860 at byte \d+ stands in a group for "PO" \(GS01\); such a set belongs into "PC"\.$/,
    );
  });

  it('is made of a group whose number another has, whatever zeros it has', () => {
    const found = notes(x12([group('7', [set('0001')]), group('007', [set('0001')])]));
    expect(found).toMatchObject([
      { code: 'group.control-number-repeated', severity: 'warning', tag: 'GS', element: 6 },
    ]);
    expect(found[0]!.message).toMatch(
      /^GS06 "007" at byte \d+ is the number of an earlier group as well, at byte \d+\.$/,
    );
    const grouped = (ref: string) => `UNG+ORDERS+A+B+261128:1030+${ref}+UN+D:96A'${message('1')}UNE+1+${ref}'`;
    const twice = `${UNB}${grouped('G1')}${grouped('G1')}UNZ+2+R77'`;
    expect(notes(twice)).toMatchObject([{ code: 'group.control-number-repeated', tag: 'UNG', element: 5 }]);
    expect(notes(`${UNB}${grouped('G1')}${grouped('G2')}UNZ+2+R77'`)).toEqual([]);
  });
});

describe('an EDIFACT interchange', () => {
  it('is taken apart into its messages', () => {
    const text = edifact([message('1'), message('2')]);
    const interchange = read(text);
    expect(interchange).toMatchObject({
      standard: 'edifact',
      sender: { qualifier: '14', id: '4012345000009' },
      receiver: { qualifier: 'ZZ', id: 'NORDWERK' },
      controlRef: 'R77',
      version: 'UNOA:3',
      testFlag: true,
      ackRequested: true,
      findings: [],
    });
    expect(interchange.groups).toHaveLength(1);
    expect(interchange.groups[0]).toMatchObject({ header: null, functionalId: '', controlRef: null });
    expect(interchange.groups[0]!.sets.map(one => [one.type, one.version, one.controlRef])).toEqual([
      ['ORDERS', 'D:96A', '1'],
      ['ORDERS', 'D:96A', '2'],
    ]);
  });

  it('may group its messages, and counts the groups then', () => {
    const ung = (ref: string, messages: string[]): string =>
      `UNG+ORDERS+A+B+261128:1030+${ref}+UN+D:96A'${messages.join('')}UNE+${messages.length}+${ref}'`;
    const text = `${UNB}${ung('G1', [message('1'), message('2')])}${ung('G2', [message('1')])}UNZ+2+R77'`;
    expect(faults(text)).toEqual([]);
    expect(read(text).groups.map(one => [one.functionalId, one.controlRef, one.version, one.sets.length])).toEqual([
      ['ORDERS', 'G1', 'D:96A', 2],
      ['ORDERS', 'G2', 'D:96A', 1],
    ]);
    expect(faults(text.replace("UNE+2+G1'", ''))).toEqual([
      `group G1 group.trailer-missing ${text.indexOf("UNE+2+G1'")}`,
    ]);
  });

  it.each([
    ['UNT missing', (text: string) => text.replace("UNT+3+1'", ''), ['set 1 set.trailer-missing']],
    ['UNT count', (text: string) => text.replace('UNT+3+1', 'UNT+9+1'), ['set 1 set.count-wrong']],
    ['UNT reference', (text: string) => text.replace('UNT+3+1', 'UNT+3+5'), ['set 1 set.control-number-mismatch']],
    [
      'UNH reference twice',
      (text: string) => text.replace('UNH+2', 'UNH+1').replace('UNT+3+2', 'UNT+3+1'),
      ['set 1 set.control-number-repeated'],
    ],
    ['UNZ missing', (text: string) => text.replace(/UNZ.*$/, ''), ['- interchange.trailer-missing']],
    ['UNZ count', (text: string) => text.replace('UNZ+2', 'UNZ+3'), ['- interchange.count-wrong']],
    [
      'UNZ reference',
      (text: string) => text.replace('UNZ+2+R77', 'UNZ+2+R78'),
      ['- interchange.control-number-mismatch'],
    ],
    ['no sender', (text: string) => text.replace('4012345000009:14', ''), ['- interchange.header-invalid']],
    [
      'a syntax of its own',
      (text: string) => text.replace('UNOA:3', 'ACME:9'),
      ['- interchange.syntax-unsupported', '- interchange.syntax-unsupported'],
    ],
    ['UNA that UNB does not keep', (text: string) => `UNA:#.? '${text}`, ['- interchange.header-invalid']],
    [
      'a release character at the end',
      (text: string) => text.replace(/'$/, "?'"),
      ['- interchange.control-number-mismatch', '- interchange.unterminated'],
    ],
  ])('with %s says so, and keeps every message', (_, damage, expected) => {
    const text = damage(edifact([message('1'), message('2')]));
    expect(faults(text).map(fault => fault.replace(/ \d+$/, ''))).toEqual(expect.arrayContaining(expected));
    if (!text.startsWith('UNA')) expect(read(text).groups[0]!.sets).toHaveLength(2);
  });

  it('that declares UNOA and holds Latin-1 says so for the message it is in, unless another character set was agreed', () => {
    const text = edifact([message('1'), message('2', "NAD+BY+++M\xfcller'"), message('3')]);
    const [one, two, three] = read(text).groups[0]!.sets;
    expect([one!.findings, three!.findings]).toEqual([[], []]);
    expect(two!.findings).toEqual([
      expect.objectContaining({
        code: 'interchange.characters',
        severity: 'error',
        byte: text.indexOf('\xfc'),
        tag: 'NAD',
        segment: 3,
        element: 4,
        bad: 'Müller',
      }),
    ]);
    const agreed = read(text, 'latin1');
    expect(agreed.groups[0]!.sets[1]!.findings).toEqual([]);
    expect(agreed.groups[0]!.sets[1]!.segments[2]!.value(4)).toBe('Müller');
  });

  it('that declares UTF-8 and holds none says at which byte', () => {
    const text = edifact([message('1', "NAD+BY+++M\xc3\xbcller \xfc'")]).replace('UNOA:3', 'UNOY:4');
    expect(faults(text)).toEqual([`set 1 interchange.characters ${text.indexOf('\xfc')}`]);
  });
});

describe('what is no interchange', () => {
  it.each([
    ['nothing', '', 'interchange.empty', 0],
    ['blanks', ' \r\n', 'interchange.empty', 3],
    ['a PDF', '%PDF-1.7\n', 'interchange.header-invalid', 0],
    ['a word', '  ISABEL', 'interchange.header-invalid', 2],
  ])('is a finding: %s', (_, text, code, byte) => {
    const interchange = read(text);
    expect(interchange.findings).toMatchObject([{ code, byte, severity: 'error' }]);
    expect(interchange.groups).toEqual([]);
    expect(interchange.header.value(1)).toBe('');
  });
});

describe('the sender', () => {
  it('is read from the header alone', () => {
    expect(senderOf(Buffer.from(x12([group('7', [set('0001')])])))).toEqual({
      standard: 'x12',
      sender: { qualifier: 'ZZ', id: 'BRIGHTMILL' },
      receiver: { qualifier: '01', id: 'NORDWERK' },
    });
    expect(senderOf(Buffer.from(`UNA:+.? '\r\n${UNB}`))).toMatchObject({
      sender: { qualifier: '14', id: '4012345000009' },
    });
  });

  it('is nobody where none is named, or nothing can be read', () => {
    expect(senderOf(Buffer.from(UNB.replace('4012345000009:14', '')))).toBeNull();
    expect(senderOf(Buffer.from('%PDF-1.7'))).toBeNull();
    expect(senderOf(Buffer.from(''))).toBeNull();
  });
});

it('any bytes are read without a throw, and every place lies within them', () => {
  const whole = [
    x12([group('7', [set('0001'), set('0002')])]),
    edifact([message('1'), message('2', "FTX+AAI+++a?'b'")]),
  ];
  const damaged = fc
    .tuple(
      fc.constantFrom(...whole),
      fc.array(fc.tuple(fc.nat(400), fc.nat(3), fc.string({ maxLength: 3, unit: 'binary' })), { maxLength: 6 }),
    )
    .map(([text, cuts]) =>
      cuts.reduce((left, [at, count, put]) => left.slice(0, at) + put + left.slice(at + count), text),
    );
  fc.assert(
    fc.property(fc.oneof(damaged, fc.string({ unit: 'binary', maxLength: 200 })), text => {
      const bytes = Buffer.from(text, 'latin1');
      const interchange = readInterchange(bytes);
      senderOf(bytes);
      const sets = interchange.groups.flatMap(one => one.sets);
      const findings = [interchange, ...interchange.groups, ...sets].flatMap(one => one.findings);
      for (const { byte, message } of findings) {
        expect(byte).toBeGreaterThanOrEqual(0);
        expect(byte).toBeLessThanOrEqual(bytes.length);
        expect(message).toMatch(/\S/);
      }
      for (const one of sets) {
        expect(one.segments[0]!.byte).toBe(one.byteStart);
        expect(one.segments.at(-1)!.end).toBe(one.byteEnd);
        for (const [at, segment] of one.segments.entries()) expect(segment.index).toBe(at + 1);
      }
    }),
    { numRuns: 500 },
  );
});

it('damage between a set and its envelope never changes a line of it unseen', () => {
  const text = x12([group('7', [set('0001'), set('0002')])]);
  fc.assert(
    fc.property(fc.nat(text.length - 1), fc.integer({ min: 1, max: 40 }), (at, count) => {
      const cut = text.slice(0, at) + text.slice(at + count);
      fc.pre(cut !== text);
      const interchange = read(cut);
      const clean = interchange.groups.flatMap(one => one.sets).filter(one => one.findings.length === 0);
      // A set without findings has all the segments that it counts, its own reference, and both its ends.
      for (const one of clean) {
        expect(one.segments.at(-1)!.tag).toBe('SE');
        expect(Number(one.segments.at(-1)!.value(1))).toBe(one.segments.length);
        expect(one.segments.at(-1)!.value(2)).toBe(one.controlRef);
      }
    }),
  );
});
