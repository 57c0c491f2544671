// One string for each tag and each code: most values of an order are codes of up to three signs, which come again in every line. Guarantees: it is the string
// that the engine keeps for names in programs, so that comparing it with a tag or looking it up in a word book reads no sign of it; no file makes this grow.

export const SHORT = 3;

/** Of the table of strings, as a power of two: a line of an order has a dozen codes, all the standards a few thousand. */
const PLACE_BITS = 12;
const keys = new Int32Array(1 << PLACE_BITS);
const texts = new Array<string>(1 << PLACE_BITS).fill('');

/** Up to three bytes as one number; no two texts have the same, whatever their length. */
export function keyOf(bytes: Uint8Array, start: number, end: number): number {
  let key = 1;
  for (let at = start; at < end; at++) key = (key << 8) | bytes[at]!;
  return key;
}

/** As `keyOf`, of a text in a program. */
export const keyOfText = (text: string): number => keyOf(Buffer.from(text, 'latin1'), 0, text.length);

/** As Latin-1. @param key of `keyOf` */
export function shortText(key: number): string {
  const place = Math.imul(key, 0x9e3779b1) >>> (32 - PLACE_BITS);
  if (keys[place] === key) return texts[place]!;
  return keys[place ^ 1] === key ? texts[place ^ 1]! : remember(key, place);
}

/** Two texts of one place stand side by side; a third takes the place of the older one. */
function remember(key: number, place: number): string {
  let text = '';
  for (let rest = key; rest > 1; rest >>= 8) text = String.fromCharCode(rest & 0xff) + text;
  // Of short texts in JSON the engine keeps one string each, as of names in a program. As names of objects they would each cost a shape.
  const name = JSON.parse(JSON.stringify(text)) as string;
  keys[place ^ 1] = keys[place]!;
  texts[place ^ 1] = texts[place]!;
  keys[place] = key;
  texts[place] = name;
  return name;
}
