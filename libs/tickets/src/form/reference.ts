// The reference that whoever fills in a form is told: the number of the stored message, written so that people can read it out and type it. Pure, and
// the same for the same message, so that nothing has to be kept beside it. It grants nothing to whoever knows it.

/** Crockford's alphabet: no I, L, O and U, which are misread or misheard. */
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const BITS = 35n;
const SPACE = 1n << BITS;
/** Odd, so that multiplying is a permutation: neighbours look nothing alike, and how much comes in is not read off. */
const FACTOR = 22_801_763_489n;
const BACK = inverseOf(FACTOR);
const LENGTH = 7;

/** `7K3F-92QX`: seven signs of the number, and one that checks them. @param messageId below 2^35 */
export function formReference(messageId: number): string {
  let mixed = (BigInt(messageId) * FACTOR) % SPACE;
  let signs = '';
  for (let i = 0; i < LENGTH; i++) {
    signs = SIGNS[Number(mixed % 32n)]! + signs;
    mixed /= 32n;
  }
  const whole = signs + checkOf(signs);
  return `${whole.slice(0, 4)}-${whole.slice(4)}`;
}

/** The number of the message; null where the text is no reference, or was mistyped. */
export function readFormReference(text: string): number | null {
  const found = /^#?([0-9a-z]{4})[- ]?([0-9a-z]{4})$/i.exec(text.trim());
  if (!found) return null;
  const whole = `${found[1]}${found[2]}`.toUpperCase().replace(/O/g, '0').replace(/[IL]/g, '1');
  const signs = whole.slice(0, LENGTH);
  if ([...whole].some(sign => !SIGNS.includes(sign)) || checkOf(signs) !== whole[LENGTH]) return null;
  const mixed = [...signs].reduce((sum, sign) => sum * 32n + BigInt(SIGNS.indexOf(sign)), 0n);
  return Number((mixed * BACK) % SPACE);
}

/** Weighted by odd numbers: each single wrong sign is found, and most swapped neighbours. */
function checkOf(signs: string): string {
  const sum = [...signs].reduce((total, sign, i) => total + SIGNS.indexOf(sign) * (2 * i + 1), 0);
  return SIGNS[sum % 32]!;
}

/** Modulo 2^35, by Newton's iteration: each round doubles the bits that are right. */
function inverseOf(odd: bigint): bigint {
  let inverse = 1n;
  for (let right = 1n; right < BITS; right *= 2n)
    inverse = (((inverse * (2n - odd * inverse)) % SPACE) + SPACE) % SPACE;
  return inverse;
}
