import fc from 'fast-check';
import { compareDecimals } from './decimal.order.js';

it.each([
  ['5', '5.0'],
  ['005', '5'],
  ['-0', '0'],
  ['.5', '0.50'],
  ['0.000', '0'],
])('%s and %s are one amount', (a, b) => expect(compareDecimals(a, b)).toBe(0));

it.each([
  ['5', '40'],
  ['-40', '-5'],
  ['-1', '0'],
  ['1.09', '1.1'],
  ['0.1', '0.10000000000000000001'],
  ['99999999999999999998', '99999999999999999999'],
])('%s is less than %s', (a, b) => {
  expect(compareDecimals(a, b)).toBeLessThan(0);
  expect(compareDecimals(b, a)).toBeGreaterThan(0);
});

it.each(['', '.', '-', '1,5', '1 000', '1.2.3', 'many'])('"%s" is no amount', text => {
  expect(compareDecimals(text, '1')).toBeNull();
  expect(compareDecimals('1', text)).toBeNull();
});

it('orders whole and broken amounts as arithmetic does', () => {
  const amount = fc.tuple(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.integer({ min: 0, max: 12 }));
  const written = ([value, places]: [bigint, number]): string => {
    const digits = (value < 0n ? -value : value).toString().padStart(places + 1, '0');
    const at = digits.length - places;
    return `${value < 0n ? '-' : ''}${digits.slice(0, at)}${places > 0 ? `.${digits.slice(at)}` : ''}`;
  };
  fc.assert(
    fc.property(amount, amount, (a, b) => {
      const [left, right] = [a[0] * 10n ** BigInt(12 - a[1]), b[0] * 10n ** BigInt(12 - b[1])];
      expect(Math.sign(compareDecimals(written(a), written(b))!)).toBe(left < right ? -1 : left > right ? 1 : 0);
    }),
  );
});
