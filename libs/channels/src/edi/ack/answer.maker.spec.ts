import { type TradingPartner, usualAgreement } from '#tickets';
import { edifact, order850, ordersOf, x12 } from '../../../../../test/integration/edi.letters.js';
import { readInterchange } from '../envelope/interchange.reader.js';
import { judge } from '../validate/verdict.js';
import { writeAcknowledgement } from './acknowledgement.writer.js';
import { answersOf, repetitionAnswer } from './answer.maker.js';
import { returnedOf } from './returned.reader.js';

const partner = (standard: 'x12' | 'edifact', over: Partial<TradingPartner> = {}): TradingPartner => ({
  ...usualAgreement(standard),
  id: 1,
  key: 'acme',
  name: 'Acme Parts',
  identities: [],
  ownIdentities: [],
  enabled: true,
  version: 1,
  ...over,
});
const NUMBER = { interchangeRef: '000000042', at: new Date('2026-03-02T10:05:00Z') };

function answer(bytes: Uint8Array, over: Partial<TradingPartner> = {}) {
  const interchange = readInterchange(bytes);
  const known = partner(interchange.standard, over);
  return answersOf(interchange, judge(interchange, known), known).map(one => {
    const written = writeAcknowledgement(one, NUMBER);
    return {
      ...one,
      text: Buffer.from(written).toString('latin1').replaceAll('\r\n', ''),
      read: readInterchange(written),
    };
  });
}
/** Segments between the envelope's, one a line. */
const bodyOf = (text: string, terminator = '~') =>
  text.split(terminator).filter(segment => /^(TA1|AK\d|IK\d|UC[IMSD])/.test(segment));
const alter = (bytes: Buffer, from: string, to: string) => {
  const text = bytes.toString('latin1');
  expect(text).toContain(from);
  return Buffer.from(text.replace(from, to), 'latin1');
};

describe('a 997', () => {
  it('answers a good group, turned round, and nothing is wrong with it', () => {
    const [one, ...others] = answer(x12({ sets: [order850('1')] }));
    expect(others).toEqual([]);
    expect(bodyOf(one!.text)).toEqual(['AK1*PO*101', 'AK2*850*0001', 'AK5*A', 'AK9*A*1*1*1']);
    expect(one!.text).toContain('*ZZ*NORDWERK       *ZZ*ACMEPARTS      *260302*1005*U*00401*000000042*0*P*>~');
    expect(one!.text).toContain('GS*FA*NORDWERK*ACMEPARTS*20260302*1005*42*X*004010~ST*997*0001~');
    expect([one!.read.findings, one!.read.groups.flatMap(group => group.findings)]).toEqual([[], []]);
    expect(one!.read.groups.flatMap(group => group.sets.flatMap(set => set.findings))).toEqual([]);
  });

  it('says of a group of two which one is refused, and why', () => {
    const [one] = answer(alter(x12({ sets: [order850('1'), order850('2')] }), 'SE*13*0002', 'SE*14*0002'));
    expect(bodyOf(one!.text)).toEqual([
      'AK1*PO*101',
      'AK2*850*0001',
      'AK5*A',
      'AK2*850*0002',
      'AK5*R*4',
      'AK9*P*2*2*1',
    ]);
  });

  it('refuses a group of which nothing is left', () => {
    const [one] = answer(alter(x12({ sets: [order850('1')] }), 'SE*13*0001', 'SE*13*0009'));
    expect(bodyOf(one!.text)).toEqual(['AK1*PO*101', 'AK2*850*0001', 'AK5*R*3', 'AK9*R*1*1*0']);
  });

  it('refuses all of a group whose own count does not hold', () => {
    const [one] = answer(alter(x12({ sets: [order850('1'), order850('2')] }), 'GE*2*101', 'GE*3*101'));
    expect(bodyOf(one!.text).at(-1)).toBe('AK9*R*3*2*0*5');
  });

  it('refuses the group of a version that was not agreed, and takes the other', () => {
    const [first, second] = ['980', '981'].map(control =>
      x12({ control: control.padStart(9, '0'), sets: [order850(control)] }).toString(),
    );
    const group = second!.slice(second!.indexOf('GS*'), second!.indexOf('IEA*')).replace('*X*004010', '*X*005010');
    const answers = answer(Buffer.from(first!.replace('IEA*1*', `${group}IEA*2*`)), { versions: ['004010'] });
    expect(answers.map(one => bodyOf(one.text))).toEqual([
      ['AK1*PO*980', 'AK2*850*0001', 'AK5*A', 'AK9*A*1*1*1'],
      ['AK1*PO*981', 'AK2*850*0001', 'AK5*R', 'AK9*R*1*1*0*2'],
    ]);
  });

  it('has two places for what a group is for, whatever came', () => {
    const [one] = answer(alter(x12({ sets: [order850('1')] }), 'GS*PO*', 'GS*O*'));
    expect(bodyOf(one!.text)[0]).toBe('AK1*OX*101');
  });

  it('is a 999 where that was agreed', () => {
    const [one] = answer(x12({ sets: [order850('1')] }), { acknowledge: '999' });
    expect(bodyOf(one!.text)).toEqual(['AK1*PO*101*004010', 'AK2*850*0001', 'IK5*A', 'AK9*A*1*1*1']);
    expect(one!.text).toContain('ST*999*0001*005010X231A1~');
  });
});

describe('a TA1', () => {
  it('comes beside the 997 where it was asked for', () => {
    const [ta1, group] = answer(x12({ asks: true, sets: [order850('1')] }));
    expect(bodyOf(ta1!.text)).toEqual(['TA1*000000101*260302*1000*A*000']);
    expect(ta1!.text).toMatch(/TA1[^~]*~IEA\*0\*000000042~$/);
    expect(group!.type).toBe('997');
  });

  it.each([
    ['001', 'IEA*1*000000101', 'IEA*1*000000102'],
    ['021', 'IEA*1*000000101', 'IEA*2*000000101'],
    ['023', 'IEA*1*000000101~\n', ''],
  ])('refuses an envelope that does not hold, with note %s', (note, from, to) => {
    const answers = answer(alter(x12({ sets: [order850('1')] }), from, to));
    expect(answers.map(one => bodyOf(one.text))).toEqual([[`TA1*000000101*260302*1000*R*${note}`]]);
  });

  it('answers an interchange of acknowledgements where that asks for one, and then alone', () => {
    const returned = (asks: boolean) =>
      x12({ asks, functional: 'FA', sets: [{ type: '997', body: ['AK1*PO*1', 'AK9*A*1*1*1'] }] });
    expect(answer(returned(false))).toEqual([]);
    const [ta1, ...others] = answer(returned(true));
    expect(others).toEqual([]);
    expect(bodyOf(ta1!.text)).toEqual(['TA1*000000101*260302*1000*A*000']);
    // Ours asks for none, and nobody answers a TA1: it ends here.
    expect(ta1!.text).toContain('*0*P*>');
    expect(answer(Buffer.from(ta1!.text))).toEqual([]);
  });

  it('refuses tests where none were agreed', () => {
    expect(answer(x12({ test: true, sets: [order850('1')] })).map(one => bodyOf(one.text))).toEqual([
      ['TA1*000000101*260302*1000*R*020'],
    ]);
    expect(answer(x12({ test: true, sets: [order850('1')] }), { accepts: 'both' })).toMatchObject([
      { type: '997', test: true },
    ]);
  });
});

describe('a CONTRL', () => {
  it('names each message, and the parties as they were', () => {
    const [one] = answer(edifact({ messages: [ordersOf('1'), ordersOf('2')] }));
    expect(bodyOf(one!.text, "'")).toEqual([
      'UCI+4711+4099999000018:14+4099999000025:14+7',
      'UCM+1+ORDERS:D:96A:UN+7',
      'UCM+2+ORDERS:D:96A:UN+7',
    ]);
    expect(one!.text).toContain(
      "UNB+UNOC:3+4099999000025:14+4099999000018:14+260302:1005+000000042'UNH+1+CONTRL:D:3:UN'",
    );
    expect([one!.read.findings, one!.read.groups[0]!.sets[0]!.findings]).toEqual([[], []]);
  });

  it('rejects the message of a version that was not agreed, and takes the other', () => {
    const both = alter(
      edifact({ messages: [ordersOf('1'), ordersOf('2')] }),
      'UNH+2+ORDERS:D:96A',
      'UNH+2+ORDERS:D:01B',
    );
    const [one] = answer(both, { versions: ['D:96A'] });
    expect(bodyOf(one!.text, "'").slice(-2)).toEqual(['UCM+1+ORDERS:D:96A:UN+7', 'UCM+2+ORDERS:D:01B:UN+4+14']);
  });

  it('rejects a message by its number', () => {
    const [one] = answer(alter(edifact({ messages: [ordersOf('1'), ordersOf('2')] }), 'UNT+14+2', 'UNT+15+2'));
    expect(bodyOf(one!.text, "'").slice(1)).toEqual(['UCM+1+ORDERS:D:96A:UN+7', 'UCM+2+ORDERS:D:96A:UN+4+29']);
  });

  it.each([
    ['28', 'UNZ+1+4711', 'UNZ+1+4712'],
    ['29', 'UNZ+1+4711', 'UNZ+2+4711'],
    ['13', "UNZ+1+4711'\r\n", ''],
  ])('rejects an interchange that does not hold, with error %s', (error, from, to) => {
    const [one] = answer(alter(edifact({ messages: [ordersOf('1')] }), from, to));
    expect(bodyOf(one!.text, "'")).toEqual([`UCI+4711+4099999000018:14+4099999000025:14+4+${error}`]);
  });
});

it('What acknowledges is not acknowledged, and nobody who wants no answer gets one', () => {
  const fa = x12({ functional: 'FA', sets: [{ type: '997', body: ['AK1*PR*7', 'AK9*A*1*1*1'] }] });
  expect(answer(fa)).toEqual([]);
  expect(answer(edifact({ messages: [['CONTRL', 'UCI+1+a+b+7']] }))).toEqual([]);
  expect(answer(x12({ asks: true, sets: [order850('1')] }), { acknowledge: 'none' })).toEqual([]);
});

it('A number that other bytes had is refused: TA1 025, UCI 4 and 26', () => {
  const facts = {
    sender: { qualifier: 'ZZ', id: 'ACMEPARTS' },
    receiver: { qualifier: 'ZZ', id: 'NORDWERK' },
    ...{ controlRef: '000000101', test: false, date: '260302', time: '1000', sha256: '' },
  };
  const x = repetitionAnswer({ ...facts, standard: 'x12', version: '00401' }, partner('x12'))!;
  expect(x).toMatchObject({ code: 'R', body: [['TA1', '000000101', '260302', '1000', 'R', '025']] });
  const e = repetitionAnswer({ ...facts, standard: 'edifact', version: 'UNOC:3' }, partner('edifact'))!;
  expect(Buffer.from(writeAcknowledgement(e, NUMBER)).toString()).toContain(
    'UCI+000000101+ACMEPARTS:ZZ+NORDWERK:ZZ+4+26',
  );
});

describe('an acknowledgement that comes back', () => {
  const returned = (bytes: Uint8Array) => returnedOf(readInterchange(bytes));
  const fa = (...body: string[]) => x12({ functional: 'FA', sets: [{ type: '997', body }] });

  it.each([
    ['A', 'accepted'],
    ['E', 'accepted-with-errors'],
    ['P', 'rejected'],
    ['R', 'rejected'],
    ['X', 'rejected'],
  ])('of a group with %s is %s', (code, outcome) => {
    expect(returned(fa('AK1*PR*77', 'AK2*855*0001', `AK5*${code}`, `AK9*${code}*1*1*0`))).toMatchObject([
      { type: '997', outcome, functionalId: 'PR', groupRef: '77', messageRef: '0001' },
    ]);
  });

  it('is one that we wrote ourselves, read as it was meant', () => {
    const [good] = answer(x12({ asks: true, sets: [order850('1')] })).slice(0, 1);
    expect(returnedOf(good!.read)).toMatchObject([{ type: 'TA1', outcome: 'accepted', interchangeRef: '000000101' }]);
    const [bad] = answer(alter(edifact({ messages: [ordersOf('1')] }), 'UNT+14+1', 'UNT+15+1'));
    expect(returnedOf(bad!.read)).toMatchObject([
      { type: 'CONTRL', outcome: 'rejected', interchangeRef: '4711', findings: ['Message 1, error 29'] },
    ]);
  });

  it('of an application names document and errors', () => {
    const advice = x12({
      functional: 'AG',
      sets: [{ type: '824', body: ['BGN*11*1*20260302', 'OTI*TR*IV*4711*****77*0001*810', 'TED*024*Price differs'] }],
    });
    expect(returned(advice)).toMatchObject([
      {
        type: '824',
        outcome: 'rejected',
        documentNumber: '4711',
        groupRef: '77',
        messageRef: '0001',
        findings: ['Error 024: Price differs'],
      },
    ]);
    expect(returned(edifact({ messages: [['APERAK', 'BGM+312+1+27', 'RFF+ON:4711', 'ERC+12']] }))).toMatchObject([
      { type: 'APERAK', outcome: 'rejected', documentNumber: '4711', findings: ['Error 12'] },
    ]);
  });
});
