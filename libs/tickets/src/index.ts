// The domain, pure: no clock, no SQL, no HTTP.

export {
  type Calendar,
  type Closure,
  calendarOf,
  closedDay,
  holidaysBetween,
  OFFICE_HOURS,
  WEEKDAYS,
  type WorkHours,
} from './clock/calendar.js';
export { type HolidayRegion, holidayRegions } from './clock/holidays.js';
export { retime } from './clock/retime.js';
export { addWorkingMinutes, addWorkingMs, workingMinutesBetween, workingMsBetween } from './clock/working.time.js';
export type { HandoffContract, ReturnReason } from './contracts/contract.js';
export { HANDOFF_STATES, type HandoffState } from './contracts/handoff.js';
export { shippedContracts } from './contracts/shipped.contracts.js';
export * from './draft.js';
export { type Forecast, forecast, paceOf } from './forecast/forecast.js';
export { KindBook } from './kinds/kind.book.js';
export type { AttachmentRule, ChecklistItem, KindBusiness, Outcome, TicketKind } from './kinds/kind.js';
export { shippedKinds } from './kinds/shipped.kinds.js';
export { businessOf } from './routing/business.js';
export type { House } from './routing/decide.js';
export { decide } from './routing/decide.js';
export * from './routing/decision.js';
export { isForward, readSubjectTokens, subjectKey, subjectToken } from './routing/subject.js';
export { ThreadIndex } from './routing/thread.index.js';
export { messageIdKey, referredIds, referredTickets, type SignedIds } from './routing/thread.js';
export * from './ticket.js';
