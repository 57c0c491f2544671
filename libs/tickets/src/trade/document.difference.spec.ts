import { documentDifferences } from './document.difference.js';
import { sampleDate as date, sampleDocument as document, sampleLine as line } from './document.samples.js';
import type { TradeDocument, TradeLine, TradeParty } from './trade.document.js';

const change = (lineNumber: string, action: TradeLine['action'], more: Partial<TradeLine> = {}) =>
  line(lineNumber, { action, quantity: null, uom: '', unitPrice: null, description: '', ...more });
const order = document('850', [line('1'), line('2'), line('3')]);
const changed = (lines: TradeLine[], more: Partial<TradeDocument> = {}) =>
  documentDifferences(order, document('860', lines, { purpose: 'change', ...more }));
const party = (role: string, name: string, city = ''): TradeParty => ({
  ...{ role, name, id: { qualifier: '92', id: '9' }, contacts: [] },
  address: { street: [], city, region: '', postalCode: '', country: '' },
});

describe('a change of an order', () => {
  it('says line by line what was and what shall be', () => {
    const { order: whole, lines } = changed([
      change('1', 'quantity-increase', { quantity: '12', uom: 'EA' }),
      change('2', 'price-change', { quantity: '10.0', unitPrice: '2.40' }),
      change('3', 'delete', { quantity: '10' }),
      change('4', 'add', { quantity: '5', uom: 'EA', unitPrice: '1', description: 'New part' }),
    ]);
    expect(whole).toBe('changed');
    expect(lines.map(({ what, lineNumber, doubt }) => [what, lineNumber, doubt])).toEqual([
      ['changed', '1', null],
      ['changed', '2', null],
      ['removed', '3', null],
      ['added', '4', null],
    ]);
    expect(lines[0]).toMatchObject({
      description: 'Part 1',
      changes: [{ field: 'quantity', title: 'Quantity', before: '10', after: '12' }],
    });
    expect(lines[1]!.changes).toEqual([{ field: 'unitPrice', title: 'Price', before: '2.50', after: '2.40' }]);
    expect(lines[3]!.changes.map(one => [one.field, one.before, one.after])).toEqual([
      ['quantity', null, '5'],
      ['uom', null, 'EA'],
      ['unitPrice', null, '1'],
      ['description', null, 'New part'],
    ]);
  });

  it('leaves what it does not speak of', () => {
    const { lines } = changed([change('1', 'change'), change('2', 'change', { quantity: '010.00', unitPrice: '2.5' })]);
    expect(lines.map(one => [one.what, one.changes])).toEqual([
      ['unchanged', []],
      ['unchanged', []],
    ]);
  });

  it('tells new days, places and deliveries of a line', () => {
    const before = document('850', [
      line('1', { requestedDates: [date('2026-03-16')], shipTo: party('ship-to', 'Yard', 'Kiel') }),
    ]);
    const share = { quantity: '4', uom: 'EA', dates: [date('2026-04-02')], location: '2001' };
    const after = change('1', 'change', {
      requestedDates: [date('2026-04-02'), date('2026-04-10', '001')],
      shipTo: party('ship-to', 'Yard', 'Bremen'),
      schedules: [share],
    });
    const [found] = documentDifferences(before, document('860', [after], { purpose: 'change' })).lines;
    expect(found!.changes.map(one => [one.field, one.before, one.after])).toEqual([
      ['date', '2026-03-16', '2026-04-02'],
      ['date', null, '2026-04-10'],
      ['shipTo', 'Yard, Kiel (9)', 'Yard, Bremen (9)'],
      ['schedules', null, '4 EA, 2001, Delivery requested 2026-04-02'],
    ]);
  });

  it('knows a place by its identifier, so that a change need not repeat the address', () => {
    const before = document('850', [line('1', { shipTo: party('ship-to', 'Yard', 'Kiel') })]);
    const after = document('860', [change('1', 'change', { shipTo: party('ship-to', '') })], { purpose: 'change' });
    expect(documentDifferences(before, after).lines[0]!.what).toBe('unchanged');
  });

  it.each<[TradeLine['action'], string, RegExp | null]>([
    ['quantity-increase', '12', null],
    ['quantity-increase', '5', /rises, but 5 is not more than 10/],
    ['quantity-decrease', '5', null],
    ['quantity-decrease', '10.0', /falls, but 10\.0 is not less than 10/],
    ['add', '5', /has a line 1 already/],
    ['quantity-increase', 'many', null],
  ])('doubts what contradicts the order: %s to %s', (action, quantity, doubt) => {
    const found = changed([change('1', action, { quantity })]).lines[0]!.doubt;
    if (doubt === null) expect(found).toBeNull();
    else expect(found).toMatch(doubt);
  });

  it('names a line that the order does not have', () => {
    expect(changed([change('9', 'delete'), change('', 'change')]).lines.map(one => [one.what, one.doubt])).toEqual([
      ['unknown', 'The order has no line 9'],
      ['unknown', 'The order has no line like this one'],
    ]);
  });

  it('finds a line by its number without padding, or by its item where it has no number', () => {
    const itemIds = [{ qualifier: 'VP', meaning: 'Part', id: 'NW-2' }];
    const before = document('850', [line('001'), line('2', { itemIds })]);
    const after = [change('1', 'delete'), change('', 'change', { itemIds, quantity: '7' })];
    const { lines } = documentDifferences(before, document('860', after, { purpose: 'change' }));
    expect(lines.map(one => [one.what, one.lineNumber])).toEqual([
      ['removed', '001'],
      ['changed', '2'],
    ]);
  });

  it('tells what changes of the whole: days, currency, parties; not the day of the change itself', () => {
    const before = document('850', [], {
      currency: 'USD',
      dates: [date('2026-03-20')],
      parties: [party('ship-to', 'A')],
    });
    const after = document('860', [], {
      purpose: 'change',
      currency: 'EUR',
      dates: [date('2026-03-27'), { code: 'BCH11', meaning: 'Change requested', value: '2026-03-05' }],
      parties: [party('ship-to', 'A'), party('bill-to', 'B')],
    });
    expect(documentDifferences(before, after).head.map(one => [one.field, one.title, one.before, one.after])).toEqual([
      ['date', 'Delivery requested', '2026-03-20', '2026-03-27'],
      ['currency', 'Currency', 'USD', 'EUR'],
      ['party', 'bill-to', null, 'B (9)'],
    ]);
  });
});

describe('an order that stands for another', () => {
  it('takes out what it does not name', () => {
    const { order: whole, lines } = documentDifferences(
      order,
      document('850', [line('1'), line('3', { quantity: '4' }), line('7')], { purpose: 'replace' }),
    );
    expect(whole).toBe('replaced');
    expect(lines.map(one => [one.what, one.lineNumber])).toEqual([
      ['unchanged', '1'],
      ['changed', '3'],
      ['added', '7'],
      ['removed', '2'],
    ]);
  });

  it('takes out everything where it cancels', () => {
    const { order: whole, lines } = documentDifferences(order, document('860', [], { purpose: 'cancel' }));
    expect(whole).toBe('cancelled');
    expect(lines.map(one => one.what)).toEqual(['removed', 'removed', 'removed']);
  });

  it('changes nothing where it is the same again, with 10,000 lines too', () => {
    const many = document(
      '850',
      Array.from({ length: 10_000 }, (_, i) => line(String(i + 1))),
    );
    const { lines, head } = documentDifferences(many, { ...many, purpose: 'duplicate' });
    expect([head.length, lines.length, lines.every(one => one.what === 'unchanged')]).toEqual([0, 10_000, true]);
  });
});
