// The files of a form as attachments: by hash, under a name that is data and never a path, of the type that their bytes have.
import { createHash } from 'node:crypto';
import type { DraftAttachment } from '#tickets';
import type { PostedFile } from '../read/posted.form.js';
import { sniffedType } from './file.sniffer.js';

export interface FileList {
  attachments: DraftAttachment[];
  blobs: Map<string, Uint8Array>;
  warnings: string[];
}

export async function fileList(files: readonly PostedFile[]): Promise<FileList> {
  const list: FileList = { attachments: [], blobs: new Map(), warnings: [] };
  for (const file of files) {
    const { bytes } = file;
    const filename = nameOf(file.filename);
    const seen = await sniffedType(bytes);
    const declared = /^[\w.+-]{1,60}\/[\w.+-]{1,80}$/.test(file.declaredType) ? file.declaredType : '';
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    list.blobs.set(sha256, bytes);
    list.attachments.push({
      filename,
      contentType: seen?.contentType ?? (declared || 'application/octet-stream'),
      size: bytes.length,
      sha256,
    });
    if (seen && declared !== '' && declared !== 'application/octet-stream' && !isSame(declared, seen.contentType))
      list.warnings.push(`"${filename}" was sent as ${declared}, and is ${seen.contentType}`);
  }
  return list;
}

/** Containers say less than what they hold: a document of an office is a ZIP file as well. */
const isSame = (declared: string, seen: string): boolean =>
  declared === seen ||
  declared.replace(/^(\w+)\/x-/, '$1/') === seen.replace(/^(\w+)\/x-/, '$1/') ||
  (seen === 'application/zip' && /officedocument|opendocument|\+zip$|zip/.test(declared)) ||
  (seen === 'application/x-cfb' && /^application\/(?:msword|vnd\.ms-)/.test(declared)) ||
  (seen === 'application/xml' && /(?:\/|\+)xml$/.test(declared)) ||
  (declared === 'image/jpg' && seen === 'image/jpeg');

/** Path separators, control signs and what turns the direction of reading around are no part of a name (A33). */
export const nameOf = (filename: string): string =>
  (filename.split(/[/\\]/).at(-1) ?? '')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
    .toWellFormed()
    .trim()
    .replace(/^\.+/, '')
    .slice(0, 200)
    .toWellFormed() || 'attachment';
