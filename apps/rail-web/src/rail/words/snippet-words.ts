// The first words of a message, as they stand on a slip. Pure.

/** The server cuts there, in the middle of a word where it comes to that. */
const CUT_AT = 179;

/** Whole words, and a sign where the text goes on. */
export function snippetWords(snippet: string): string {
  const text = snippet.trim();
  if (text.length < CUT_AT) return text;
  return `${text.replace(/[\s,;:–-]*\s\S*$/, '')} …`;
}
