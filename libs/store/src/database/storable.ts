// What a sender can write and PostgreSQL cannot store: NUL in text and jsonb, lone surrogates in jsonb.

/** The text without NUL; lone surrogates become U+FFFD. */
export const storableText = (text: string): string => text.replaceAll('\0', '').toWellFormed();

/** JSON whose strings are storable. */
export function storableJson(value: unknown): string {
  return JSON.stringify(value, (_, item) => (typeof item === 'string' ? storableText(item) : item));
}
