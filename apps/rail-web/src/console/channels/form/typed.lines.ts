// Lists and mappings as people type them: one a line. Pure.

export const listOf = (text: string): string[] =>
  text
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean);

export const listText = (value: unknown): string => {
  if (Array.isArray(value)) return value.map(String).join('\n');
  return typeof value === 'string' ? value : '';
};

/**
 * `name: value`, where the value may be the number of a column. Lines without a value are an order of names, where `orders` are taken; else their names
 * come with an empty value, which the server refuses at its place.
 */
export function pairsOf(text: string, orders: boolean): Record<string, string | number> | string[] {
  const lines = listOf(text);
  if (orders && lines.length > 0 && lines.every(line => !line.includes(':'))) return lines;
  return Object.fromEntries(
    lines.map(line => {
      const colon = line.indexOf(':');
      if (colon < 0) return [line, ''];
      const value = line.slice(colon + 1).trim();
      return [line.slice(0, colon).trim(), orders && /^\d{1,3}$/.test(value) ? Number(value) : value];
    }),
  );
}

export const pairsText = (value: unknown): string => {
  if (Array.isArray(value)) return value.map(String).join('\n');
  if (typeof value !== 'object' || value === null) return '';
  return Object.entries(value)
    .map(([name, one]) => `${name}: ${String(one)}`)
    .join('\n');
};
