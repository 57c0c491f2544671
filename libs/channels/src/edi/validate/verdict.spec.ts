// What becomes of documents by what was agreed: refused whole, rejected, noted, taken.
import { type PartnerAgreement, type TradingPartner, usualAgreement } from '#tickets';
import { edifactInterchange, readText, wideOrder, wideOrders, x12Interchange } from './set.examples.js';
import { judge } from './verdict.js';

const partner = (over: Partial<TradingPartner> = {}): TradingPartner => ({
  ...usualAgreement(over.standard ?? 'x12'),
  id: 1,
  key: 'portal',
  name: 'Portal Pumps',
  identities: [{ qualifier: 'ZZ', id: 'PORTALPUMPS' }],
  ownIdentities: [],
  enabled: true,
  version: 1,
  ...over,
});
const outcomes = (text: string, over: Partial<TradingPartner> = {}) =>
  judge(readText(text), partner(over)).sets.map(({ outcome }) => outcome);
const order = (from?: string, to?: string): string[] => {
  const body = [...wideOrder];
  if (from === undefined) return body;
  const at = body.findIndex(one => one.startsWith(from));
  expect(at).toBeGreaterThanOrEqual(0);
  return to === undefined ? body.toSpliced(at, 1) : body.toSpliced(at, 1, to);
};
const one = (from?: string, to?: string) => x12Interchange([['850', order(from, to)]]);

it('A sound order is accepted whatever was agreed', () => {
  for (const errors of ['reject', 'note-errors'] as const) expect(outcomes(one(), { errors })).toEqual(['accepted']);
  expect(outcomes(edifactInterchange([['ORDERS', wideOrders]]), { standard: 'edifact' })).toEqual(['accepted']);
});

it('Each set has its own verdict', () => {
  const text = x12Interchange([
    ['850', order()],
    ['850', order('BEG', 'BEG*QQ*SA*2**20261128')],
    ['850', order()],
  ]);
  expect(outcomes(text)).toEqual(['accepted', 'rejected', 'accepted']);
  expect(outcomes(text, { errors: 'note-errors' })).toEqual(['accepted', 'accepted-with-errors', 'accepted']);
});

describe('an error is noted where that was agreed', () => {
  it.each([
    ['a code nobody knows', 'BEG', 'BEG*00*QQ*1**20261128'],
    ['a date that is none', 'DTM*002', 'DTM*002*20261340'],
    ['a name that is too long', 'N1*BY', `N1*BY*${'N'.repeat(61)}`],
    ['a half pair', 'PER', 'PER*BD*Ines*TE'],
    ['a line without its quantity, which is shown as absent', 'PO1', 'PO1*1**EA*45.5'],
  ])('%s', (_, from, to) => {
    expect(outcomes(one(from, to))).toEqual(['rejected']);
    expect(outcomes(one(from, to), { errors: 'note-errors' })).toEqual(['accepted-with-errors']);
  });
});

describe('an order that may have lost or altered a line is rejected whatever was agreed', () => {
  it.each([
    ['a quantity that is no number', 'PO1', 'PO1*1*12x*EA*45.5'],
    ['a price with a thousands separator', 'PO1', 'PO1*1*12*EA*1.234,50'],
    ['more lines counted than there are', 'CTT', 'CTT*3'],
    ['a line number that comes twice', 'PO1*2', 'PO1*1*1*EA'],
    ['a tag that nobody knows, which was a line', 'PO1*2', 'PX1*2*1*EA'],
    ['a segment of other sets', 'PO1*2', 'IT1*2*1*EA'],
    ['a segment where none may stand', 'TAX', 'N3*Street'],
    ['no beginning', 'BEG', undefined],
    ['no number of its own', 'BEG', 'BEG*00*SA***20261128'],
    ['too many values in a line', 'PO1*2', `PO1*2*1*EA${'*'.repeat(24)}9`],
  ])('%s', (_, from, to) => {
    expect(outcomes(one(from, to), { errors: 'note-errors' })).toEqual(['rejected']);
  });

  it.each([
    ['the end of the set is missing', (text: string) => text.replace(/SE\*\d+\*0001~/, '')],
    ['its count is wrong', (text: string) => text.replace(/SE\*\d+/, 'SE*99')],
    ['its reference differs at the end', (text: string) => text.replace(/(SE\*\d+)\*0001/, '$1*0002')],
    ['the end of the group is missing', (text: string) => text.replace('GE*1*31~', '')],
    ['the group counts others', (text: string) => text.replace('GE*1*31', 'GE*2*31')],
  ])('%s', (_, damage) => {
    const text = one();
    expect(damage(text)).not.toBe(text);
    expect(outcomes(damage(text), { errors: 'note-errors' })).toEqual(['rejected']);
  });

  it('what a change does is a code nobody knows', () => {
    const body = ['BCH*04*SA*PO-1***20261128', 'POC*1*ZX*20*8*EA*12.5'];
    expect(outcomes(x12Interchange([['860', body]]), { errors: 'note-errors' })).toEqual(['rejected']);
  });
});

describe('a version that was not agreed refuses', () => {
  const twoGroups = () => {
    const newer = x12Interchange([['850', order()]], '005010');
    const group = newer.slice(newer.indexOf('GS*'), newer.indexOf('IEA*')).replaceAll('*31', '*32');
    return one().replace('IEA*1*', `${group}IEA*2*`);
  };

  it('its group, and no other', () => {
    const { interchange, sets } = judge(readText(twoGroups()), partner({ versions: ['004010'] }));
    expect([interchange.outcome, sets.map(({ outcome }) => outcome)]).toEqual(['taken', ['accepted', 'rejected']]);
    const [finding] = sets[1]!.findings;
    expect(finding).toMatchObject({ code: 'group.version-not-agreed', tag: 'GS', element: 8, bad: '005010' });
    expect(twoGroups().slice(finding!.byte)).toMatch(/^005010~/);
  });

  it('its message, and no other, whatever may be noted', () => {
    const text = edifactInterchange([
      ['ORDERS', wideOrders],
      ['ORDERS', wideOrders],
    ]).replace('UNH+2+ORDERS:D:96A', 'UNH+2+ORDERS:D:01B');
    const agreed = partner({ standard: 'edifact', versions: ['D:96A'], errors: 'note-errors' });
    const { sets } = judge(readText(text), agreed);
    expect(sets.map(({ outcome }) => outcome)).toEqual(['accepted', 'rejected']);
    expect(sets[1]!.findings[0]).toMatchObject({ code: 'set.version-not-agreed', element: 2, component: 2 });
    expect(text.slice(sets[1]!.findings[0]!.byte)).toMatch(/^D:01B/);
  });
});

describe('the whole is refused', () => {
  const reason = (text: string, over: Partial<TradingPartner> | null = {}) =>
    judge(readText(text), over && partner(over)).interchange.reason;
  const test = (text: string) => text.replace('*0*P*>', '*0*T*>');

  it.each<[string, (text: string) => string, Partial<TradingPartner> | null]>([
    ['edi.unknown-sender', text => text, null],
    ['edi.partner-switched-off', text => text, { enabled: false }],
    ['edi.wrong-recipient', text => text, { ownIdentities: [{ qualifier: 'ZZ', id: 'OTHER' }] }],
    ['edi.test-on-production', test, {}],
    ['edi.production-on-test', text => text, { accepts: 'test' }],
    ['edi.envelope-invalid', text => text.replace(/IEA.*/, ''), {}],
    ['edi.envelope-invalid', text => text.replace('IEA*1', 'IEA*2'), {}],
    ['edi.envelope-invalid', text => text.replace(/301~$/, '302~'), {}],
  ])('with %s', (expected, damage, over) => {
    expect(reason(damage(one()), over)).toBe(expected);
  });

  it.each<[string, (text: string) => string, Partial<PartnerAgreement>]>([
    ['a test where both are taken', test, { accepts: 'both' }],
    ['a version that was agreed', text => text, { versions: ['005010', '004010'] }],
  ])('and not with %s', (_, damage, over) => {
    expect(reason(damage(one()), over)).toBeNull();
  });

  it('and not for the version of an answer to a document of ours', () => {
    const answer = x12Interchange([['997', ['AK1*PO*31', 'AK9*A*1*1*1']]]);
    expect(reason(answer, { versions: ['005010'] })).toBeNull();
  });
});
