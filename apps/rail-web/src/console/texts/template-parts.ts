// A template as its reader will see it: words, and places for what the ticket knows. Pure; the server judges what is wrong.

export type Variable = { name: string; title: string; type: string };
export type Part = { words: string } | { name: string; title: string | null; fallback: string | null };

const PLACE = /\{\{\s*([^{}|]*?)\s*(?:\|([^{}]*))?\}\}/g;

/** `title` null: there is no such variable. */
export function partsOf(body: string, variables: readonly Variable[]): Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const match of body.matchAll(PLACE)) {
    const [whole, name = '', fallback] = match;
    if (match.index > from) parts.push({ words: body.slice(from, match.index) });
    const known = variables.find(variable => variable.name === name);
    parts.push({ name, title: known?.title ?? null, fallback: fallback ?? null });
    from = match.index + whole.length;
  }
  if (from < body.length) parts.push({ words: body.slice(from) });
  return parts;
}

/** The text with a variable at the caret, in place of what is selected; and where the caret is then. */
export function withVariable(body: string, from: number, to: number, name: string): { body: string; caret: number } {
  const place = `{{${name}}}`;
  return { body: body.slice(0, from) + place + body.slice(to), caret: from + place.length };
}
