// Reads a claimed file into envelopes. A small file is read once; of a larger one first its hash, which its identity needs, and then, streaming, its
// interchanges: memory holds one store call and one interchange.
import { createHash } from 'node:crypto';
import type { Envelope } from '#channels/contract';
import type { FileLimits } from '../../edi.settings.js';
import { InterchangeSplitter } from '../../syntax/interchange.splitter.js';
import { type EdiFile, ediEnvelopes, envelopeOf, isFullBatch, sha256Of } from '../file.envelopes.js';
import { FolderFault, isOfConnection, type Listed, type RemoteFolder } from '../folder/remote.folder.js';
import type { Refusal } from './file.shelf.js';

/** Files up to this are held whole, several side by side. */
const SMALL = 1024 * 1024;

export type ReadFile =
  | { outcome: 'read'; envelopes: Envelope[] }
  /** Read it with `stream`. */
  | { outcome: 'large'; file: EdiFile }
  | { outcome: 'refused'; refusal: Refusal }
  | { outcome: 'vanished' }
  /** Its writer goes on, or it cannot be read just now: later. */
  | { outcome: 'later'; why: string };

export interface ReaderInput {
  folder: RemoteFolder;
  channelId: number;
  via: EdiFile['via'];
  limits: FileLimits;
}

export class FileReader {
  constructor(private readonly input: ReaderInput) {}

  /** @throws FolderFault where the connection ended */
  async read(name: string): Promise<ReadFile> {
    const { folder, limits } = this.input;
    const path = `work/${name}`;
    try {
      const found = await folder.stat(path);
      if (!found) return { outcome: 'vanished' };
      const refusal = this.refusalOf(found);
      if (refusal) return { outcome: 'refused', refusal };
      if (found.size > SMALL) return await this.hash(found, path);
      const bytes = await folder.readWhole(path, found.size);
      if (bytes.length !== found.size) return growing(name);
      const envelopes = ediEnvelopes(this.fileOf(found, sha256Of(bytes)), bytes, limits.interchangeBytes);
      return envelopes.length > 0 ? { outcome: 'read', envelopes } : { outcome: 'refused', refusal: blank(found) };
    } catch (error) {
      return this.judge(error, name);
    }
  }

  /**
   * The envelopes of a large file, in pieces that one store call may hold. Ends early where `ending` aborts.
   * @throws FolderFault; with EDI.UNREADABLE where the file is another one than was hashed
   */
  async *stream(file: EdiFile, ending: AbortSignal): AsyncGenerator<Envelope[]> {
    const splitter = new InterchangeSplitter();
    const hash = createHash('sha256');
    let batch: Envelope[] = [];
    let bytes = 0;
    const take = (slices: ReturnType<InterchangeSplitter['push']>) => {
      for (const slice of slices) {
        batch.push(envelopeOf(file, slice, this.input.limits.interchangeBytes));
        bytes += slice.bytes.length;
      }
    };
    for await (const chunk of this.input.folder.read(`work/${file.name}`)) {
      if (ending.aborted) return;
      hash.update(chunk);
      take(splitter.push(chunk));
      if (!isFullBatch(batch.length, bytes)) continue;
      yield batch;
      batch = [];
      bytes = 0;
    }
    if (hash.digest('hex') !== file.sha256)
      throw new FolderFault('EDI.UNREADABLE', `"${file.name}" changed while it was read`);
    take(splitter.end());
    if (batch.length > 0) yield batch;
  }

  private async hash(found: Listed, path: string): Promise<ReadFile> {
    const hash = createHash('sha256');
    let bytes = 0;
    let isBlank = true;
    for await (const chunk of this.input.folder.read(path)) {
      hash.update(chunk);
      bytes += chunk.length;
      if (bytes > found.size) return growing(found.name);
      isBlank &&= /^\s*$/.test(Buffer.from(chunk).toString('latin1'));
    }
    if (bytes !== found.size) return growing(found.name);
    if (isBlank) return { outcome: 'refused', refusal: blank(found) };
    return { outcome: 'large', file: this.fileOf(found, hash.digest('hex')) };
  }

  private fileOf({ name, size, mtime }: Listed, sha256: string): EdiFile {
    const { channelId, via } = this.input;
    // Renaming keeps all of these, so the file is the same one before and after a crash; a new file of the same name is another.
    const identity = JSON.stringify([name, mtime, size, sha256]);
    const more = { modifiedAt: new Date(mtime).toISOString() };
    return { channelId, via, name, bytes: size, sha256, identity, receivedAt: new Date(), more };
  }

  private refusalOf({ name, size, what }: Listed): Refusal | null {
    const { fileBytes } = this.input.limits;
    if (what !== 'file') return { reason: 'file.unreadable', detail: `"${name}" is no plain file.` };
    if (size === 0) return { reason: 'file.empty', detail: `"${name}" is empty.`, byte: 0 };
    if (size <= fileBytes) return null;
    const detail = `"${name}" has ${size} bytes; the channel takes ${fileBytes} at most (maxFileMegabytes).`;
    return { reason: 'file.too-large', detail, byte: fileBytes };
  }

  private async judge(error: unknown, name: string): Promise<ReadFile> {
    if (!(error instanceof FolderFault) || isOfConnection(error)) throw error;
    if (error.code === 'EDI.MISSING' && !(await this.input.folder.stat(`work/${name}`))) return { outcome: 'vanished' };
    if (error.code !== 'EDI.NO_PERMISSION') return { outcome: 'later', why: error.message };
    const detail = `"${name}" may not be read by this user.`;
    return { outcome: 'refused', refusal: { reason: 'file.no-permission', detail } };
  }
}

const growing = (name: string): ReadFile => ({ outcome: 'later', why: `"${name}" is still being written` });

const blank = ({ name }: Listed): Refusal => ({
  reason: 'file.empty',
  detail: `"${name}" holds nothing but blanks.`,
  byte: 0,
});
