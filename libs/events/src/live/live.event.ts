// What travels to the browsers: a hint that a ticket changed. As short as it can be, so that many fit into one notification.
import { z } from 'zod';
import type { TicketEventRow } from '#store';
import { TicketChange } from '../schema/ticket.event.js';
import { packNotices } from './notice.pack.js';

/** On this channel of the database. */
export const LIVE_CHANNEL = 'live';

export interface LiveEvent {
  /** Its place in the outbox; what a browser sends back as Last-Event-ID. */
  id: number;
  type: string;
  ticketId: number;
  departmentId: number;
  fromDepartmentId?: number;
  version: number;
  /** ISO 8601. */
  at: string;
}

const WIRE = z.array(z.tuple([z.int(), z.string(), z.int(), z.int(), z.int().nullable(), z.int(), z.int()]));

/** The events as JSON texts, each shorter than `largest` bytes. */
export const packLive = (events: LiveEvent[], largest: number): string[] =>
  packNotices(
    events.map(({ id, type, ticketId, departmentId, fromDepartmentId = null, version, at }) =>
      JSON.stringify([id, type, ticketId, departmentId, fromDepartmentId, version, Date.parse(at)]),
    ),
    largest,
  );

/** Null where the text is none of ours. */
export function unpackLive(text: string): LiveEvent[] | null {
  try {
    return WIRE.parse(JSON.parse(text)).map(([id, type, ticketId, departmentId, from, version, at]) => ({
      id,
      type,
      ticketId,
      departmentId,
      ...(from === null ? {} : { fromDepartmentId: from }),
      version,
      at: new Date(at).toISOString(),
    }));
  } catch {
    return null;
  }
}

/** Null where the row's payload is no ticket change: then there is nothing to show. */
export function liveFromRow({ id, type, payload, at }: TicketEventRow): LiveEvent | null {
  const read = TicketChange.safeParse(payload);
  if (!read.success) return null;
  const { ticketId, departmentId, fromDepartmentId, version } = read.data;
  return {
    id,
    type,
    ticketId,
    departmentId,
    ...(fromDepartmentId ? { fromDepartmentId } : {}),
    version,
    at: at.toISOString(),
  };
}
