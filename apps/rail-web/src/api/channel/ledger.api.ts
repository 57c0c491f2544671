// The desk of the ledger: what people decide of messages, its days, and one message with its bytes and its way.
import type {
  DiscardMessage,
  LedgerDays,
  LedgerMessage,
  MessageBytes,
  MessageHeaders,
  MessagePreview,
  MessageWay,
  Page,
  QuarantinedMessage,
  QuarantineGroup,
  QuarantineStepped,
} from '#api';
import { call } from '../http.js';

export const ledgerKey = ['ledger'] as const;
export const messageKey = (messageId: number, what: string) => ['message', messageId, what] as const;

export type Alike = { channelId: number; reason: string };
export type LedgerFilter = { channelId?: number; day?: string; state?: LedgerMessage['state'] };

export const readGroups = (): Promise<QuarantineGroup[]> => call<QuarantineGroup[]>('GET', '/quarantine/groups');

export const readAlike = (alike: Alike | null, cursor: string | null): Promise<Page<QuarantinedMessage>> =>
  call<Page<QuarantinedMessage>>('GET', `/quarantine?${queryOf({ limit: 30, ...alike, cursor })}`);

/** One bounded step; `from` is what the step before answered. */
export const replayStep = (
  alike: Alike,
  from: Partial<QuarantineStepped>,
  intent: string,
): Promise<QuarantineStepped> =>
  call<QuarantineStepped>('POST', '/quarantine/replay', { body: { ...alike, ...bounds(from) }, intent });

export const discardStep = (
  alike: Alike & { why: string },
  from: Partial<QuarantineStepped>,
  intent: string,
): Promise<QuarantineStepped> =>
  call<QuarantineStepped>('POST', '/quarantine/discard', { body: { ...alike, ...bounds(from) }, intent });

export const discardMessage = (messageId: number, body: DiscardMessage, intent: string): Promise<unknown> =>
  call<unknown>('POST', `/messages/${messageId}/discard`, { body, intent });

export const readPreview = (messageId: number): Promise<MessagePreview> =>
  call<MessagePreview>('GET', `/messages/${messageId}/preview`);
export const readHeaders = (messageId: number): Promise<MessageHeaders> =>
  call<MessageHeaders>('GET', `/messages/${messageId}/headers`);
export const readBytes = (messageId: number, from: number): Promise<MessageBytes> =>
  call<MessageBytes>('GET', `/messages/${messageId}/bytes?from=${from}`);
export const readWay = (messageId: number): Promise<MessageWay> =>
  call<MessageWay>('GET', `/messages/${messageId}/way`);

export const readDays = (channelId?: number): Promise<LedgerDays> =>
  call<LedgerDays>('GET', `/ledger/days?${queryOf({ channelId })}`);

/** Whether all that was accepted since that day (UTC, `2026-11-01`) is accounted for. */
export const readBalance = (from: string): Promise<LedgerDays> => call<LedgerDays>('GET', `/ledger/days?from=${from}`);
export const readMessages = (filter: LedgerFilter, cursor: string | null): Promise<Page<LedgerMessage>> =>
  call<Page<LedgerMessage>>('GET', `/ledger/messages?${queryOf({ limit: 50, ...filter, cursor })}`);

const bounds = ({ after, upTo }: Partial<QuarantineStepped>) => (after === undefined ? {} : { after, upTo });

function queryOf(values: Record<string, string | number | null | undefined>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value != null) query.set(name, String(value));
  return query.toString();
}
