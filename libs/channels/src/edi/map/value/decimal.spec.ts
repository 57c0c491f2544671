import fc from 'fast-check';
import { readDecimal, readImplied } from './decimal.js';

describe('a decimal number', () => {
  it.each([
    ['12', '12'],
    ['0012', '0012'],
    ['12.50', '12.50'],
    ['12,50', '12.50'],
    ['-3', '-3'],
    ['-,5', '-0.5'],
    ['+7', '7'],
    ['+7,0', '7.0'],
    ['.25', '0.25'],
    ['5.', '5'],
    ['99999999999999999999.000000000000000001', '99999999999999999999.000000000000000001'],
  ])('is taken as it came: %s is %s', (written, decimal) => expect(readDecimal(written)).toBe(decimal));

  it.each(['', ' ', '.', '-', '1,234.56', '1.234,56', '1.234.567', '1 234', '1e5', '0x10', '5-', 'NaN', '１２'])(
    'is not "%s"',
    written => expect(readDecimal(written)).toBeNull(),
  );

  it('keeps every digit of any number, whichever mark is written', () => {
    const digits = fc.stringMatching(/^\d{1,30}$/);
    fc.assert(
      fc.property(digits, digits, fc.constantFrom('', '-'), fc.constantFrom('.', ','), (whole, part, sign, mark) => {
        expect(readDecimal(`${sign}${whole}${mark}${part}`)).toBe(`${sign}${whole}.${part}`);
      }),
    );
  });

  it('is given back as it is when it is read twice', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[-+]?[\d.,]{1,12}$/), written => {
        const once = readDecimal(written);
        if (once !== null) expect(readDecimal(once)).toBe(once);
      }),
    );
  });
});

describe('a number with implied decimals', () => {
  it.each([
    ['15000', 2, '150.00'],
    ['5', 2, '0.05'],
    ['-5', 2, '-0.05'],
    ['0', 2, '0.00'],
    ['+125', 2, '1.25'],
    ['12', 0, '12'],
  ])('%s with %i places is %s', (written, places, decimal) => expect(readImplied(written, places)).toBe(decimal));

  it.each(['150.00', '150,00', '5.', '1 000', ''])('is not "%s": its point is said by the standard', written => {
    expect(readImplied(written, 2)).toBeNull();
    expect(readImplied(written, 0)).toBeNull();
  });
});
