// Which message an envelope is, and what it belongs with. Pure.
import type { Envelope } from '#channels/contract';
import type { EnvelopeDocument } from './envelope.schema.js';

/** Where the document names its source, that is the message, whichever way and however often it comes to this channel; else as the transport says. */
export const identityOf = (document: EnvelopeDocument | null, ofTransport: string): string =>
  document?.source ? JSON.stringify(['source', document.source.system, document.source.id]) : ofTransport;

/** When working time begins: as the source says, where that is not in the future. */
export function receivedAtOf(document: EnvelopeDocument | null, here: Date): Date {
  const there = document?.receivedAt === undefined ? Number.NaN : Date.parse(document.receivedAt);
  return there <= here.getTime() ? new Date(there) : here;
}

/** Messages of one conversation are converted in the order of their arrival, so that the second finds the ticket of the first. */
export function conversationKeyOf(
  channelId: number,
  document: EnvelopeDocument | null,
  otherwise: string,
): Envelope['conversationKey'] {
  const { conversation } = document ?? {};
  return JSON.stringify(
    conversation === undefined ? ['envelope', otherwise] : ['conversation', channelId, conversation],
  );
}
