// A file on the pad: what it says of itself, and what keeps it from going along. Pure.
import type { Upload, UploadLimits } from '#api';
import { sizeWords } from '../../rail/words/time-words.js';

/** Lies on the server for this draft, or is on its way there (not `ready`). */
export type PadFile = Pick<Upload, 'id' | 'filename' | 'size' | 'contentType'> & { ready: boolean };

export const padFileOf = ({ id, filename, size, contentType, isReady }: Upload): PadFile => ({
  id,
  filename,
  size,
  contentType,
  ready: isReady,
});

/** Why this one is not even brought; empty: it is. The server says what else is wrong with it. */
export function refusalWords(
  file: { size: number },
  others: readonly { size: number }[],
  limits: UploadLimits,
): string {
  if (others.length >= limits.count) return `At most ${limits.count} files go together.`;
  const together = others.reduce((sum, { size }) => sum + size, file.size);
  // One that is too large alone is refused by the server, with its own size.
  if (file.size > limits.bytes || together <= limits.bytes) return '';
  return `Too large together with the others: one mail takes ${sizeWords(limits.bytes)}.`;
}

/** `3 files, 2.4 MB of 20 MB`. Empty for none. */
export function sumWords(files: readonly { size: number }[], limits: UploadLimits): string {
  if (files.length === 0) return '';
  const sum = files.reduce((total, { size }) => total + size, 0);
  return `${files.length === 1 ? '1 file' : `${files.length} files`}, ${sizeWords(sum)} of ${sizeWords(limits.bytes)}`;
}

/** What a screenshot is called that has no name of its own: `Screenshot 2026-05-03 14.05.09.png`. */
export function pastedName(type: string, at: Date): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  const time = [at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join('.');
  return `Screenshot ${day} ${time}.${/^image\/(png|jpeg|gif|webp)$/.exec(type)?.[1] ?? 'png'}`;
}
