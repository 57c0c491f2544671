// The rail of a department: its slips, its numbers, and Next.
import type { Department, FoundSlip, Page, Person, RailNumbers, Slip, TagInUse } from '#api';
import { call } from '../http.js';
import type { RailView } from '../query-keys.js';

export type SkipReason = 'needs-a-specialist' | 'waiting-for-information' | 'conflict-of-interest' | 'other';
export type Skip = { ticketId: number; reason: SkipReason; note?: string };
export type NextAnswer = {
  ticket: Slip | null;
  why: 'claimed' | 'rail-clear' | 'claim-limit' | 'rail-limit' | 'kind-limit';
};
/** `filter`: a query of what a figure counted, see shell/paths. */
export type RailAsk = { view: RailView; q?: string; filter?: string; cursor?: string | null; limit?: number };

export const PAGE_SIZE = 100;

export const readDepartments = (): Promise<Department[]> => call<Department[]>('GET', '/departments');

export const readPeople = (departmentId: number): Promise<Person[]> =>
  call<Person[]>('GET', `/departments/${departmentId}/people`);

/** Tags of the tickets that are not over, the most frequent first. */
export const readTags = (departmentId: number): Promise<TagInUse[]> =>
  call<TagInUse[]>('GET', `/tags?department=${departmentId}`);

export function readRail(departmentId: number, ask: RailAsk, signal?: AbortSignal): Promise<Page<FoundSlip>> {
  const query = new URLSearchParams(ask.filter);
  query.set('view', ask.view);
  query.set('limit', String(ask.limit ?? PAGE_SIZE));
  if (ask.q) query.set('q', ask.q);
  if (ask.cursor) query.set('cursor', ask.cursor);
  return call<Page<FoundSlip>>('GET', `/departments/${departmentId}/rail?${query}`, { signal });
}

export const readNumbers = (departmentId: number): Promise<RailNumbers> =>
  call<RailNumbers>('GET', `/departments/${departmentId}/numbers`);

/** Claims the top of the rail. With `skip`, the named ticket is passed over and the reason is logged. */
export const takeNext = (departmentId: number, intent: string, skip?: Skip): Promise<NextAnswer> =>
  call<NextAnswer>('POST', `/departments/${departmentId}/next`, { body: skip ? { skip } : {}, intent });
