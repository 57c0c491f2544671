// From the bytes of a file to envelopes for the ledger: one for each interchange, and one for each piece that belongs to none. Nothing is interpreted.
import { createHash } from 'node:crypto';
import { type Envelope, envelopeBatches } from '#channels/contract';
import { senderOf } from '../envelope/interchange.reader.js';
import { type Slice, splitInterchanges } from '../syntax/interchange.splitter.js';

/** A file, wherever it came from. */
export interface EdiFile {
  channelId: number;
  via: 'folder' | 'sftp' | 'http' | 'mail';
  name: string;
  bytes: number;
  /** Hex, of all its bytes. */
  sha256: string;
  /** Of this file at its source, stable over re-reads; each of its interchanges adds where it begins. */
  identity: string;
  receivedAt: Date;
  /** More facts of the transport, small and JSON-safe. */
  more?: Record<string, unknown>;
}

/** One store call holds at most so much; a larger interchange goes alone. */
const BATCH = { mostEnvelopes: 500, mostBytes: 16 * 1024 * 1024 };
/** Of an interchange above the limit so much is kept: its sender can be read, and a person sees what it was. */
const KEPT_OF_OVERSIZE = 16 * 1024;

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** All of a file that is held in memory. None where it has nothing but blanks. */
export function ediEnvelopes(file: EdiFile, bytes: Uint8Array, interchangeBytes: number): Envelope[] {
  return splitInterchanges(bytes).map(slice => envelopeOf(file, slice, interchangeBytes));
}

export function envelopeOf(file: EdiFile, slice: Slice, interchangeBytes: number): Envelope {
  const sourceIdentity = `${file.identity}\n${slice.byteStart}`;
  const size = slice.byteEnd - slice.byteStart;
  const isOversize = size > interchangeBytes;
  const raw = Buffer.from(isOversize ? slice.bytes.subarray(0, KEPT_OF_OVERSIZE) : slice.bytes);
  const { via, name, bytes, sha256, more } = file;
  return {
    channelId: file.channelId,
    sourceIdentity,
    raw,
    ...(isOversize ? { oversize: { declaredBytes: size, limitBytes: interchangeBytes } } : {}),
    receivedAt: file.receivedAt,
    conversationKey: conversationKey(raw) ?? sourceIdentity,
    transport: {
      via,
      file: name,
      byteStart: slice.byteStart,
      byteEnd: slice.byteEnd,
      fileBytes: bytes,
      fileSha256: sha256,
      ...more,
    },
  };
}

/** All of one partner: a change must not overtake the order that it changes. */
function conversationKey(raw: Uint8Array): string | null {
  const found = senderOf(raw);
  return found && JSON.stringify(['edi', found.standard, found.sender.qualifier, found.sender.id]);
}

export const batchesOf = (envelopes: Iterable<Envelope>): Generator<Envelope[]> => envelopeBatches(envelopes, BATCH);

export const isFullBatch = (envelopes: number, bytes: number): boolean =>
  envelopes >= BATCH.mostEnvelopes || bytes >= BATCH.mostBytes;
