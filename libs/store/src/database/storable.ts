// What a sender can write and PostgreSQL cannot store: NUL in text and jsonb, lone surrogates in jsonb.

/** The text without NUL; lone surrogates become U+FFFD. */
export const storableText = (text: string): string => text.replaceAll('\0', '').toWellFormed();

/** How JSON.stringify() writes what PostgreSQL cannot store; also within the text of somebody who wrote just that, where looking again does no harm. */
const UNSTORABLE = /\\u(?:0000|d[89a-f])/;

/** JSON whose strings are storable. */
export function storableJson(value: unknown): string {
  const json = JSON.stringify(value);
  // Almost none has any: the walk through each string is for those that do.
  if (!UNSTORABLE.test(json)) return json;
  return JSON.stringify(value, (_, item) => (typeof item === 'string' ? storableText(item) : item));
}
