// Comparing decimal strings as amounts: `5`, `5.0` and `005` are one. Pure; no number type, so that nothing is rounded.

const DECIMAL = /^(-?)0*(\d*)(?:\.(\d*?)0*)?$/;

/** Less than 0, 0, more than 0; null where one of them is no decimal number. */
export function compareDecimals(a: string, b: string): number | null {
  const [left, right] = [partsOf(a), partsOf(b)];
  if (left === null || right === null) return null;
  if (left.sign !== right.sign) return left.sign - right.sign;
  return left.sign * (compareText(left, right) || 0);
}

interface Parts {
  sign: 1 | -1;
  whole: string;
  part: string;
}

function partsOf(text: string): Parts | null {
  const found = /\d/.test(text) ? DECIMAL.exec(text) : null;
  if (!found) return null;
  const [, sign, whole = '', part = ''] = found;
  return { sign: sign === '-' && whole + part !== '' ? -1 : 1, whole, part };
}

/** Longer whole numbers are larger; parts compare as text, since a shorter one that begins the other is smaller. */
function compareText(a: Parts, b: Parts): number {
  if (a.whole.length !== b.whole.length) return a.whole.length - b.whole.length;
  if (a.whole !== b.whole) return a.whole < b.whole ? -1 : 1;
  return a.part === b.part ? 0 : a.part < b.part ? -1 : 1;
}
