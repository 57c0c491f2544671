// Which files may go with a reply or a note, and how large they may be. Pure: one rule for the page, the API and whatever else sends.

export const FILE_LIMITS = {
  /** Files of one reply or note. */
  count: 20,
  /** Bytes of all files of one mail where the channel says nothing else. In the mail they take a third more (base64). */
  bytes: 20_000_000,
  /** An upload comes in parts of this size; the last one is what is left. */
  partBytes: 512 * 1024,
  /** Files that one writer may have lying on one ticket, sent by nothing yet. */
  lying: 40,
  /** And in bytes, on all tickets. */
  lyingBytes: 500_000_000,
  /** What is not sent is thrown away after so many days. */
  keptDays: 14,
} as const;

/** Programs and scripts: the large mail services send a mail with one of them back, as Gmail's published list has it. */
const PROGRAMS = new Set(
  'apk app bat chm cmd com cpl dll exe hta jar jnlp js jse lnk mjs msc msi msix msp pif ps1 scr sct vb vbe vbs wsc wsf wsh xll'.split(
    ' ',
  ),
);

export interface FileFaultFound {
  code: 'UPLOAD.EMPTY' | 'UPLOAD.TOO_LARGE' | 'UPLOAD.KIND_REFUSED';
  /** For whoever chose it. */
  detail: string;
}

/** What keeps a file from going along; null: nothing. `limitBytes`: of all files of the mail. */
export function fileFault(file: { filename: string; size: number }, limitBytes: number): FileFaultFound | null {
  if (file.size === 0) return { code: 'UPLOAD.EMPTY', detail: 'The file is empty.' };
  if (file.size > limitBytes)
    return {
      code: 'UPLOAD.TOO_LARGE',
      detail: `The file has ${megabytes(file.size, 'up')}; one mail takes ${megabytes(limitBytes)}.`,
    };
  const ending = /\.([^.]+)$/.exec(file.filename.toLowerCase())?.[1] ?? '';
  if (PROGRAMS.has(ending))
    return { code: 'UPLOAD.KIND_REFUSED', detail: `Programs and scripts (.${ending}) are refused by mail services.` };
  return null;
}

/** The length of part `n`, from 0 on; null where a file of that size has no such part. */
export function partLength(size: number, n: number): number | null {
  const left = size - n * FILE_LIMITS.partBytes;
  return left > 0 ? Math.min(left, FILE_LIMITS.partBytes) : null;
}

/**
 * The media type that a file is sent and stored with. A message or a multipart may not be base64 (RFC 2046, section 5.2.1), and its bytes must stay as
 * they are: it goes as plain bytes, under its own name.
 */
export function mediaTypeOf(declared: string): string {
  const type = declared.toLowerCase().split(';')[0]!.trim();
  const isOne = /^[a-z0-9][a-z0-9.+-]{0,60}\/[a-z0-9][a-z0-9.+-]{0,80}$/.test(type);
  return isOne && !/^(?:message|multipart)\//.test(type) ? type : 'application/octet-stream';
}

/** `20 MB`, `24.1 MB`. A file just over a limit is not said to have what the limit has. */
export function megabytes(bytes: number, round: 'up' | 'down' = 'down'): string {
  const tenths = Math[round === 'up' ? 'ceil' : 'floor'](bytes / 100_000);
  return `${tenths % 10 === 0 ? tenths / 10 : (tenths / 10).toFixed(1)} MB`;
}
