// What travels between the main thread and a worker: one buffer of bytes each way, and small facts beside it. Guarantee: the
// buffers are exact and owned by the message, so they can be transferred; the caller's own bytes are never detached.
import type { Quarantine, TicketDraft } from '#tickets';
import type { Conversion, ConvertInput } from '../../contract/converter.js';
import type { ConvertLimits } from './convert.limits.js';

interface Slice {
  offset: number;
  length: number;
}

export interface ConvertTask {
  /** All raw mails, one after the other. */
  bytes: ArrayBuffer;
  mails: (Slice & {
    oversize?: ConvertInput['oversize'];
    transport: Record<string, unknown>;
    organisationDomains: string[];
    authServers?: string[];
  })[];
  limits: ConvertLimits;
  /** Shared: 1 as soon as the thread has begun, so that the time of starting a thread is not the mail's. */
  begun?: Int32Array;
}

export interface ConvertAnswer {
  /** All attachments, one after the other. */
  bytes: ArrayBuffer;
  results: {
    drafts: TicketDraft[];
    blobs: (Slice & { sha256: string })[];
    suppressed: string | null;
    quarantined: Quarantine[];
  }[];
}

export function packTask(inputs: readonly ConvertInput[], limits: ConvertLimits): ConvertTask {
  const bytes = new Uint8Array(inputs.reduce((sum, input) => sum + input.raw.byteLength, 0));
  let offset = 0;
  const mails = inputs.map(input => {
    bytes.set(input.raw, offset);
    const mail = {
      offset,
      length: input.raw.byteLength,
      transport: { mailFrom: input.transport.mailFrom, rcptTo: input.transport.rcptTo },
      organisationDomains: input.organisationDomains,
      ...(input.authServers ? { authServers: input.authServers } : {}),
      ...(input.oversize ? { oversize: input.oversize } : {}),
    };
    offset += input.raw.byteLength;
    return mail;
  });
  return { bytes: bytes.buffer, mails, limits };
}

export function unpackTask(task: ConvertTask): ConvertInput[] {
  return task.mails.map(({ offset, length, ...rest }) => ({
    ...rest,
    raw: new Uint8Array(task.bytes, offset, length),
  }));
}

export function packAnswer(conversions: readonly Conversion[]): ConvertAnswer {
  let total = 0;
  for (const conversion of conversions) for (const blob of conversion.blobs.values()) total += blob.byteLength;
  const bytes = new Uint8Array(total);
  let offset = 0;
  const results = conversions.map(({ drafts, blobs, suppressed, quarantined }) => {
    const slices = [...blobs].map(([sha256, blob]) => {
      bytes.set(blob, offset);
      offset += blob.byteLength;
      return { sha256, offset: offset - blob.byteLength, length: blob.byteLength };
    });
    return { drafts, blobs: slices, suppressed, quarantined };
  });
  return { bytes: bytes.buffer, results };
}

export function unpackAnswer(answer: ConvertAnswer): Conversion[] {
  return answer.results.map(({ drafts, blobs, suppressed, quarantined }) => ({
    drafts,
    // Attachments are copied out, so that keeping one does not keep the bytes of a whole batch.
    blobs: new Map(blobs.map(blob => [blob.sha256, new Uint8Array(answer.bytes, blob.offset, blob.length).slice()])),
    suppressed,
    quarantined,
  }));
}
