// Text that a reader of the HTML would see, for mails that bring only HTML. Guarantees: bounded input (it gets sanitised HTML,
// or a plain strip where that was too much), no wrapping, link targets kept beside their words.
import { compile } from 'html-to-text';

const render = compile({
  wordwrap: false,
  limits: { maxInputLength: 8_000_000 },
  selectors: [
    { selector: 'a', options: { hideLinkHrefIfSameAsText: true, ignoreHref: false, linkBrackets: ['(', ')'] } },
    { selector: 'img', format: 'skip' },
    { selector: 'table', format: 'block' },
    { selector: 'tr', format: 'block', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
    { selector: 'td', format: 'inlineSurround', options: { suffix: ' ' } },
    { selector: 'th', format: 'inlineSurround', options: { suffix: ' ' } },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map(selector => ({
      selector,
      format: 'heading',
      options: { uppercase: false },
    })),
    { selector: 'ul', options: { itemPrefix: '- ' } },
  ],
});

/** Text of sanitised HTML. */
export function textOfHtml(html: string): string {
  return tidy(render(html));
}

/** Text of HTML of any size and shape in one pass: tags out, line breaks at blocks, entities of the commonest kinds decoded. */
export function strippedText(html: string): string {
  const visible = html
    .replace(/<(script|style|head|title)\b[^<>]*>[\s\S]*?(?:<\/\1\s*>|$)/gi, ' ')
    .replace(/<!--[\s\S]*?(?:-->|$)/g, ' ')
    .replace(/<(?:br|\/p|\/div|\/tr|\/li|\/h[1-6]|\/table)\b[^<>]*>/gi, '\n')
    .replace(/<\/?[a-z!][^<>]*>?/gi, ' ');
  return tidy(visible.replace(/&(?:nbsp|amp|lt|gt|quot|#39|#(\d{1,7}));/g, entity));
}

const ENTITIES: Record<string, string> = {
  '&nbsp;': ' ',
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};

function entity(whole: string, code: string | undefined): string {
  const point = Number(code);
  return ENTITIES[whole] ?? (point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : ' ');
}

function tidy(text: string): string {
  return text
    .replace(/\u00a0/g, ' ')
    .split('\n')
    .map(line => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** Plain text as HTML, for mails that mix text parts with HTML parts. */
export function htmlOfText(text: string): string {
  const escaped = text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  return `<div>${escaped.replace(/\n/g, '<br />')}</div>`;
}
