// Trade documents of a ticket: what they say by the page, and how they came in.
import type { DocumentLines, Page, RawSegments, TicketDocument } from '#api';
import { call } from '../http.js';

/** Names one document of a ticket. */
export type PaperPlace = { messageId: number; part: number };

/** Lines of a page. */
export const PAGE_LINES = 100;

export const readPapers = (
  ticketId: number,
  cursor: string | null,
  signal?: AbortSignal,
): Promise<Page<TicketDocument>> =>
  call('GET', `/tickets/${ticketId}/documents${cursor === null ? '' : `?cursor=${cursor}`}`, { signal });

/** Lines from `from` (0: the first) on. */
export const readLines = (
  ticketId: number,
  place: PaperPlace,
  from: number,
  signal?: AbortSignal,
): Promise<DocumentLines> =>
  call('GET', `${documentPath(ticketId, place)}/lines${from === 0 ? '' : `?cursor=${from}`}`, { signal });

/** `at`: `byte=…` or `segment=…` marks one, `from=…` begins with one; '': from the first. */
export const readSegments = (
  ticketId: number,
  place: PaperPlace,
  at: string,
  signal?: AbortSignal,
): Promise<RawSegments> =>
  call('GET', `${documentPath(ticketId, place)}/segments${at === '' ? '' : `?${at}`}`, { signal });

/** The whole document as text, to save or to read. */
export const rawDocumentPath = (ticketId: number, place: PaperPlace): string =>
  `/api/v1${documentPath(ticketId, place)}/raw`;

export const acknowledgeAgain = (ticketId: number, outboundId: number, intent: string): Promise<unknown> =>
  call('POST', `/tickets/${ticketId}/acknowledgements/${outboundId}/send-again`, { intent });

const documentPath = (ticketId: number, { messageId, part }: PaperPlace): string =>
  `/tickets/${ticketId}/documents/${messageId}/${part}`;
