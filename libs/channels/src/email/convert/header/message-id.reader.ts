// Message-ID, In-Reply-To and References (RFC 5322, 3.6.4). Guarantee: an id of any length stays whole (whoever stores it
// hashes it); always with angle brackets; white space from folding is not part of an id.

/** References that are kept: the newest, which threading reads first. */
const MOST_REFERENCES = 200;
const BRACKETED = /<([^<>]*)>/g;

/** The first id of the field, or null. */
export function readMessageId(field: string | null): string | null {
  return field === null ? null : (readMessageIds(field)[0] ?? null);
}

/** All ids of a field, in their order, each once. */
export function readMessageIds(field: string): string[] {
  const ids: string[] = [];
  for (const match of field.matchAll(BRACKETED)) {
    const id = match[1]!.replace(/[\s\x00]+/g, '');
    if (id) ids.push(`<${id}>`);
  }
  if (ids.length === 0) {
    for (const word of field.replace(/[<>\x00]/g, ' ').split(/[\s,]+/)) {
      if (/[^@]@[^@]/.test(word)) ids.push(`<${word}>`);
    }
    // One bare word is an id that lost its brackets.
    if (ids.length === 0 && /^\S+$/.test(field.trim()) && !/[<>]/.test(field)) ids.push(`<${field.trim()}>`);
  }
  return [...new Set(ids)].slice(-MOST_REFERENCES);
}
