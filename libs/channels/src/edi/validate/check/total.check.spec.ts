// What a document says of its own quantities: each way of adding up that senders have is no warning; what fits none is one, and refuses nothing.
import fc from 'fast-check';
import { usualAgreement } from '#tickets';
import { edifactInterchange, firstSet, readText, x12Interchange } from '../set.examples.js';
import { validateSet } from '../set.validator.js';
import { judge } from '../verdict.js';

const order = (quantities: readonly string[], ctt = '', more: Record<number, string[]> = {}): string[] => [
  'BEG*00*SA*PO-1**20261128',
  ...quantities.flatMap((quantity, i) => [`PO1*${i + 1}*${quantity}*EA*2**BP*A-${i}`, ...(more[i] ?? [])]),
  `CTT*${quantities.length}${ctt && `*${ctt}`}`,
];
const ORDERS = (quantities: readonly string[], total: string, more: string[] = []): string[] => [
  ...['BGM+220+1+9', 'DTM+137:20261128:102', 'NAD+BY+1::9'],
  ...quantities.flatMap((quantity, i) => [`LIN+${i + 1}++A-${i}:BP`, `QTY+21:${quantity}:PCE`, ...more]),
  ...['UNS+S', `CNT+1:${total}`],
];
const x12 = (body: readonly string[], type = '850') => validateSet(firstSet(x12Interchange([[type, body]])));
const edifact = (body: readonly string[]) => validateSet(firstSet(edifactInterchange([['ORDERS', body]])));

describe('a hash total (CTT02)', () => {
  it.each(['15.5', '15.50', '47', '0000047'])('of %s fits 12 and 3.5: as a sum, or digit by digit', total => {
    expect(x12(order(['12', '3.5'], total))).toEqual([]);
  });

  it('may leave out the zeros behind a point, and the digits that it has no room for', () => {
    expect(x12(order(['12.50', '1'], '126'))).toEqual([]);
    expect(x12(order(['12.50', '1'], '1251'))).toEqual([]);
    expect(x12(order(['9999999999', '2'], '1'))).toEqual([]);
  });

  it('that fits no way of adding up is told with its place, and the document is taken', () => {
    const body = order(['12', '3.5'], '99');
    expect(x12(body)).toMatchObject([
      { code: 'document.total-wrong', severity: 'warning', tag: 'CTT', element: 2, segment: 5, bad: '99' },
    ]);
    expect(x12(body)[0]!.message).toMatch(
      /^CTT02 "99" does not fit the quantities of the lines: they add up to 15\.5, at byte \d+\.$/,
    );
    const partner = {
      ...{ ...usualAgreement('x12'), id: 1, key: 'p', name: 'Portal', enabled: true, version: 1 },
      ...{ identities: [{ qualifier: 'ZZ', id: 'PORTALPUMPS' }], ownIdentities: [] },
    };
    expect(judge(readText(x12Interchange([['850', body]])), partner).sets[0]!.outcome).toBe('accepted');
  });

  it('of a change may count what is changed or what is left', () => {
    const change = (total: string) => ['BCH*04*SA*1**1*20261128', 'POC*1*QI*14*2*EA', `CTT*1*${total}`];
    expect([x12(change('14'), '860'), x12(change('2'), '860')]).toEqual([[], []]);
    expect(x12(change('16'), '860')).toMatchObject([{ code: 'document.total-wrong' }]);
  });

  it('is no false alarm for any quantities, and is one for any other total', () => {
    const quantity = fc
      .tuple(fc.nat(99_999), fc.nat(999))
      .map(([whole, part]) => (part ? `${whole}.${part}` : `${whole}`));
    fc.assert(
      fc.property(fc.array(quantity, { minLength: 1, maxLength: 9 }), quantities => {
        const cents = quantities.map(one => {
          const [whole = '0', part = ''] = one.split('.');
          return BigInt(whole) * 1000n + BigInt(part.padEnd(3, '0'));
        });
        const sum = cents.reduce((all, one) => all + one, 0n);
        const text = `${sum / 1000n}.${String(sum % 1000n).padStart(3, '0')}`;
        expect(x12(order(quantities, text))).toEqual([]);
        const hash = quantities.reduce((all, one) => all + BigInt(one.replace('.', '')), 0n) % 10n ** 10n;
        expect(x12(order(quantities, String(hash)))).toEqual([]);
        expect(edifact(ORDERS(quantities, text))).toEqual([]);
        // One more than the largest of all ways fits none.
        expect(x12(order(quantities, String((sum > hash ? sum : hash) + 1n)))).toHaveLength(1);
      }),
      { numRuns: 60 },
    );
  });
});

describe('the shares of a line (SDQ)', () => {
  it('that add up to its quantity, over several segments and in any writing, say nothing', () => {
    const split = { 0: ['SDQ*EA*92*S1*8*S2*2.50', 'SDQ*EA*92*S3*1.5'] };
    expect(x12(order(['12', '3'], '', split))).toEqual([]);
  });

  it('in another unit, or of a line that names no quantity of its own, are not compared', () => {
    expect(x12(order(['12'], '', { 0: ['SDQ*CA*92*S1*1'] }))).toEqual([]);
    expect(x12(order(['0'], '', { 0: ['SDQ*EA*92*S1*8'] }))).toEqual([]);
  });

  it('that do not are told at the line that they belong to', () => {
    const found = x12(order(['12', '3'], '', { 1: ['SDQ*EA*92*S1*1*S2*1'] }));
    expect(found).toMatchObject([
      { code: 'document.shares-wrong', severity: 'warning', tag: 'PO1', segment: 4, element: 2, loop: 'PO1' },
    ]);
    expect(found[0]!.message).toContain('PO102 "3" is not what its shares (SDQ) add up to: 2, at byte');
  });
});

describe('the total of EDIFACT (CNT+1)', () => {
  it('counts what each line says first, what is ordered, or every quantity', () => {
    for (const total of ['12', '24', '20']) {
      expect(edifact(ORDERS(['12'], total, ['QTY+11:8:PCE', ...(total === '24' ? ['QTY+21:4'] : [])]))).toEqual([]);
    }
  });

  it('that fits nothing is told', () => {
    expect(edifact(ORDERS(['12', '3'], '16'))).toMatchObject([
      { code: 'document.total-wrong', severity: 'warning', tag: 'CNT', element: 1, component: 2 },
    ]);
  });
});
