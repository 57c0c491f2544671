// What of a stranger's HTML may be shown, and in what frame. Pure: the decisions; `mail-purify` applies them to the tree.
// Guarantees: no script (sandbox and CSP), no request to anywhere but our own attachments until a person asks for remote pictures,
// links only to http, https, mailto and tel.
import type { Attachment } from '#api';

const DATA_PICTURE = /^data:image\/(png|jpe?g|gif|webp|bmp);base64,[a-z0-9+/=\s]+$/i;
const LINK = /^(https?:\/\/|mailto:|tel:)/i;

/** Where a picture inside a mail may be read from; null: not at all. `cid:` as of RFC 2392. */
export function pictureSource(src: string, attachments: Pick<Attachment, 'id' | 'contentId'>[]): string | null {
  const trimmed = src.trim();
  const cid = /^cid:(.+)$/i.exec(trimmed)?.[1];
  if (cid !== undefined) {
    const wanted = plainCid(cid);
    const found = attachments.find(
      attachment => attachment.contentId !== null && plainCid(attachment.contentId) === wanted,
    );
    return found ? `/api/v1/attachments/${found.id}` : null;
  }
  if (/^\/api\/v1\/attachments\/\d+$/.test(trimmed)) return trimmed;
  return DATA_PICTURE.test(trimmed) ? trimmed : null;
}

/** A picture that was held back at ingestion; only https is ever fetched. */
export const remotePicture = (src: string): string | null =>
  /^https:\/\/[^\s"'<>]+$/i.test(src.trim()) ? src.trim() : null;

/** A style that could fetch something, plainly or hidden by CSS escapes. Such a style is dropped whole. */
export const reachesOut = (style: string): boolean =>
  /url\s*\(|image\s*\(|image-set|src\s*\(|@import|expression|\\/i.test(style);

export const linkTarget = (href: string): string | null => (LINK.test(href.trim()) ? href.trim() : null);

/** Content-IDs stand with or without brackets and percent signs. */
function plainCid(cid: string): string {
  const bare = cid.trim().replace(/^<|>$/g, '');
  try {
    return decodeURIComponent(bare).toLowerCase();
  } catch {
    return bare.toLowerCase();
  }
}

/** A picture that nobody can see: it was put there to report that the mail was opened. */
export const isBeacon = (width: string | null, height: string | null): boolean =>
  [width, height].some(side => side !== null && /^\s*[0-3](px)?\s*$/.test(side));

/** A mail that says more than its plain text: pictures, tables, lists. It is shown as HTML from the start. */
export const isRich = (html: string): boolean => /<(img|table|ul|ol|h[1-3])\b/i.test(html);

/** A mail that brings colours of its own stands on light paper in both schemes; a plain one follows the page. */
export const hasOwnColours = (html: string): boolean =>
  /(\bbgcolor=|<font[^>]+color=|[\s;"']color\s*:|background(-color)?\s*:)/i.test(html);

/** `font`: address of the page's own typeface, which the frame may use too. */
export type FrameLook = { ink: string; paper: string; link: string; dark: boolean; font: string };

/** The Content-Security-Policy inside the frame. `origin`: ours. */
export const framePolicy = (origin: string, remote: boolean): string =>
  `default-src 'none'; style-src 'unsafe-inline'; font-src ${origin}; img-src data: ${origin}/api/v1/attachments/${remote ? ' https:' : ''}; form-action 'none'; base-uri 'none'`;

/** The whole document of the frame. `body` was purified before. */
export function frameDocument(body: string, look: FrameLook, origin: string, remote: boolean): string {
  return `<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${framePolicy(origin, remote)}">
<meta name="referrer" content="no-referrer"><base target="_blank"><style>
@font-face{font-family:'Inter Variable';font-weight:100 900;src:url(${look.font}) format('woff2')}
:root{color-scheme:${look.dark ? 'dark' : 'light'}}
html{overflow-y:hidden;background:${look.paper}}
body{margin:0;padding:2px 0;color:${look.ink};background:${look.paper};font:15px/22px 'Inter Variable',system-ui,-apple-system,'Segoe UI',sans-serif;overflow-wrap:anywhere}
body>*:first-child{margin-top:0}body>*:last-child{margin-bottom:0}
p{margin:0 0 12px}a{color:${look.link}}img{max-width:100%;height:auto}table{max-width:100%;border-collapse:collapse}
blockquote{margin:12px 0;padding-inline-start:12px;border-inline-start:2px solid rgb(128 128 128 / 40%)}
pre{white-space:pre-wrap}
body>table{margin-bottom:12px}
.held-picture{display:inline-flex;align-items:center;justify-content:center;box-sizing:border-box;min-width:24px;min-height:24px;max-width:100%;padding:2px 8px;border:1px dashed rgb(128 128 128 / 60%);font-size:12px;line-height:16px;overflow:hidden}
</style></head><body dir="auto">${body}</body></html>`;
}
