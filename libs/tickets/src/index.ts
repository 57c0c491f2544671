// The domain, pure: no clock, no SQL, no HTTP.

export {
  ANSWER_LIMITS,
  ANSWER_STEPS,
  type AnswerForm,
  type AnswerStep,
  answerForm,
  type FormField,
} from './answer/answer.form.js';
export { type Answer, type AnsweredStep, readAnswer } from './answer/answer.reader.js';
export { valueWords } from './answer/answer.values.js';
export { formHelp, formWords } from './answer/answer.words.js';
export { MARKER } from './answer/own.lines.js';
export { isCut, readableLines } from './answer/quotation.js';
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
export { checkContract } from './contracts/contract.check.js';
export type { HandoffContract, ReturnReason } from './contracts/contract.js';
export * from './contracts/handoff.js';
export { isPrefillSource, PREFILL_SOURCES, type PrefillSource, prefillOf } from './contracts/prefill.js';
export { shippedContracts } from './contracts/shipped.contracts.js';
export * from './draft.js';
export {
  FILE_LIMITS,
  type FileFaultFound,
  fileFault,
  mediaTypeOf,
  megabytes,
  partLength,
} from './files/reply.files.js';
export { distinctNames, nameOfPath, safeName } from './files/safe.name.js';
export { type Forecast, forecast, paceOf } from './forecast/forecast.js';
export { formReference, readFormReference } from './form/reference.js';
export { checkAttachments } from './kinds/attachments.js';
export { contractDifferences, type Difference, kindDifferences, valueDifference } from './kinds/difference.js';
export { rangeOf } from './kinds/field.words.js';
export {
  type CheckOptions,
  checkFields,
  completeness,
  type FieldFault,
  type FieldSchema,
  isReadOnly,
  isUnfilled,
  pointerTo,
  propertiesOf,
  titleOf,
} from './kinds/fields.js';
export { KindBook } from './kinds/kind.book.js';
export { checkKind } from './kinds/kind.check.js';
export type { AttachmentRule, ChecklistItem, KindBusiness, Outcome, TicketKind } from './kinds/kind.js';
export { shippedBook, shippedKinds } from './kinds/shipped.kinds.js';
export { CallBook, type CallerRest } from './phone/call.book.js';
export { type CallEffectWords, effectOf } from './phone/call.effect.js';
export * from './phone/call.js';
export { type CallRoute, callRail, routeCall } from './phone/call.route.js';
export { callerName, endWords } from './phone/call.words.js';
export * from './phone/callback.js';
export { callNumber, decideCall } from './phone/decide.call.js';
export { type Authorship, authorshipOf } from './routing/authorship.js';
export { businessOf } from './routing/business.js';
export { companyDomain } from './routing/company.domain.js';
export type { House } from './routing/decide.js';
export { decide, knownSender, snippetOf } from './routing/decide.js';
export * from './routing/decision.js';
export { applyRules, BY_RULE_TABLE, type KnownSender, withoutSuppression } from './routing/rules.js';
export {
  acknowledgementSubject,
  answerSubject,
  isForward,
  readSubjectTokens,
  subjectKey,
  subjectToken,
} from './routing/subject.js';
export { ThreadIndex } from './routing/thread.index.js';
export { messageIdKey, type SignedIds } from './routing/thread.js';
export { orderNumber, type Wanted, wantedOf } from './routing/wanted.js';
export { type CheckedRule, checkRules, type RuleHouse } from './rules/rule.check.js';
export { type RuleNames, ruleDifferences } from './rules/rule.difference.js';
export { type RuledOutcome, ruledOutcome, wouldDiffer } from './rules/rule.outcome.js';
export { type FoundPiece, foundIn } from './search/found.words.js';
export { documentWords, isSearched, type SearchedEntry, searchedTexts } from './search/searched.texts.js';
export { readSearch, type SearchWords, type Term, textQuery } from './search/text.query.js';
export { indexOfTexts, SEARCH_LIMITS } from './search/word.index.js';
export * from './tags/rule.tags.js';
export * from './tags/tag.js';
export * from './templates/template.js';
export { impersonalValues, ticketValues } from './templates/ticket.values.js';
export * from './ticket.js';
export { differenceWords } from './trade/difference.words.js';
export * from './trade/document.difference.js';
export { type OrderNow, orderNow } from './trade/order.now.js';
export { CHANGE_SETS, ORDER_SETS } from './trade/order.sets.js';
export * from './trade/partner.faults.js';
export * from './trade/partner.js';
export * from './trade/repetition.js';
export * from './trade/trade.document.js';
export { type AcknowledgementType, verdictWords } from './trade/verdict.words.js';
