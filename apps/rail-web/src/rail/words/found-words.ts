// Where a search found its words, as people say it. Pure.
import type { Found } from '#api';

const PLACES: Record<Found['where'], string> = {
  mail: 'In a mail',
  reply: 'In a reply',
  note: 'In a note',
  call: 'In a call note',
  form: 'In a web form',
  document: 'In an EDI document',
  forward: 'In a forwarded request',
  handoff: 'In a handoff',
  report: 'In a delivery report',
  message: 'In a message',
};

/** `In a mail of 3 May`; the year where it is another. In `timeZone` (IANA), or the reader's own. */
export function foundWords({ where, at }: Pick<Found, 'where' | 'at'>, now: number, timeZone?: string): string {
  const yearOf = (time: number): string => new Intl.DateTimeFormat('en-GB', { year: 'numeric', timeZone }).format(time);
  const then = Date.parse(at);
  const day = new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    year: yearOf(then) === yearOf(now) ? undefined : 'numeric',
    timeZone,
  }).format(then);
  return `${PLACES[where]} of ${day}`;
}
