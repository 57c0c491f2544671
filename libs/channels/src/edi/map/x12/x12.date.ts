// DTM of X12: what for, a day, perhaps a time with its zone; or a period in a format of its own.
import type { CodedDate } from '#tickets';
import type { Segment } from '../../syntax/segment/segment.js';
import { coded, datedAs, type Reading, textAt } from '../reading.js';
import { x12Moment, x12Period } from '../value/moment.js';
import { x12DateWords } from '../words/date.words.js';

/** DTM01 to DTM06; null where it holds no date. */
export function dateOf(reading: Reading, segment: Segment): CodedDate | null {
  const code = textAt(segment, 1);
  const written = textAt(segment, 2);
  if (written !== '') {
    const iso = x12Moment(written, textAt(segment, 3), textAt(segment, 4));
    return coded(code, x12DateWords(code), datedAs(reading, segment, { element: 2, written, iso }));
  }
  const period = textAt(segment, 6);
  if (period === '') return null;
  const format = textAt(segment, 5);
  const iso = x12Period(format, period);
  return coded(code, x12DateWords(code), datedAs(reading, segment, { element: 6, written: period, iso, format }));
}
