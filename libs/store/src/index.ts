// The store: the only SQL of the house.

export * from './alerts/alert.reader.js';
export { type NewAlert, raiseAlerts } from './alerts/alert.store.js';
export * from './alerts/digest.store.js';
export { closeSettledAlerts, raiseLateness, raiseLikelyLate } from './alerts/lateness.sweep.js';
export { raiseSignInEnds, type SignInEnd } from './alerts/sign-in.alerts.js';
export { type AuditActor, actAs } from './audit/audit.actor.js';
export * from './audit/audit.reader.js';
export { AUTOMATIC_LIMITS, type AutomaticTurn, takeAutomaticTurn } from './automatic/automatic.turn.js';
export type { PlannedReport } from './automatic/report.writer.js';
export { clearUndeliverable, type UndeliverableRow, undeliverableAmong } from './automatic/undeliverable.store.js';
export { type CalendarRow, calendarFrom } from './calendar/department.calendar.js';
export {
  type ChannelHealth,
  type ChannelRow,
  ChannelStore,
  type ChannelValues,
  type SealedSecret,
} from './channels/channel.store.js';
export { guardedReach } from './channels/guarded.reach.js';
export { type SecretPortsHouse, StoreSecretPorts } from './channels/secret.ports.js';
export * from './channels/sign-in.store.js';
export * from './company/company.store.js';
export * from './conversion/conversion.plan.js';
export * from './conversion/conversion.reader.js';
export { writeConversion } from './conversion/conversion.writer.js';
export { type Routing, readRouting } from './conversion/routing.reader.js';
export { stateEntry, ticketEvent } from './conversion/ticket.entries.js';
export { TicketPlan } from './conversion/ticket.plan.js';
export { Database, describe, Tx } from './database/database.js';
export { migrate } from './database/migrate.js';
export { databaseAnswers, ensureDatabase } from './database/reachable.js';
export { storableJson, storableText } from './database/storable.js';
export { StoreFault } from './database/store.fault.js';
export { contractDesk, type DefinitionReport, type DeskOutcome, kindDesk } from './definitions/definition.desk.js';
export { DefinitionLibrary, type Library, readLibrary } from './definitions/definition.library.js';
export * from './definitions/definition.store.js';
export type { BusinessRow } from './flow/business.figures.js';
export type { DefectGroup } from './flow/defect.figures.js';
export { type FlowFigures, readFlow } from './flow/flow.reader.js';
export { FORECAST_DEPTH, type LikelyLateRow, likelyLate } from './flow/forecast.reader.js';
export type { OnTimeCounts } from './flow/on-time.figures.js';
export { paceBegins, readPaces } from './flow/pace.reader.js';
export {
  changeProblemCase,
  openProblemCase,
  type ProblemCaseRow,
  type ProblemCaseValues,
  type ProblemState,
  problemCase,
  problemCases,
} from './flow/problem.store.js';
export {
  type EarlierRecordRow,
  earlierRecords,
  type FlowRecordRow,
  keepRecord,
  recordById,
  records,
} from './flow/record.store.js';
export * from './forms/form.gate.store.js';
export * from './forwards/forward.reader.js';
export {
  forwardChannel,
  type PlannedForward,
  type ToldForward,
  tellForward,
} from './forwards/forward.writer.js';
export { type StrayRow, strayRequests, strayWeeks } from './forwards/stray.figures.js';
export { acceptHandoff, returnHandoff, type SendBack } from './handoffs/answer.action.js';
export { type BeginOutcome, type BeginRequest, beginHandoff } from './handoffs/begin.action.js';
export { adoptTerms, discardHandoff, type Edit, editHandoff } from './handoffs/edit.action.js';
export { type Completion, cancelHandoff, completeHandoff } from './handoffs/finish.action.js';
export {
  filesOfOrigin,
  type HandoffLine,
  handoffLine,
  handoffsOfDepartment,
  handoffsOfTicket,
  type LegRow,
  legsOf,
  receivedHandoff,
} from './handoffs/handoff.reader.js';
export {
  filesOf,
  type HandoffFileRow,
  type HandoffRow,
  type HandoffTerms,
  handoffById,
  termsOf,
} from './handoffs/handoff.row.js';
export { type HandoffOutcome, type HandoffRefusal, type Readiness, readinessOf } from './handoffs/handoff.rules.js';
export type { HandoffRequest } from './handoffs/handoff.step.js';
export { type Ties, tiesOf } from './handoffs/handoff.ties.js';
export { offerHandoff } from './handoffs/offer.action.js';
export * from './health/canary.store.js';
export * from './health/catch-up.store.js';
export * from './health/fault.store.js';
export * from './health/health.reader.js';
export { type HoldOptions, holdLease } from './lease/lease.holder.js';
export { type Lease, LeaseStore } from './lease/lease.store.js';
export { type Audit, audit, type Finding } from './ledger/audit.js';
export * from './ledger/day.reader.js';
export * from './ledger/held.desk.js';
export * from './ledger/ledger.reader.js';
export { LedgerStore } from './ledger/ledger.store.js';
export * from './ledger/quarantine.reader.js';
export * from './ledger/sample.reader.js';
export * from './ledger/suppressed.reader.js';
export { BY_PERSON, type Decider } from './ledger/verdict.store.js';
export * from './ledger/way.reader.js';
export { type AskMail, queueAsk, reserveAsk, type Side } from './mail-steps/ask.store.js';
export { type MailPerson, mailPerson, worksRail } from './mail-steps/mail.person.js';
export { keepWords, type MailStepOutcome, takeMailStep } from './mail-steps/mail-step.action.js';
export {
  answeredLately,
  countStepTry,
  endMailStep,
  lockMailStep,
  type PendingStep,
} from './mail-steps/mail-step.store.js';
export * from './members/member.store.js';
export { FetchedStore, type WaitingMail } from './outbound/fetched.store.js';
export { type DueMail, OutboundStore } from './outbound/outbound.store.js';
export { type DeadLetter, DeadLetterStore, type StoredEvent } from './outbox/dead-letter.store.js';
export { LiveStore, NOTICE_BYTES, type TicketEventRow } from './outbox/live.store.js';
export { addToOutbox, LANES, laneOf, type OutboxEvent, onOutboxWrite } from './outbox/outbox.store.js';
export { type Turn, turnPartitions } from './outbox/partition.store.js';
export { type Backlog, type LaneHold, RelayStore, type SentBatch, type UnsentEvent } from './outbox/relay.store.js';
export { forgetTaken, takeEvents } from './outbox/taken.store.js';
export * from './partners/partner.store.js';
export * from './partners/traffic.reader.js';
export type { TrafficAnswer, TrafficDocument } from './partners/traffic.row.js';
export * from './partners/unknown.sender.js';
export { ApiKeyRow } from './people/api-key.entity.js';
export { ApiKeyStore, type NewApiKey } from './people/api-key.store.js';
export { DepartmentRow } from './people/department.entity.js';
export {
  type DepartmentSettingsValues,
  previewSettings,
  type SettingsOutcome,
  saveSettings,
  settingsFaults,
} from './people/department.settings.store.js';
export { type DepartmentCreated, DepartmentStore, type NewDepartment } from './people/department.store.js';
export { IdempotencyStore, type IdempotentRequest } from './people/idempotency.store.js';
export { departmentOf, type Owned } from './people/ownership.reader.js';
export { sweepExpired } from './people/sign-in/expiry.sweeper.js';
export { hashPassword, verifyPassword } from './people/sign-in/password-hash.js';
export { type SessionBegin, type SessionRow, SessionStore } from './people/sign-in/session.store.js';
export { SIGN_IN_LIMITS, SignInLimitStore, type SignInLimits } from './people/sign-in/sign-in-limit.store.js';
export { SignInLinkStore } from './people/sign-in/sign-in-link.store.js';
export { hashToken, newToken } from './people/sign-in/token.js';
export { type MembershipRow, type PersonRow, UserStore } from './people/user.store.js';
export { UserAccount } from './people/user-account.entity.js';
export { CallDesk, entriesForCalls, type GivenCall, type PlacedCall } from './phone/call.desk.js';
export { type CallerRow, type CallRow, callsOn, knownCallers } from './phone/call.figures.js';
export { bookOf, type CallsRead, customersByNumber, lockRails, readCalls, tiedAmong } from './phone/call.reader.js';
export { foreseeCall, type LoggedCall, type LogOutcome, logCall } from './phone/log.action.js';
export type { FoundSlip } from './rail/found.page.js';
export type { FoundRow } from './rail/found.row.js';
export { type NextClaim, type NextOutcome, next } from './rail/next.store.js';
export { type ChannelHealthRow, COUNT_CAP, numbers, type RailNumbersRow } from './rail/numbers.store.js';
export { readOutlook } from './rail/outlook.reader.js';
export { RAIL_VIEWS, type RailView } from './rail/rail.cursor.js';
export type { RailFilter } from './rail/rail.filter.js';
export { type PageRequest, type PageResult, page, slipById } from './rail/rail.store.js';
export type { SlipRow } from './rail/slip.row.js';
export { type TagInUse, tagsInUse, tagsInUseStatement } from './rail/tags.reader.js';
export * from './rules/rule.sample.js';
export * from './rules/rule.store.js';
export { closeSearchGap } from './search/search.gap.js';
export { lockKeyFile, resealSome, type SealedAt, secretsByKey } from './secrets/sealed.store.js';
export { type MacroSteps, macroFaults } from './templates/macro.check.js';
export { templateFaults } from './templates/template.check.js';
export * from './templates/template.store.js';
export * from './tickets/acknowledgement.store.js';
export { claimTicket, releaseTicket, renewClaim } from './tickets/actions/claim.action.js';
export { expediteTicket } from './tickets/actions/expedite.action.js';
export { type Finish, finishTicket, reopenTicket } from './tickets/actions/finish.action.js';
export { type MergeOutcome, mergeTicket } from './tickets/actions/merge.action.js';
export { addNote, type NoteOutcome } from './tickets/actions/note.action.js';
export * from './tickets/actions/outbound.action.js';
export {
  type ReplyMail,
  type ReplyOutcome,
  type ReplyRequest,
  reserveReply,
  sendReply,
  type Then,
} from './tickets/actions/reply.action.js';
export { correctRequester } from './tickets/actions/requester.action.js';
export { assignTicket, type MoveRequest, moveTicket } from './tickets/actions/steer.action.js';
export { setTags } from './tickets/actions/tag.action.js';
export { type SnoozeRequest, snoozeTicket, wakeTicket } from './tickets/actions/wait.action.js';
export { followUp, setFields, tickItem } from './tickets/actions/work.action.js';
export * from './tickets/entry.reader.js';
export { followUpsDue } from './tickets/follow-up.sweep.js';
export { approveHeld } from './tickets/held/approve.action.js';
export { DISCARDED, discardHeld, holdAgain } from './tickets/held/discard.action.js';
export type { HeldRequest, Verdict } from './tickets/held/held.entry.js';
export { type SplitOutcome, splitHeld } from './tickets/held/split.action.js';
export { dismissNotice, openNotice, type PromiseNotice } from './tickets/promise.notice.js';
export { type Clocked, clockAfter, clockStands, dueIfRunning, timeLeft } from './tickets/ticket.clock.js';
export { closeFaults, type OpenHandoff } from './tickets/ticket.closing.js';
export * from './tickets/ticket.reader.js';
export {
  type Actor,
  LEASE_MINUTES,
  type Refusal,
  type TicketOutcome,
  type TicketRequest,
} from './tickets/ticket.rules.js';
export { expireClaims, forgetSkips, wakeDue } from './tickets/ticket.sweep.js';
export * from './trade/answer.action.js';
export * from './trade/answer.reader.js';
export * from './trade/document.reader.js';
export * from './trade/document.sender.js';
export * from './trade/early.reader.js';
export * from './trade/interchange.reader.js';
export * from './trade/order.documents.js';
export * from './trade/sent.answer.js';
export * from './trade/sent.document.js';
export * from './trade/trade.plan.js';
export { bytesOf, type FileBytes, type FilesAlong, GONE, lyingFiles, takeAlong } from './uploads/upload.claim.js';
export {
  finishUpload,
  type NewUpload,
  type OpenedUpload,
  type OwnUpload,
  openUpload,
  openUploadOf,
  removeUpload,
  takePart,
  type UploadRow,
  uploadsOf,
} from './uploads/upload.store.js';
export { sweepUploads } from './uploads/upload.sweep.js';
export * from './webhooks/delivery.log.js';
export { type Listening, listeningWebhooks, type NewDelivery, queueDeliveries } from './webhooks/delivery.queue.js';
export { type Attempt, type DeliveryEnd, DeliveryStore, type DueDelivery } from './webhooks/delivery.store.js';
export { type HandoffFacts, handoffFacts } from './webhooks/handoff.facts.js';
export * from './webhooks/webhook.store.js';
