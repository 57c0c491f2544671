// Names of what is cached. One place, so that an event can find what it touches.
import type { RailQuery } from '#api';

export type RailView = RailQuery['view'];
export type RailKey = readonly ['rail', departmentId: number, view: RailView, q: string, filter: string];

export const sessionKey = ['session'] as const;
export const departmentsKey = ['departments'] as const;
export const numbersKey = (departmentId: number) => ['numbers', departmentId] as const;
export const railKey = (departmentId: number, view: RailView, q: string, filter = ''): RailKey => [
  'rail',
  departmentId,
  view,
  q,
  filter,
];
export const tagsKey = (departmentId: number) => ['tags', departmentId] as const;
export const ticketKey = (id: number) => ['ticket', id] as const;
export const handoffKey = (id: number) => ['handoff', id] as const;
export const handoffsKey = (departmentId: number, side: string, state: string) =>
  ['handoffs', departmentId, side, state] as const;
/** `count`: documents that the ticket has; a new one makes the list another. */
export const papersKey = (ticketId: number, count: number) => ['papers', ticketId, count] as const;
export const paperLinesKey = (ticketId: number, messageId: number, part: number, from: number) =>
  ['paper-lines', ticketId, messageId, part, from] as const;
export const segmentsKey = (ticketId: number, messageId: number, part: number, at: string) =>
  ['segments', ticketId, messageId, part, at] as const;
export const alertsKey = ['alerts'] as const;
export const digestKey = ['digest'] as const;
export const templatesKey = (departmentId: number) => ['templates', departmentId] as const;
export const macrosKey = (departmentId: number) => ['macros', departmentId] as const;
