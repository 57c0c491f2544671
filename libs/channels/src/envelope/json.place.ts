// Where in the bytes of a JSON text something stands. Pure.

/** Byte of the value that the path leads to, or of the nearest value around it. The text must be valid JSON. */
export function byteOf(text: string, path: readonly PropertyKey[]): number {
  let at = skipBlanks(text, 0);
  for (const step of path) {
    const next = child(text, at, step);
    if (next === null) break;
    at = next;
  }
  return Buffer.byteLength(text.slice(0, at));
}

/** Levels of objects and lists around the deepest value. Brackets in strings do not count; the text may be no JSON at all. */
export function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (sign === '"') at = endOfString(text, at) - 1;
    else if (sign === '{' || sign === '[') deepest = Math.max(deepest, ++depth);
    else if (sign === '}' || sign === ']') depth--;
  }
  return deepest;
}

function child(text: string, at: number, step: PropertyKey): number | null {
  const opened = text[at];
  if (opened !== '{' && opened !== '[') return null;
  let here = skipBlanks(text, at + 1);
  // The last of several members of one name counts, as for JSON.parse.
  let found: number | null = null;
  for (let index = 0; here < text.length && text[here] !== '}' && text[here] !== ']'; index++) {
    let name: PropertyKey = index;
    if (opened === '{') {
      const end = endOfString(text, here);
      name = JSON.parse(text.slice(here, end)) as string;
      here = skipBlanks(text, skipBlanks(text, end) + 1);
    }
    if (name === step) found = here;
    here = skipBlanks(text, endOfValue(text, here));
    if (text[here] === ',') here = skipBlanks(text, here + 1);
  }
  return found;
}

function endOfValue(text: string, start: number): number {
  if (text[start] === '"') return endOfString(text, start);
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const sign = text[at]!;
    if (sign === '"') at = endOfString(text, at) - 1;
    else if (sign === '{' || sign === '[') depth++;
    else if (sign === '}' || sign === ']') {
      if (depth === 0) return at;
      if (--depth === 0) return at + 1;
    } else if (depth === 0 && (sign === ',' || isBlank(sign))) return at;
  }
  return text.length;
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at + 1;
  }
  return text.length;
}

const isBlank = (sign: string | undefined): boolean => sign === ' ' || sign === '\n' || sign === '\r' || sign === '\t';

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (isBlank(text[at])) at++;
  return at;
}
