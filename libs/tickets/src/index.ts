// The domain, pure: no clock, no SQL, no HTTP.
export * from './ticket.js';
export * from './draft.js';
export { OFFICE_HOURS, WEEKDAYS, calendarOf, type Calendar, type WorkHours } from './clock/calendar.js';
export { addWorkingMinutes, workingMinutesBetween } from './clock/working.time.js';
export type { Outcome, TicketKind } from './kinds/kind.js';
export { isKind, kindOf, kinds } from './kinds/kinds.js';
export * from './routing/decision.js';
export { decide } from './routing/decide.js';
export { subjectKey, subjectToken, readSubjectTokens } from './routing/subject.js';
export { ThreadIndex } from './routing/thread.index.js';
export { messageIdKey, referredIds, referredTickets, type SignedIds } from './routing/thread.js';
export { isForward } from './routing/subject.js';
export type { House } from './routing/decide.js';
