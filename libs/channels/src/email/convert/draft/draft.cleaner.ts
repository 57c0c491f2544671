// The last step before a draft leaves the worker. Guarantee: every string in it can be stored and sent as JSON: no NUL, no lone
// surrogate; the subject is one line.

/** A copy of plain data with every string cleaned, keys included. Binary data must not be inside. */
export function cleanStrings<T>(value: T): T {
  if (typeof value === 'string') return cleanString(value) as T;
  if (Array.isArray(value)) return value.map(entry => cleanStrings(entry)) as T;
  if (value !== null && typeof value === 'object') {
    const copy: Record<string, unknown> = {};
    for (const [key, entry] of Object.entries(value)) copy[cleanString(key)] = cleanStrings(entry);
    return copy as T;
  }
  return value;
}

/** PostgreSQL takes neither U+0000 nor half a surrogate pair. */
export function cleanString(text: string): string {
  const stripped = text.includes('\0') ? text.replaceAll('\0', '') : text;
  return stripped.toWellFormed();
}
