// Names of attachments. Guarantees: never empty, no path, no control or direction characters, unique within the mail
// without regard to case, at most 180 characters with the extension kept.

const EXTENSIONS: Record<string, string> = {
  'application/pdf': 'pdf',
  'application/zip': 'zip',
  'application/msword': 'doc',
  'application/vnd.ms-excel': 'xls',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'pptx',
  'application/json': 'json',
  'application/xml': 'xml',
  'application/rtf': 'rtf',
  'application/pgp-signature': 'asc',
  'application/pgp-encrypted': 'asc',
  'application/pgp-keys': 'asc',
  'application/pkcs7-signature': 'p7s',
  'application/x-pkcs7-signature': 'p7s',
  'application/pkcs7-mime': 'p7m',
  'application/x-pkcs7-mime': 'p7m',
  'application/ms-tnef': 'dat',
  'audio/mpeg': 'mp3',
  'audio/wav': 'wav',
  'audio/x-wav': 'wav',
  'image/jpeg': 'jpg',
  'image/pjpeg': 'jpg',
  'image/svg+xml': 'svg',
  'image/tiff': 'tiff',
  'image/x-icon': 'ico',
  'image/vnd.microsoft.icon': 'ico',
  'text/plain': 'txt',
  'text/calendar': 'ics',
  'text/vcard': 'vcf',
  'text/x-vcard': 'vcf',
  'text/directory': 'vcf',
  'text/markdown': 'md',
  'text/rfc822-headers': 'txt',
  'message/rfc822': 'eml',
  'message/global': 'eml',
  'message/delivery-status': 'txt',
  'message/disposition-notification': 'txt',
  'message/feedback-report': 'txt',
  'video/quicktime': 'mov',
};
const STEMS: Record<string, string> = {
  'message/delivery-status': 'delivery-status',
  'message/disposition-notification': 'disposition-notification',
  'message/feedback-report': 'feedback-report',
  'text/rfc822-headers': 'original-headers',
  'application/pgp-signature': 'signature',
  'application/pkcs7-signature': 'smime',
  'application/x-pkcs7-signature': 'smime',
  'application/pkcs7-mime': 'smime',
  'application/x-pkcs7-mime': 'smime',
  'application/ms-tnef': 'winmail',
  'text/calendar': 'invite',
};
const LONGEST_NAME = 180;

/** A safe name: the sender's, else one from the type (`image.png`), else `attachment`. */
export function attachmentName(given: string, mediaType: string, innerSubject: string | null): string {
  const safe = safeName(given);
  if (safe) return safe;
  const extension = EXTENSIONS[mediaType] ?? plainExtension(mediaType);
  if (innerSubject !== null)
    return safeName(`${innerSubject.slice(0, LONGEST_NAME - 4)}.${extension}`) || `message.${extension}`;
  const family = mediaType.split('/')[0]!;
  const stem = STEMS[mediaType] ?? (/^(?:image|audio|video|text|message)$/.test(family) ? family : 'attachment');
  return extension ? `${stem}.${extension}` : stem;
}

/** `image/png` -> `png`; nothing where the subtype is no usable extension. */
function plainExtension(mediaType: string): string {
  const subtype = (mediaType.split('/')[1] ?? '').replace(/^x-/, '').replace(/\+.*$/, '');
  return /^[a-z0-9]{2,5}$/.test(subtype) && subtype !== 'octet' ? subtype : mediaType.startsWith('text/') ? 'txt' : '';
}

function safeName(given: string): string {
  let name = given.toWellFormed().replace(/[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '');
  // A full path names its last piece (RFC 2183, 2.3); a lone slash in a title does not.
  if (/^(?:[a-z]:[\\/]|[\\/]|\.{1,2}[\\/])/i.test(name)) name = name.split(/[\\/]/).at(-1)!;
  name = name.replace(/[\\/]/g, '_').replace(/\s+/g, ' ').trim();
  if (/^\.*$/.test(name)) return '';
  const characters = [...name];
  if (characters.length <= LONGEST_NAME) return name;
  const extension = /\.[^.]{1,10}$/.exec(name)?.[0] ?? '';
  return characters.slice(0, LONGEST_NAME - extension.length).join('') + extension;
}

/** Gives each name once: `plan.pdf`, `plan-2.pdf`, `plan-3.pdf`. */
export class UniqueNames {
  private readonly taken = new Set<string>();
  private readonly counts = new Map<string, number>();

  take(name: string): string {
    const dot = name.lastIndexOf('.');
    const [stem, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
    const key = name.toLowerCase();
    let candidate = name;
    let count = this.counts.get(key) ?? 1;
    while (this.taken.has(candidate.toLowerCase())) candidate = `${stem}-${++count}${extension}`;
    this.counts.set(key, count);
    this.taken.add(candidate.toLowerCase());
    return candidate;
  }
}
