// Telephone calls: who may be on the line, what logging a call would do, and logging it.
import type { CallEffect, KnownCaller, LogCall } from '#api';
import { call } from '../http.js';

export type LoggedCall = Pick<LogCall, 'number' | 'name' | 'direction' | 'outcome' | 'note' | 'minutes'> &
  Partial<Pick<LogCall, 'address' | 'ticketId'>>;

export const readCallers = (departmentId: number, words: string, signal?: AbortSignal): Promise<KnownCaller[]> =>
  call('GET', `/departments/${departmentId}/callers?${new URLSearchParams({ q: words })}`, { signal });

export function foreseeCall(departmentId: number, logged: LoggedCall, signal?: AbortSignal): Promise<CallEffect> {
  const { number, name, direction, outcome, address, ticketId } = logged;
  const query = new URLSearchParams({ number, name, direction, outcome });
  if (address) query.set('address', address);
  if (ticketId !== undefined) query.set('ticketId', String(ticketId));
  return call('GET', `/departments/${departmentId}/calls/outlook?${query}`, { signal });
}

export const logCall = (departmentId: number, logged: LoggedCall, intent: string): Promise<CallEffect> =>
  call('POST', `/departments/${departmentId}/calls`, { body: logged, intent });
