// The flow meeting: its figures, its records, and problem cases.
import type { FlowMeeting, Page, ProblemCase, SaveProblemCase } from '#api';
import { call } from '../http.js';

export type RecordLine = { id: number; heldAt: string; heldBy: string; remarks: string };
export type FlowRecord = RecordLine & { departments: FlowMeeting['departments'] };

export const TABLES = [
  ['queues', 'Queues'],
  ['on-time', 'On time'],
  ['likely-late', 'Likely late'],
  ['hours', 'Hours'],
  ['defects', 'Defects'],
  ['business', 'Business'],
] as const;

export const tableHref = (name: string): string => `/api/v1/flow/${name}.csv`;

export const flowKey = ['flow'] as const;
export const recordsKey = ['flow-records'] as const;
export const recordKey = (id: number) => ['flow-record', id] as const;
export const problemsKey = (state: ProblemState) => ['problem-cases', state] as const;

export type ProblemState = 'open' | 'closed';

export const readMeeting = (signal?: AbortSignal): Promise<FlowMeeting> =>
  call<FlowMeeting>('GET', '/flow', { signal });

export const readRecords = (cursor: string | null): Promise<Page<RecordLine>> =>
  call<Page<RecordLine>>('GET', `/flow/records?limit=20${cursor ? `&cursor=${cursor}` : ''}`);

export const readRecord = (id: number): Promise<FlowRecord> => call<FlowRecord>('GET', `/flow/records/${id}`);

export const freezeMeeting = (remarks: string, intent: string): Promise<FlowRecord> =>
  call<FlowRecord>('POST', '/flow/records', { body: { remarks }, intent });

export const readProblems = (state: ProblemState): Promise<ProblemCase[]> =>
  call<ProblemCase[]>('GET', `/problem-cases?state=${state}`);

/** `id` null makes a new one. */
export const saveProblem = (id: number | null, body: SaveProblemCase, intent: string): Promise<ProblemCase> =>
  id === null
    ? call<ProblemCase>('POST', '/problem-cases', { body, intent })
    : call<ProblemCase>('PUT', `/problem-cases/${id}`, { body });
