// How bytes from strangers are handed out. Guarantees: nothing runs or renders on our origin (A14, A15): a type that browsers act on is sent as plain
// bytes to be saved; a file name cannot end the header, name a folder or disguise its ending (A13, A33).
import { safeName } from '#tickets';

export interface FileHeaders {
  'content-type': string;
  'content-disposition': string;
  'content-security-policy': string;
  'x-content-type-options': 'nosniff';
  'cache-control': string;
}

/** Types that are shown in place when asked: pictures without script, and PDF. Never SVG. */
const SHOWN = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'application/pdf']);

export function fileHeaders(file: { filename: string; contentType: string }, inline: boolean): FileHeaders {
  const type = file.contentType.toLowerCase().split(';')[0]!.trim();
  const isShown = SHOWN.has(type);
  return {
    'content-type': isShown ? type : 'application/octet-stream',
    'content-disposition': contentDisposition(inline && isShown ? 'inline' : 'attachment', file.filename),
    'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, max-age=300',
  };
}

/** RFC 6266 with an ASCII name for old readers and the whole one in RFC 8187 form. */
export function contentDisposition(kind: 'inline' | 'attachment', filename: string): string {
  const name = safeName(filename);
  const ascii = name
    .normalize('NFKD')
    .replace(/[^\x20-\x7e]/g, '')
    .replace(/[%;,'()]/g, '_')
    .trim();
  const extended = encodeURIComponent(name).replace(
    /['()*!]/g,
    character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${kind}; filename="${ascii || 'file'}"; filename*=UTF-8''${extended}`;
}
