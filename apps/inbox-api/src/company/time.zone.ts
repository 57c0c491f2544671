// Whether a time zone is one, said at its field.
import { calendarOf, OFFICE_HOURS } from '#tickets';
import { invalid } from '../http/request.fault.js';

/** Throws 422 with the place where `timeZone` is no IANA time zone. */
export function checkZone(timeZone: string): void {
  try {
    calendarOf(timeZone, OFFICE_HOURS);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw invalid([{ pointer: '/timeZone', detail: error.message }]);
  }
}
