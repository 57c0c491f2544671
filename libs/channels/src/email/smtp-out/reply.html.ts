// The HTML part of a reply, made from its plain text: everything escaped, paragraphs kept, web addresses clickable. Pure.

/** http(s) only, so that no other scheme becomes a link. Trailing punctuation belongs to the sentence. */
const LINK = /https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]}]/g;

/** @param text plain text with LF line ends */
export function htmlOf(text: string): string {
  const paragraphs = text
    .replace(/^\n+|\s+$/g, '')
    .split(/\n{2,}/)
    .map(paragraph => `<p>${paragraph.split('\n').map(lineOf).join('<br>\n')}</p>`);
  return `<!DOCTYPE html>\n<html><body>\n${paragraphs.join('\n')}\n</body></html>\n`;
}

function lineOf(line: string): string {
  let html = '';
  let from = 0;
  for (const found of line.matchAll(LINK)) {
    const url = escapeHtml(found[0]);
    html += `${escapeHtml(line.slice(from, found.index))}<a href="${url}" rel="noopener noreferrer">${url}</a>`;
    from = found.index + found[0].length;
  }
  return html + escapeHtml(line.slice(from));
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
