// One ticket: read it, act on it. Every act carries the version it was decided on.
import type { Entry, Note, Page, Reply, Ticket, Undone } from '#api';
import { type Call, call } from '../http.js';

/** Body of each act, by its name in the address. `undefined`: none. */
export type Acts = {
  claim: undefined;
  release: undefined;
  wake: undefined;
  reply: Reply;
  note: Note;
  snooze: { reason: 'customer' | 'until' | 'handoff'; until: string | null; note: string };
  done: { outcome: string; note: string };
  reopen: { note: string };
  merge: { into: number };
  move: { departmentId: number; reason: MoveReason; note: string };
  assign: { personId: number | null };
  expedite: { reason: string };
  'correct-requester': { name: string; address: string };
  /** Laid over those that stand; null takes one away. */
  fields: { fields: Record<string, unknown> };
  /** All that it has from then on. */
  tags: { tags: string[] };
  tick: { item: string; done: boolean };
  'follow-up': { at: string | null; note: string };
  [held: `held/${number}/approve` | `held/${number}/split` | `held/${number}/hold-again`]: undefined;
  [discard: `held/${number}/discard`]: { reason: string };
  'reach-again': { address: string };
  'dismiss-promise': { noticeId: number; reason: string };
};
export type ActName = keyof Acts;
export type MoveReason = 'wrong-department' | 'wrong-address-used' | 'wrong-rule' | 'other';

/** An act is a short transaction: what takes longer has lost its answer on the way. */
const ACT_MS = 30_000;

export const readTicket = (id: number, signal?: AbortSignal): Promise<Ticket> =>
  call<Ticket>('GET', `/tickets/${id}`, { signal });

/** Entries before `before` (a `seq`), in order; `nextCursor` is null when nothing is earlier. */
export const readEarlier = (id: number, before: number): Promise<Page<Entry>> =>
  call<Page<Entry>>('GET', `/tickets/${id}/entries?before=${before}`);

/** Answers the ticket as it now stands. 412 TICKET.STALE when `version` is not the one that stands. */
export const act = <A extends ActName>(
  id: number,
  name: A,
  body: Acts[A],
  options: Required<Pick<Call, 'version' | 'intent'>> & Pick<Call, 'keepalive'>,
): Promise<Ticket> => call<Ticket>('POST', `/tickets/${id}/${name}`, { body, limitMs: ACT_MS, ...options });

export const undoSend = (outboundId: number, intent: string): Promise<Undone> =>
  call('POST', `/outbound/${outboundId}/undo`, { intent, limitMs: ACT_MS });

export const sendAgain = (outboundId: number, intent: string): Promise<unknown> =>
  call('POST', `/outbound/${outboundId}/send-again`, { intent });

export const attachmentPath = (id: number): string => `/api/v1/attachments/${id}`;
export const rawPath = (messageId: number): string => `/api/v1/messages/${messageId}/raw`;
