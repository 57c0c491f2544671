// A file on its way to the server: what comes, its bytes in parts, and that it is whole. Each step may be repeated: it changes nothing then.
import type { NewUpload, Upload } from '#api';
import { call } from '../http.js';

/** A part is small; one that takes longer has lost its line, and is tried again. */
const PART_MS = 60_000;

export const openUpload = (ticketId: number, file: NewUpload, signal?: AbortSignal): Promise<Upload> =>
  call<Upload>('POST', `/tickets/${ticketId}/uploads`, { body: file, signal, limitMs: PART_MS });

export const putPart = (id: number, n: number, bytes: ArrayBuffer, signal: AbortSignal): Promise<void> =>
  call<void>('PUT', `/uploads/${id}/parts/${n}`, { bytes, signal, limitMs: PART_MS, repeats: true });

export const finishUpload = (id: number, signal: AbortSignal): Promise<Upload> =>
  call<Upload>('POST', `/uploads/${id}/finish`, { signal, limitMs: PART_MS, repeats: true });

export const removeUpload = (id: number, keepalive = false): Promise<void> =>
  call<void>('DELETE', `/uploads/${id}`, { keepalive, repeats: true });

/** One's own files that lie on the ticket. */
export const readUploads = (ticketId: number, signal?: AbortSignal): Promise<Upload[]> =>
  call<Upload[]>('GET', `/tickets/${ticketId}/uploads`, { signal });
