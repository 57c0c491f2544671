// What a code means, in plain words. Guarantee: a code that is not known here is told as it is written, never left out.

export type WordBook = (code: string) => string;

/** A map, because codes come from outside: `constructor` is a code like any other. */
export function wordBook(words: Readonly<Record<string, string>>): WordBook {
  const known = new Map(Object.entries(words));
  return code => known.get(code) ?? code;
}
