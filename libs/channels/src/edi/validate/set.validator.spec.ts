// Tables and their checks: what partners really send is let through; what is damaged is found at its place, and nowhere else.
import fc from 'fast-check';
import { readInterchange } from '../envelope/interchange.reader.js';
import { sampleInterchanges } from '../samples/sample-interchanges.js';
import { edifactInterchange, firstSet, wideOrder, wideOrders, x12Interchange } from './set.examples.js';
import { validateSet } from './set.validator.js';
import { knownSets, setRuleOf } from './table/set.compiler.js';

const x12 = (body: readonly string[], type = '850', version = '004010') =>
  validateSet(firstSet(x12Interchange([[type, body]], version)));
const edifact = (body: readonly string[], type = 'ORDERS', version = 'D:96A') =>
  validateSet(firstSet(edifactInterchange([[type, body]], version)));

/** Replaces one segment, which must be there. */
function altered(body: readonly string[], from: string, ...to: string[]): string[] {
  const at = body.findIndex(
    segment => segment === from || segment.startsWith(`${from}*`) || segment.startsWith(`${from}+`),
  );
  expect(at).toBeGreaterThanOrEqual(0);
  return [...body.slice(0, at), ...to, ...body.slice(at + 1)];
}

describe('the tables', () => {
  it.each([
    ['x12', ['003040', '003070', '004010', '004030', '005010', '006010', '']],
    ['edifact', ['D:93A', 'D:96A', 'D:97A', 'D:01B', 'D:20B', 'S:93A', '2:911']],
  ] as const)('of %s hold together in every version', (standard, versions) => {
    for (const type of knownSets(standard)) {
      for (const version of versions) expect(setRuleOf(standard, type, version)!.root.places.length).toBeGreaterThan(0);
    }
  });

  it('are there for each document that becomes a ticket and for each answer', () => {
    expect(knownSets('x12').sort()).toEqual(['824', '840', '850', '860', '864', '869', '997', '999']);
    expect(knownSets('edifact').sort()).toEqual(['APERAK', 'CONTRL', 'ORDCHG', 'ORDERS', 'OSTENQ', 'REQOTE']);
  });
});

describe('what partners really send', () => {
  it.each(['003040', '004010', '004010VICS', '005010', '006010'])(
    'an order in %s with all that it may hold',
    version => {
      const body = version === '003040' ? wideOrder.map(one => one.replaceAll('2026', '26')) : wideOrder;
      expect(x12(body, '850', version)).toEqual([]);
    },
  );

  it.each(['D:93A', 'D:96A', 'D:01B', 'D:20B'])('ORDERS in %s with all that it may hold', version => {
    expect(edifact(wideOrders, 'ORDERS', version)).toEqual([]);
  });

  it('the demo interchanges', async () => {
    const sets = (await sampleInterchanges())
      .flatMap(({ bytes }) => readInterchange(bytes).groups)
      .flatMap(one => one.sets);
    expect(sets.length).toBeGreaterThan(10);
    expect(sets.flatMap(validateSet)).toEqual([]);
  });

  it.each([
    [
      '860',
      [
        'BCH*04*SA*PO-1***20261128',
        'REF*IA*1',
        'N1*ST**92*7',
        'POC*1*QI*20*8*EA*12.5**BP*4',
        'POC*1*PC*20**EA*13',
        'CTT*2',
      ],
    ],
    ['860', ['BCH*01*SA*PO-1***20261128', 'MSG*x'].slice(0, 1)],
    ['840', ['BQT*00*RFQ-7*20261128', 'PO1*1*5*EA***BP*77', 'PID*F****Pump', 'CTT*1']],
    [
      '869',
      [
        'BSI*Q-1*20261128*1',
        'HL*1**O',
        'PRF*PO-1***20261128',
        'N1*BY*Portal',
        'HL*2*1*I',
        'LIN**BP*40001',
        'QTY*01*5',
        'CTT*2',
      ],
    ],
    [
      '864',
      [
        'BMG*00*Closed on Friday',
        'DTM*097*20261128',
        'N1*FR*Portal',
        'MIT*1*Closed',
        'MSG*We are closed.',
        'MSG*Until Monday.',
      ],
    ],
    [
      '824',
      ['BGN*11*77*20261128*1030', 'OTI*TR*IV*4711*****31*0001*810', 'TED*024*Price', 'NTE**see contract'].slice(0, 3),
    ],
    ['997', ['AK1*PO*31', 'AK2*850*0001', 'AK3*PO1*5*PO1*8', 'AK4*2*330*6*x', 'AK5*R*5', 'AK9*R*1*1*0']],
    ['999', ['AK1*PO*31*005010', 'AK2*850*0001', 'IK3*PO1*5**8', 'IK4*2>1*330*6', 'IK5*R*5', 'AK9*R*1*1*0']],
  ])('a sound %s', (type, body) => {
    expect(x12(body, type)).toEqual([]);
  });

  it.each([
    [
      'ORDCHG',
      ['BGM+230+9+4', 'DTM+137:20261128:102', 'RFF+ON:88', 'LIN+1+3', 'QTY+21:5', 'LIN+2+2', 'UNS+S', 'CNT+2:2'],
    ],
    [
      'REQOTE',
      [
        'BGM+311+9+9',
        'DTM+137:20261128:102',
        'CUX+2:EUR',
        'NAD+BY+1::92',
        'LIN+1',
        'IMD+F++:::Pumpe',
        'QTY+21:5',
        'UNS+S',
      ],
    ],
    ['OSTENQ', ['BGM+451+9', 'DTM+137:20261128:102', 'NAD+BY+1::92', 'DOC+220+4711', 'LIN+1++7:BP', 'RFF+LI:1']],
    ['CONTRL', ['UCI+R1+A:ZZ+B:ZZ+7', 'UCM+1+ORDERS:D:96A:UN+4', 'UCS+5', 'UCD+12+3:2', 'UCM+2+ORDERS:D:96A:UN+7']],
    ['APERAK', ['BGM+313+9+27', 'DTM+137:20261128:102', 'RFF+ON:88', 'NAD+BY+1::92', 'ERC+12', 'FTX+AAO+++Too late']],
  ])('a sound %s', (type, body) => {
    expect(edifact(body, type)).toEqual([]);
  });

  it('lines that are counted with zeros, and blanks that pad', () => {
    expect(x12(altered(wideOrder, 'CTT*2*12.5', 'CTT*02*12.5'))).toEqual([]);
    expect(x12(altered(wideOrder, 'REF*DP*014', `REF*DP*014${' '.repeat(40)}`))).toEqual([]);
  });

  it('longer references where the version allows them, and only there', () => {
    const body = altered(wideOrder, 'REF*DP*014', `REF*DP*${'7'.repeat(45)}`);
    expect(x12(body, '850', '005010')).toEqual([]);
    expect(x12(body, '850', '004010')).toMatchObject([{ code: 'element.too-long', tag: 'REF', element: 2 }]);
  });

  it('a document of which no table is there', () => {
    expect(validateSet(firstSet(x12Interchange([['810', ['BIG*20261128*1', 'XX*?']]])))).toEqual([]);
  });
});

describe('damage to an order of X12', () => {
  it.each([
    [
      'BEG',
      'BEG*00*SA***20261128',
      { code: 'element.missing', tag: 'BEG', segment: 2, element: 3, dataElement: '324' },
    ],
    [
      'BEG',
      'BEG*QQ*SA*1**20261128',
      { code: 'element.bad-code', tag: 'BEG', element: 1, dataElement: '353', bad: 'QQ' },
    ],
    ['BEG', 'BEG*00*QQ*1**20261128', { code: 'element.bad-code', tag: 'BEG', element: 2, dataElement: '92' }],
    ['BEG', `BEG*00*SA*${'1'.repeat(23)}**20261128`, { code: 'element.too-long', element: 3, dataElement: '324' }],
    ['BEG', 'BEG*00*SA*1**20260230', { code: 'element.bad-date', element: 5, dataElement: '373', bad: '20260230' }],
    ['BEG', 'BEG*00*SA*1**261128', { code: 'element.too-short', element: 5, dataElement: '373' }],
    ['BEG', `BEG*00*SA*1**20261128${'*'.repeat(9)}1`, { code: 'element.too-many', tag: 'BEG', element: 14 }],
    ['CUR', 'CUR*BY*US', { code: 'element.too-short', tag: 'CUR', segment: 3, element: 2, dataElement: '100' }],
    [
      'DTM*010*20261212*0800',
      'DTM*010*20261212*2460',
      { code: 'element.bad-time', tag: 'DTM', element: 3, dataElement: '337' },
    ],
    ['DTM*002*20261215', 'DTM*002', { code: 'element.conditional', tag: 'DTM', element: 2, dataElement: '373' }],
    ['PER', 'PER*BD*Ines*TE', { code: 'element.conditional', tag: 'PER', element: 4, dataElement: '364' }],
    ['N1', 'N1*BY**92', { code: 'element.conditional', tag: 'N1', loop: 'N1', element: 4, dataElement: '67' }],
    ['N1', 'N1*BY', { code: 'element.conditional', tag: 'N1', loop: 'N1', element: 2, dataElement: '93' }],
    ['N4', 'N4*S\x01ringfield*IL', { code: 'element.bad-character', tag: 'N4', element: 1, dataElement: '19' }],
    [
      'PO1',
      'PO1*1*12x*EA*45.5',
      { code: 'element.bad-number', tag: 'PO1', loop: 'PO1', element: 2, dataElement: '330', bad: '12x' },
    ],
    ['PO1', 'PO1*1*12*EA*1.234,50', { code: 'element.bad-number', tag: 'PO1', element: 4, dataElement: '212' }],
    ['PO1', 'PO1*1*1,000*EA*4', { code: 'element.bad-number', tag: 'PO1', element: 2, bad: '1,000' }],
    ['PO1', 'PO1*1*5*EA*12,500', { code: 'element.bad-number', tag: 'PO1', element: 4, bad: '12,500' }],
    ['PO1', 'PO1*1*1 200*EA*4', { code: 'element.bad-number', tag: 'PO1', element: 2 }],
    ['PO1', 'PO1*1**EA*45.5', { code: 'element.conditional', tag: 'PO1', element: 2, dataElement: '330' }],
    ['PO1', 'PO1*1*12*EA*45.5**BP', { code: 'element.conditional', tag: 'PO1', element: 7, dataElement: '234' }],
    [
      'SAC*A*D240***1500',
      'SAC*A*D240***15.5',
      { code: 'element.bad-number', tag: 'SAC', loop: 'SAC', element: 5, dataElement: '610' },
    ],
    [
      'SDQ',
      'SDQ*EA*92*1002*8*1003',
      { code: 'element.conditional', tag: 'SDQ', loop: 'PO1', element: 6, dataElement: '380' },
    ],
    ['QQQ', 'PID*F', { code: 'element.conditional', tag: 'PID', loop: 'PID', element: 4, dataElement: '751' }],
    ['CTT', 'CTT*3', { code: 'document.line-count-wrong', tag: 'CTT', element: 1, dataElement: '354', bad: '3' }],
    [
      'PO1*2*0.5*LB*4,25**BP*40002',
      'PO1*01*1*EA',
      { code: 'document.line-number-repeated', tag: 'PO1', element: 1, bad: '01' },
    ],
  ])('%s as %s is found there and nowhere else', (from, to, expected) => {
    const body = altered(wideOrder, from === 'QQQ' ? 'PID*F****Gasket, rubber, 12 mm' : from, to);
    const [found, ...others] = x12(body);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ severity: 'error', ...expected });
    // The byte is that of the element in the file.
    const text = x12Interchange([['850', body]]);
    if (found!.bad) expect(text.slice(found!.byte, found!.byte + found!.bad.length)).toBe(found!.bad);
    expect(found!.message).toContain(found!.tag!);
  });

  it.each([
    [
      'an unknown segment',
      altered(wideOrder, 'PO1', 'PX1*1*12*EA'),
      { code: 'segment.unrecognised', tag: 'PX1', segment: 35 },
    ],
    ['a segment of other sets', altered(wideOrder, 'MEA', 'IT1*1'), { code: 'segment.not-in-set', tag: 'IT1' }],
    ['no beginning', altered(wideOrder, 'BEG'), { code: 'segment.missing', tag: 'BEG', segment: 2 }],
    [
      'two beginnings',
      altered(wideOrder, 'CUR', 'BEG*00*SA*2**20261128'),
      { code: 'segment.too-often', tag: 'BEG', segment: 3 },
    ],
    [
      'two currencies',
      altered(wideOrder, 'CUR', 'CUR*BY*USD', 'CUR*BY*EUR'),
      { code: 'segment.too-often', tag: 'CUR', segment: 4 },
    ],
    [
      'too many names',
      altered(wideOrder, 'N2', 'N2*a', 'N2*b', 'N2*c'),
      { code: 'segment.too-often', tag: 'N2', loop: 'N1' },
    ],
    ['an address nobody has', altered(wideOrder, 'TAX', 'N3*12 Mill Road'), { code: 'segment.unexpected', tag: 'N3' }],
    [
      'a second currency that comes late',
      altered(wideOrder, 'FOB', 'CUR*BY*USD'),
      { code: 'segment.out-of-order', tag: 'CUR' },
    ],
    [
      'a late allowance',
      altered(wideOrder, 'AMT*TT*9000', 'AMT*TT*9000', 'FOB*PP'),
      { code: 'segment.out-of-order', tag: 'FOB' },
    ],
    ['a second summary', [...wideOrder, 'CTT*2'], { code: 'segment.loop-too-often', tag: 'CTT' }],
  ])('%s is found', (name, body, expected) => {
    expect({ name, found: x12(body)[0] }).toMatchObject({ name, found: expected });
  });

  it('an order without lines says so where they were missed', () => {
    const body = wideOrder.slice(
      0,
      wideOrder.findIndex(one => one.startsWith('PO1')),
    );
    expect(x12(body)).toMatchObject([{ code: 'segment.missing', tag: 'PO1', loop: 'PO1', segment: body.length + 2 }]);
  });
});

describe('damage to an order of EDIFACT', () => {
  it.each([
    [
      'BGM',
      `BGM+220+${'4'.repeat(36)}+9`,
      { code: 'element.too-long', tag: 'BGM', segment: 2, element: 2, component: 1, dataElement: '1004' },
    ],
    ['BGM', 'BGM+220+1+X', { code: 'element.bad-code', tag: 'BGM', element: 3, dataElement: '1225', bad: 'X' }],
    [
      'DTM+137:20261128:102',
      'DTM+137:20261328:102',
      { code: 'element.bad-date', tag: 'DTM', element: 1, component: 2, dataElement: '2380' },
    ],
    ['DTM+137:20261128:102', 'DTM+137:2026112:102', { code: 'element.bad-date', tag: 'DTM', element: 1, component: 2 }],
    ['DTM+64:20261215:102', 'DTM', { code: 'element.missing', tag: 'DTM', element: 1, dataElement: 'C507' }],
    [
      'NAD+SU+4099999000025::9',
      'NAD++4099999000025::9',
      { code: 'element.missing', tag: 'NAD', loop: 'SG2', element: 1, dataElement: '3035' },
    ],
    ['NAD+SU+4099999000025::9', 'NAD+SU:X+1', { code: 'element.too-many', tag: 'NAD', element: 1, component: 2 }],
    [
      'CUX',
      'CUX+2:EURO',
      { code: 'element.too-long', tag: 'CUX', loop: 'SG7', element: 1, component: 2, dataElement: '6345' },
    ],
    [
      'QTY+21:12:PCE',
      'QTY+21:1.200,5:PCE',
      { code: 'element.bad-number', tag: 'QTY', loop: 'SG25', element: 1, component: 2, dataElement: '6060' },
    ],
    [
      'QTY+21:12:PCE',
      'QTY+21::PCE',
      { code: 'element.missing', tag: 'QTY', element: 1, component: 2, dataElement: '6060' },
    ],
    ['QTY+21:12:PCE', 'QTY+21:12:PCE:9', { code: 'element.too-many', tag: 'QTY', element: 1, component: 4 }],
    [
      'PRI+AAA:45,5:::1:PCE',
      'PRI+AAA:45 5',
      { code: 'element.bad-number', tag: 'PRI', loop: 'SG28', element: 1, component: 2, dataElement: '5118' },
    ],
    [
      'CNT+2:2',
      'CNT+2:3',
      { code: 'document.line-count-wrong', tag: 'CNT', element: 1, component: 2, dataElement: '6066', bad: '3' },
    ],
    [
      'LIN+2++40002:BP',
      'LIN+1++40002:BP',
      { code: 'document.line-number-repeated', tag: 'LIN', element: 1, dataElement: '1082' },
    ],
    ['UNS+S', 'UNS+X', { code: 'element.bad-code', tag: 'UNS', element: 1, dataElement: '0081' }],
    ['UNS+S', 'QQQ+S', { code: 'segment.unrecognised', tag: 'QQQ' }],
    ['PAI', 'CPS+1', { code: 'segment.not-in-set', tag: 'CPS' }],
    ['PAI', 'COM+1:TE', { code: 'segment.unexpected', tag: 'COM' }],
    ['CUX', 'BGM+220+1+9', { code: 'segment.out-of-order', tag: 'BGM' }],
  ])('%s as %s is found there', (from, to, expected) => {
    const [found, ...others] = edifact(altered(wideOrders, from, to));
    expect(found).toMatchObject({ severity: 'error', ...expected });
    if (!/^(QQQ)/.test(to)) expect(others).toEqual([]);
  });

  it('a missing section control is missed before the summary', () => {
    expect(edifact(altered(wideOrders, 'UNS'))[0]).toMatchObject({ code: 'segment.missing', tag: 'UNS' });
  });
});

it('any element that becomes too long is found at its place, and nowhere else', () => {
  const places = wideOrder.flatMap((segment, row) =>
    segment.split('*').flatMap((value, element) => (element === 0 || value === '' ? [] : [{ row, element }])),
  );
  fc.assert(
    fc.property(fc.constantFrom(...places), ({ row, element }) => {
      const values = wideOrder[row]!.split('*');
      const tag = values[0]!;
      // These elements are not looked at, and these hold texts of any length.
      fc.pre(!(tag === 'DIS' && element > 4));
      values[element] = 'Z'.repeat(2100);
      const body = [...wideOrder.slice(0, row), values.join('*'), ...wideOrder.slice(row + 1)];
      const found = x12(body).filter(({ code }) => !code.startsWith('document.'));
      expect(found.map(one => [one.tag, one.segment, one.element])).toEqual([[tag, row + 2, element]]);
      expect(['element.too-long', 'element.bad-number']).toContain(found[0]!.code);
    }),
    { numRuns: 150 },
  );
});

it('any segments at all give findings, and never a throw', () => {
  const tag = fc.constantFrom(...'BEG REF N1 N3 PO1 PID CTT AMT XX SCH LS LE N9 MSG SLN'.split(' '));
  const segment = fc.tuple(
    tag,
    fc.array(fc.string({ unit: fc.constantFrom(...'A1 .,-\x02é'), maxLength: 9 }), { maxLength: 8 }),
  );
  fc.assert(
    fc.property(fc.array(segment, { maxLength: 30 }), segments => {
      const body = segments.map(([name, values]) => [name, ...values].join('*'));
      for (const { segment: position, byte } of x12(body)) {
        expect(position).toBeGreaterThan(1);
        expect(byte).toBeGreaterThan(0);
      }
    }),
    { numRuns: 200 },
  );
});
