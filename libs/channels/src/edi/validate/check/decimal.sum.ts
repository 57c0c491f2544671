// Sums of quantities as they are written. Exact: no number type ever touches them. Pure.

/** `digits` by ten to the power of `-scale`. */
export interface Decimal {
  digits: bigint;
  scale: number;
}

const DECIMAL = /^([+-]?)(\d*)(?:[.,](\d*))?$/;
/** What is longer is no quantity, and its sum nobody's business. */
const LONGEST = 40;

/** Null where it is none. '' is nothing, and counts as zero. */
export function decimalOf(text: string): Decimal | null {
  const found = text.length > LONGEST ? null : DECIMAL.exec(text.trim());
  if (!found) return null;
  const [, sign = '', whole = '', part = ''] = found;
  const digits = BigInt(`${whole}${part}` || '0');
  return { digits: sign === '-' ? -digits : digits, scale: part.length };
}

/** Null where one of them is no decimal. */
export function sumOf(texts: readonly string[]): Decimal | null {
  let [digits, scale] = [0n, 0];
  for (const text of texts) {
    const one = decimalOf(text);
    if (one === null) return null;
    const wider = Math.max(scale, one.scale);
    digits = digits * 10n ** BigInt(wider - scale) + one.digits * 10n ** BigInt(wider - one.scale);
    scale = wider;
  }
  return { digits, scale };
}

export const sameDecimal = (a: Decimal, b: Decimal): boolean =>
  a.digits * 10n ** BigInt(b.scale) === b.digits * 10n ** BigInt(a.scale);

/** `12.5`, without zeros at its end. */
export function decimalText({ digits, scale }: Decimal): string {
  const all = String(digits < 0n ? -digits : digits).padStart(scale + 1, '0');
  const [whole, part] = [all.slice(0, all.length - scale), all.slice(all.length - scale).replace(/0+$/, '')];
  return `${digits < 0n ? '-' : ''}${whole}${part === '' ? '' : `.${part}`}`;
}

/** X12, 347: the digits of each value are added without regard to points and signs, and what is too long loses its first digits. Null where one is no decimal. */
export function hashTotal(texts: readonly string[], most: number): Decimal | null {
  let digits = 0n;
  for (const text of texts) {
    const one = decimalOf(text);
    if (one === null) return null;
    digits += one.digits < 0n ? -one.digits : one.digits;
  }
  return { digits: digits % 10n ** BigInt(most), scale: 0 };
}
