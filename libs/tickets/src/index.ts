// The domain, pure: no clock, no SQL, no HTTP.

export { type Calendar, calendarOf, OFFICE_HOURS, WEEKDAYS, type WorkHours } from './clock/calendar.js';
export { addWorkingMinutes, workingMinutesBetween } from './clock/working.time.js';
export * from './draft.js';
export type { Outcome, TicketKind } from './kinds/kind.js';
export { isKind, kindOf, kinds } from './kinds/kinds.js';
export type { House } from './routing/decide.js';
export { decide } from './routing/decide.js';
export * from './routing/decision.js';
export { isForward, readSubjectTokens, subjectKey, subjectToken } from './routing/subject.js';
export { ThreadIndex } from './routing/thread.index.js';
export { messageIdKey, referredIds, referredTickets, type SignedIds } from './routing/thread.js';
export * from './ticket.js';
