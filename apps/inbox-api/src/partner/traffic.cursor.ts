// Where a page of a partner's traffic ended, on the wire: `r` or `s`, microseconds since 1970, number. Pure.
import { type TrafficPlace, type TrafficRow, trafficId } from '#store';
import { RequestFault } from '../http/request.fault.js';

export const writePlace = (row: TrafficRow): string => `${row.what.charAt(0)}${row.at}.${trafficId(row)}`;

/** Throws CURSOR.INVALID for what is no cursor of this list. */
export function readPlace(text: string): TrafficPlace {
  const [, what, at, id] = /^([rs])(\d{1,16})\.([1-9]\d{0,14})$/.exec(text) ?? [];
  // Later than that no timestamp of the database is.
  if (!what || Number(at) > 9_000_000_000_000_000)
    throw new RequestFault('CURSOR.INVALID', 'This cursor is not of this list');
  return { what: what === 'r' ? 'received' : 'sent', at: Number(at), id: Number(id) };
}
