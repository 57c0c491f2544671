// How bytes from strangers are handed out. Guarantees: nothing runs or renders on our origin (A14, A15): a type that browsers act on is sent as plain
// bytes to be saved; a file name cannot end the header, name a folder or disguise its ending (A13, A33).

export interface FileHeaders {
  'content-type': string;
  'content-disposition': string;
  'content-security-policy': string;
  'x-content-type-options': 'nosniff';
  'cache-control': string;
}

/** Types that are shown in place when asked: pictures without script, and PDF. Never SVG. */
const SHOWN = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'application/pdf']);
/** Names that Windows keeps for devices, with any ending. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;
// Controls, path separators, what shells and header parsers mind, and characters that hide or turn text round.
const UNWANTED = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}\\/:*?"<>|]/gu;
const LONGEST = 150;

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

/** A plain name on one line, its ending kept: at most 150 characters, never a folder, a device or a hidden file. */
export function safeName(filename: string): string {
  const plain = filename
    .normalize('NFC')
    .replace(UNWANTED, '')
    .replace(/\s+/g, ' ')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  const named = DEVICE.test(plain) ? `_${plain}` : plain;
  const letters = [...named];
  if (letters.length <= LONGEST) return named || 'file';
  const ending = /\.\w{1,10}$/.exec(named)?.[0] ?? '';
  return letters.slice(0, LONGEST - ending.length).join('') + ending;
}
