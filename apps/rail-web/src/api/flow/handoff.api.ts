// Typed handoffs: begin a draft, keep it, offer it, answer it. Every step carries the version that it was decided on.

import type { z } from 'zod';
import type { CompleteHandoff, EditHandoff, Handoff, HandoffQuery, HandoffSummary, Page, ReturnHandoff } from '#api';
import { call } from '../http.js';

/** Body of each step, by its name in the address. `undefined`: none. */
export type HandoffActs = {
  adopt: undefined;
  offer: undefined;
  accept: undefined;
  return: z.input<typeof ReturnHandoff>;
  complete: z.input<typeof CompleteHandoff>;
  cancel: { reason: string };
};
export type HandoffAct = keyof HandoffActs;
export type HandoffAsk = Pick<HandoffQuery, 'side' | 'state'> & { cursor?: string | null };

export const readHandoff = (id: number, signal?: AbortSignal): Promise<Handoff> =>
  call<Handoff>('GET', `/handoffs/${id}`, { signal });

export function readHandoffs(
  departmentId: number,
  ask: HandoffAsk,
  signal?: AbortSignal,
): Promise<Page<HandoffSummary>> {
  const query = new URLSearchParams({ side: ask.side, state: ask.state });
  if (ask.cursor) query.set('cursor', ask.cursor);
  return call<Page<HandoffSummary>>('GET', `/departments/${departmentId}/handoffs?${query}`, { signal });
}

/** A draft, prefilled from the ticket. */
export const beginHandoff = (ticketId: number, contract: string, intent: string): Promise<Handoff> =>
  call<Handoff>('POST', `/tickets/${ticketId}/handoffs`, { body: { contract }, intent });

/** Faults do not keep it from being saved: they stand in the answer. */
export const saveHandoff = (id: number, body: EditHandoff, version: number, keepalive = false): Promise<Handoff> =>
  call<Handoff>('PUT', `/handoffs/${id}`, { body, version, keepalive });

export const discardHandoff = (id: number, version: number): Promise<void> =>
  call<void>('DELETE', `/handoffs/${id}`, { version });

export const actOnHandoff = <A extends HandoffAct>(
  id: number,
  name: A,
  body: HandoffActs[A],
  options: { version: number; intent: string },
): Promise<Handoff> => call<Handoff>('POST', `/handoffs/${id}/${name}`, { body, ...options });
