import { differenceWords } from './difference.words.js';
import { documentDifferences } from './document.difference.js';
import { sampleDate as date, sampleLine as line, sampleDocument } from './document.samples.js';
import { orderNow } from './order.now.js';
import type { TradeDocument, TradeLine } from './trade.document.js';

const document = (messageType: string, lines: TradeLine[], more: Partial<TradeDocument>) =>
  sampleDocument(messageType, lines, { documentDate: '2026-03-02', ...more });
const order = document('850', [line('1', { requestedDates: [date('2026-03-10')] }), line('2')], {
  dates: [date('2026-03-16')],
});
const change = (day: string | null, lines: TradeLine[], more: Partial<TradeDocument> = {}) =>
  document('860', lines, {
    ...{ purpose: 'change' },
    ...more,
    dates: [...(more.dates ?? []), ...(day === null ? [] : [date(day, 'BCH11')])],
  });
const days = ({ document: { dates } }: ReturnType<typeof orderNow>) =>
  dates.map(({ code, value }) => `${code} ${value}`);

describe('What is wanted of an order now', () => {
  it('is what was ordered, as long as nothing changes it', () => {
    expect(orderNow(order, [])).toEqual({ state: 'as-ordered', document: order });
    expect(orderNow(order, [document('850', [], { purpose: 'duplicate' })]).state).toBe('as-ordered');
  });

  it('has the new days, lines and quantities, and keeps what no change speaks of', () => {
    const now = orderNow(order, [
      change('2026-03-03', [line('01', { action: 'change', quantity: '14', requestedDates: [date('2026-03-12')] })]),
      change('2026-03-04', [line('2', { action: 'delete' }), line('3', { action: 'add' })], {
        dates: [date('2026-03-20')],
      }),
    ]);
    expect(now.state).toBe('changed');
    expect(days(now)).toEqual(['002 2026-03-20']);
    expect(now.document.lines.map(({ lineNumber, quantity }) => `${lineNumber}: ${quantity}`)).toEqual([
      '1: 14',
      '3: 10',
    ]);
    expect(now.document.lines[0]!.requestedDates).toEqual([date('2026-03-12')]);
  });

  it('does not depend on which change arrived first, where each names its day', () => {
    const [first, second] = [
      change('2026-03-03', [], { dates: [date('2026-03-20')] }),
      change('2026-03-04', [], { dates: [date('2026-03-25')] }),
    ];
    expect(orderNow(order, [second, first])).toEqual(orderNow(order, [first, second]));
    // Without a day all count as they came.
    const third = change(null, [], { dates: [date('2026-03-30')] });
    expect(days(orderNow(order, [third, second]))).toEqual(['002 2026-03-25']);
    expect(days(orderNow(order, [second, third]))).toEqual(['002 2026-03-30']);
  });

  it('is nothing when it was cancelled, and all of the new when it was replaced', () => {
    const cancelled = change('2026-03-03', [], { purpose: 'cancel' });
    expect(orderNow(order, [cancelled, change('2026-03-04', [line('1', { action: 'change' })])]).state).toBe(
      'cancelled',
    );
    const replacement = document('850', [line('9')], { purpose: 'replace', dates: [date('2026-04-01')] });
    const now = orderNow(order, [replacement]);
    expect([now.state, days(now), now.document.lines.length]).toEqual(['changed', ['002 2026-04-01'], 1]);
  });

  it('is not changed by a line that the order does not have', () => {
    expect(orderNow(order, [change('2026-03-03', [line('7', { action: 'change' })])]).document.lines).toHaveLength(2);
  });
});

it('A change is told in a few words, and what is left out is counted', () => {
  const many = Array.from({ length: 12 }, (_, i) => line(`${i + 10}`, { action: 'add' }));
  const words = differenceWords(
    documentDifferences(
      order,
      change(
        '2026-03-03',
        [line('1', { action: 'change', quantity: '14' }), line('2', { action: 'delete' }), ...many],
        {
          dates: [date('2026-03-20')],
        },
      ),
    ),
  );
  expect(words.slice(0, 4)).toEqual([
    'Delivery requested 2026-03-16 → 2026-03-20',
    'line 1: Quantity 10 → 14',
    'line 2 is taken out',
    'line 10 is new',
  ]);
  expect(words.at(-1)).toBe('and 7 more');
  expect(differenceWords(documentDifferences(order, change(null, [], { purpose: 'cancel' })))).toEqual([
    'It cancels the order',
  ]);
});
