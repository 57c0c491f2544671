// Files of the conversation that can go along again: "drawing.pdf, mail of 3 May". Pure.
import type { Attachment, Entry } from '#api';
import { sizeWords } from '../../rail/words/time-words.js';

export type EarlierFile = { id: number; filename: string; from: string };

const SHOWN = 30;

/** The newest first; the same file once. Not those of a mail whose sender is not verified, and no pictures that only decorate a mail. */
export function earlierFiles(entries: readonly Entry[]): EarlierFile[] {
  const seen = new Set<string>();
  const found: EarlierFile[] = [];
  for (const entry of [...entries].reverse()) {
    if (entry.held || entry.id < 0) continue;
    for (const file of entry.attachments) {
      const key = `${file.sha256} ${file.filename}`;
      if (!isOffered(file) || seen.has(key)) continue;
      seen.add(key);
      found.push({ id: file.id, filename: file.filename || 'without a name', from: fromWords(entry, file.size) });
    }
  }
  return found.slice(0, SHOWN);
}

/** Something to give on, whole. */
export const isOffered = (file: Attachment): boolean => file.size > 0 && !(file.inline && file.contentId !== null);

const KINDS: Partial<Record<Entry['type'], string>> = { reply: 'our reply', note: 'internal note', message: 'mail' };

const fromWords = (entry: Entry, size: number): string => {
  const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' }).format(new Date(entry.at));
  return `${KINDS[entry.type] ?? 'entry'} of ${day}, ${sizeWords(size)}`;
};
