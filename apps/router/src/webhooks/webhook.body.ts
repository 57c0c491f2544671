// What a webhook is told of an event, and which webhook wants it. Pure. Guarantees: ids instead of customers' words, but for the facts of a handoff,
// which are made to be passed on; a webhook of one department hears nothing of another; a body stays under 900 kB, because each part of the facts
// that somebody filled in is left out, and named, where it is larger than its share.
import { type BusEvent, type TicketEventType, toStructured } from '#events';
import type { HandoffFacts, Listening } from '#store';

export type TicketEvent = BusEvent<TicketEventType>;

/** Of `fields`, `result`, `returned` and `acceptanceCriteria` each, in bytes of JSON: four of them and the rest stay far below 900 kB. */
const LARGEST_PART = 200_000;
const PARTS = ['fields', 'result', 'returned', 'acceptanceCriteria'] as const;

/** A ticket that moves is told to the department that it leaves, too. */
export function wants({ departmentId, events }: Listening, { type, payload }: TicketEvent): boolean {
  const mine =
    departmentId === null || departmentId === payload.departmentId || departmentId === payload.fromDepartmentId;
  return mine && (events.length === 0 || events.includes(type));
}

/** A CloudEvent in structured mode. @param facts of the handoff that the event is about, as they stand now */
export function bodyOf(event: TicketEvent, facts: HandoffFacts | undefined): Record<string, unknown> {
  const { ticketId, departmentId, fromDepartmentId, version, entryId, handoffId, side } = event.payload;
  const data = { ticketId, departmentId, fromDepartmentId, version, entryId, handoffId, side };
  const known = Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined));
  return toStructured({ ...event, subject: event.key }, facts ? { ...known, handoff: withinShare(facts) } : known);
}

function withinShare(facts: HandoffFacts): Record<string, unknown> {
  const leftOut = PARTS.filter(part => Buffer.byteLength(JSON.stringify(facts[part])) > LARGEST_PART);
  if (leftOut.length === 0) return { ...facts };
  // Named, so that nobody takes a part that is not there for an empty one: GET /handoffs/:id has it.
  return { ...facts, ...Object.fromEntries(leftOut.map(part => [part, null])), leftOut };
}
