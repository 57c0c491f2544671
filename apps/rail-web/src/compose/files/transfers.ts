// Files that this tab is bringing to the server. They go on while the pad is closed or another ticket is open; what is whole belongs to the draft, which
// outlives the page. Guarantees: one that is taken away, or fails, leaves nothing on the server; one that failed says why, and can be tried again.
import type { Upload } from '#api';
import { ProblemError } from '../../api/http.js';
import { problemWords } from '../../api/problem-words.js';
import { finishUpload, openUpload, putPart, removeUpload } from '../../api/ticket/upload.api.js';
import { announce } from '../../look/announcer.js';
import type { Mode } from '../draft/draft.js';
import { changeDraft, readDraft } from '../draft/drafts.js';
import { type PadFile, padFileOf } from './pad-file.js';

export type Place = { draftKey: string; mode: Mode; ticketId: number };
export type Transfer = Place & {
  key: number;
  file: File;
  filename: string;
  size: number;
  /** Of the upload, as soon as the server knows of it. */
  id: number | null;
  sent: number;
  /** Why it is not on its way any more. */
  problem: string | null;
  /** Trying again may help. */
  again: boolean;
  stop: AbortController;
};

let list: readonly Transfer[] = [];
let counter = 0;
const listeners = new Set<() => void>();
/** Brought by this tab: they are there, and nobody need ask. */
export const broughtHere = new Set<number>();

export const transfers = (): readonly Transfer[] => list;
export const onTransfers = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

function put(next: readonly Transfer[]): void {
  list = next;
  for (const tell of listeners) tell();
}
const change = (key: number, what: Partial<Transfer>): void =>
  put(list.map(one => (one.key === key ? { ...one, ...what } : one)));
const drop = (key: number): void => put(list.filter(one => one.key !== key));

/** `refused`: why it is not even tried. */
export function bring(place: Place, file: File, filename: string, refused: string): void {
  counter += 1;
  const fresh = { id: null, sent: 0, again: false, stop: new AbortController() };
  put([...list, { ...place, ...fresh, key: counter, file, filename, size: file.size, problem: refused || null }]);
  if (refused) announce(`${filename}: ${refused}`);
  else goOn();
}

export function tryAgain(key: number): void {
  change(key, { problem: null, again: false, sent: 0, id: null, stop: new AbortController() });
  goOn();
}

/** It stops where it is. What has come of it goes as soon as its run has noticed. */
export function cancel(key: number): void {
  const one = list.find(other => other.key === key);
  one?.stop.abort();
  drop(key);
  if (one?.id) leaveDraft(one, one.id);
  goOn();
}

/** One after the other: they stand in the mail in the order in which they were chosen. */
let running = false;
function goOn(): void {
  const next = list.find(one => one.problem === null);
  if (!next || running) return;
  running = true;
  void run(next).finally(() => {
    running = false;
    goOn();
  });
}

async function run(transfer: Transfer): Promise<void> {
  const { key, file, stop, ticketId, filename, size } = transfer;
  let id: number | null = null;
  try {
    const opened = await openUpload(ticketId, { filename, contentType: file.type, size }, stop.signal);
    id = opened.id;
    broughtHere.add(id);
    stop.signal.throwIfAborted();
    change(key, { id });
    lay(transfer, padFileOf(opened));
    for (let n = 0; n * opened.partBytes < size; n += 1) {
      const bytes = await readable(file.slice(n * opened.partBytes, (n + 1) * opened.partBytes));
      await putPart(id, n, bytes, stop.signal);
      change(key, { sent: Math.min(size, (n + 1) * opened.partBytes) });
    }
    const whole = await finishUpload(id, stop.signal);
    stop.signal.throwIfAborted();
    lay(transfer, padFileOf(whole));
    drop(key);
    announce(`${filename} is attached.`);
  } catch (error) {
    if (id !== null) forget(transfer, id);
    if (stop.signal.aborted) return;
    const problem = wordsOf(error);
    change(key, {
      problem,
      id: null,
      again: !(error instanceof ProblemError) || error.status === 0 || error.status >= 500,
    });
    announce(`${filename}: ${problem}`);
  }
}

/** A file that was changed or moved since it was chosen is told apart from a line that is down. */
async function readable(part: Blob): Promise<ArrayBuffer> {
  return part.arrayBuffer().catch((cause: unknown) => {
    throw new Error('It cannot be read: it was changed or moved since you chose it.', { cause });
  });
}

function wordsOf(error: unknown): string {
  if (!(error instanceof ProblemError)) return error instanceof Error ? error.message : String(error);
  if (error.code.startsWith('UPLOAD.') && error.problem.detail) return error.problem.detail;
  const { title, next } = problemWords(error.problem);
  return `${title} ${next}`.trim();
}

/** Into the draft, or in the place of what was there under its number. */
export function lay({ draftKey, mode }: Place, file: PadFile): void {
  const { files } = readDraft(draftKey);
  const known = files[mode].some(other => other.id === file.id);
  const next = known ? files[mode].map(other => (other.id === file.id ? file : other)) : [...files[mode], file];
  changeDraft(draftKey, { files: { ...files, [mode]: next } });
}

/** From the draft and from the server. What the server does not hear of now is thrown away by itself later. */
export function forget(place: Place, id: number): void {
  leaveDraft(place, id);
  removeUpload(id).catch((error: unknown) => console.warn(`The upload ${id} was not removed`, error));
}

function leaveDraft({ draftKey, mode }: Place, id: number): void {
  const { files } = readDraft(draftKey);
  changeDraft(draftKey, { files: { ...files, [mode]: files[mode].filter(other => other.id !== id) } });
}

/** A file of an earlier entry: there at once. Throws ProblemError. */
export async function bringEarlier(place: Place, attachmentId: number): Promise<Upload> {
  const upload = await openUpload(place.ticketId, { attachmentId });
  broughtHere.add(upload.id);
  lay(place, padFileOf(upload));
  announce(`${upload.filename} is attached.`);
  return upload;
}

/** What was discarded for good. Where the page is being left, the requests outlive it. */
export function throwAway(files: readonly PadFile[], leaving: boolean): void {
  for (const { id } of files)
    removeUpload(id, leaving).catch((error: unknown) => console.warn(`The upload ${id} was not removed`, error));
}
