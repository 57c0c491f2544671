// HTML made of texts. Guarantee: a text from outside stands in it as text, in elements and in attributes, for everything that is written through here.

/** Markup that is safe to stand as it is. */
export class Html {
  constructor(readonly markup: string) {}
}

type Piece = Html | string | number | null | false | readonly Html[];

/** A template whose values are escaped, unless they are Html themselves. */
export function html(strings: TemplateStringsArray, ...values: Piece[]): Html {
  return new Html(
    strings.reduce((whole, text, i) => whole + text + (i < values.length ? written(values[i]!) : ''), ''),
  );
}

function written(value: Piece): string {
  if (value === null || value === false) return '';
  if (value instanceof Html) return value.markup;
  if (Array.isArray(value)) return (value as readonly Html[]).map(one => one.markup).join('\n');
  return escaped(String(value));
}

const SIGNS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
export const escaped = (text: string): string => text.replace(/[&<>"']/g, sign => SIGNS[sign]!).replaceAll('\0', '');
