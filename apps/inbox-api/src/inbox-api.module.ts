// The inbox API as one module: stand-alone in its own process, or beside the router in apps/standalone.
import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { channelKind } from '#channels';
import { LiveListener, PresenceTeller } from '#events';
import { HealthRegistry, type Logger, SecretBox } from '#runtime';
import {
  ApiKeyStore,
  ChannelStore,
  Database,
  DefinitionLibrary,
  DepartmentStore,
  DigestStore,
  IdempotencyStore,
  MemberStore,
  PartnerStore,
  RuleStore,
  SessionStore,
  SIGN_IN_LIMITS,
  SignInLimitStore,
  type SignInLimits,
  SignInLinkStore,
  SignInStore,
  UserStore,
  WebhookStore,
} from '#store';
import { Authenticator } from './access/authenticator.js';
import { PolicyGuard } from './access/policy.guard.js';
import { AlertController } from './alert/alert.controller.js';
import { CallController } from './call/call.controller.js';
import { ChannelController } from './channel/channel.controller.js';
import { ChannelCareController } from './channel/channel-care.controller.js';
import { ChannelHealthController } from './channel/channel-health.controller.js';
import { ChannelKindController } from './channel/channel-kind.controller.js';
import { SaveChannel } from './channel/save-channel.action.js';
import { ChannelTestController } from './channel-test/channel-test.controller.js';
import { PreviewChannel } from './channel-test/preview-channel.action.js';
import { TestLimit } from './channel-test/test.limit.js';
import { TryChannel } from './channel-test/try-channel.action.js';
import { AuditController } from './company/audit.controller.js';
import { CompanyController } from './company/company.controller.js';
import { MemberController } from './company/member.controller.js';
import { NewDepartmentController } from './company/new-department.controller.js';
import { ContractController } from './definition/contract.controller.js';
import { KindController } from './definition/kind.controller.js';
import { SettingsController } from './department/settings.controller.js';
import { DocumentController } from './document/document.controller.js';
import { DocumentViewer } from './document/document.viewer.js';
import { FlowController } from './flow/flow.controller.js';
import { FlowMeetings } from './flow/flow.meetings.js';
import { FlowRecordController } from './flow/flow.record.controller.js';
import { ProblemCaseController } from './flow/problem-case.controller.js';
import { SaveProblemCase } from './flow/save-problem-case.action.js';
import { StrayController } from './flow/stray.controller.js';
import { ForwardController } from './forward/forward.controller.js';
import { HandoffController } from './handoff/handoff.controller.js';
import { HandoffViewer } from './handoff/handoff.viewer.js';
import { ExpirySweep } from './health/expiry.sweep.js';
import { HealthController } from './health/health.controller.js';
import { HttpMetrics } from './health/http.metrics.js';
import { RailMetrics } from './health/rail.metrics.js';
import { Once } from './http/once.js';
import { ProblemFilter } from './http/problem.filter.js';
import { ContractPipe } from './http/validation.pipe.js';
import { INBOX_CONFIG, type InboxApiConfig, LOG } from './inbox-api.config.js';
import { LedgerController } from './ledger/ledger.controller.js';
import { MessageController } from './ledger/message.controller.js';
import { MessagePreviewer } from './ledger/message.previewer.js';
import { QuarantineController } from './ledger/quarantine.controller.js';
import { SuppressedController } from './ledger/suppressed.controller.js';
import { VerdictController } from './ledger/verdict.controller.js';
import { LiveController } from './live/live.controller.js';
import { LiveHub } from './live/live.hub.js';
import { BeginSignIn } from './oauth/begin-sign-in.action.js';
import { FinishSignIn } from './oauth/finish-sign-in.action.js';
import { OAuthController } from './oauth/oauth.controller.js';
import { SignInDrafts } from './oauth/sign-in.drafts.js';
import { TrialTokens } from './oauth/trial.tokens.js';
import { PartnerController } from './partner/partner.controller.js';
import { SavePartner } from './partner/save-partner.action.js';
import { SENDER_OF, SenderController } from './partner/sender.controller.js';
import { PresenceController } from './presence/presence.controller.js';
import { PresenceLimit } from './presence/presence.limit.js';
import { PresenceWatch } from './presence/presence.watch.js';
import { DepartmentController } from './rail/department.controller.js';
import { TagController } from './rail/tag.controller.js';
import { DryRun } from './rule/dry-run.action.js';
import { RuleController } from './rule/rule.controller.js';
import { RuleDesk } from './rule/rule.desk.js';
import { SampleConverters } from './rule/sample.converters.js';
import { SampleReader } from './rule/sample.reader.js';
import { ApiKeyController } from './session/api-key.controller.js';
import { ChangePassword } from './session/change-password.action.js';
import { SessionController } from './session/session.controller.js';
import { SignIn } from './session/sign-in.action.js';
import { MacroController } from './template/macro.controller.js';
import { StandardTexts } from './template/standard.texts.js';
import { TemplateController } from './template/template.controller.js';
import { ActOnTicket } from './ticket/act-on-ticket.js';
import { ActionController } from './ticket/action.controller.js';
import { FileController } from './ticket/file.controller.js';
import { MacroAction } from './ticket/macro.action.js';
import { HeldController } from './ticket/reply/held.controller.js';
import { OutboundController } from './ticket/reply/outbound.controller.js';
import { ReplyAction } from './ticket/reply/reply.action.js';
import { TicketController } from './ticket/ticket.controller.js';
import { TicketViewer } from './ticket/ticket.viewer.js';
import { UploadController } from './ticket/upload/upload.controller.js';
import { WorkController } from './ticket/work.controller.js';
import { DeliveryController } from './webhook/delivery.controller.js';
import { SaveWebhook } from './webhook/save-webhook.action.js';
import { WebhookController } from './webhook/webhook.controller.js';

export interface InboxApiParts {
  database: Database;
  live: LiveListener;
  secrets: SecretBox;
  config: InboxApiConfig;
  log: Logger;
  health: HealthRegistry;
  /** Tries to sign in. Default SIGN_IN_LIMITS. */
  signInLimits?: SignInLimits;
}

@Module({})
export class InboxApiModule {
  /** The parts are made, and closed, by whoever mounts the module. */
  static forRoot(parts: InboxApiParts): DynamicModule {
    return {
      module: InboxApiModule,
      controllers: [
        SessionController,
        ApiKeyController,
        CompanyController,
        MemberController,
        AuditController,
        NewDepartmentController,
        DepartmentController,
        TagController,
        CallController,
        TicketController,
        ActionController,
        WorkController,
        HeldController,
        TemplateController,
        MacroController,
        OutboundController,
        FileController,
        UploadController,
        DocumentController,
        HandoffController,
        AlertController,
        ChannelController,
        ChannelHealthController,
        ChannelCareController,
        ChannelKindController,
        ChannelTestController,
        OAuthController,
        KindController,
        ContractController,
        SettingsController,
        WebhookController,
        DeliveryController,
        LedgerController,
        QuarantineController,
        SuppressedController,
        VerdictController,
        MessageController,
        PartnerController,
        SenderController,
        RuleController,
        StrayController,
        FlowController,
        FlowRecordController,
        ProblemCaseController,
        ForwardController,
        LiveController,
        PresenceController,
        HealthController,
      ],
      providers: [
        { provide: Database, useValue: parts.database },
        { provide: DefinitionLibrary, useValue: new DefinitionLibrary(parts.database) },
        { provide: LiveListener, useValue: parts.live },
        { provide: PresenceTeller, useValue: new PresenceTeller(parts.database) },
        { provide: SecretBox, useValue: parts.secrets },
        { provide: HealthRegistry, useValue: parts.health },
        { provide: INBOX_CONFIG, useValue: parts.config },
        { provide: LOG, useValue: parts.log },
        { provide: SENDER_OF, useValue: channelKind('edi').senderOf },
        { provide: SignInLimitStore, useValue: new SignInLimitStore(parts.signInLimits ?? SIGN_IN_LIMITS) },
        UserStore,
        MemberStore,
        SessionStore,
        SignInLinkStore,
        ApiKeyStore,
        IdempotencyStore,
        DepartmentStore,
        ChannelStore,
        SignInStore,
        DigestStore,
        WebhookStore,
        PartnerStore,
        SavePartner,
        RuleStore,
        RuleDesk,
        SampleConverters,
        SampleReader,
        DryRun,
        Authenticator,
        Once,
        SignIn,
        ChangePassword,
        SaveChannel,
        SignInDrafts,
        TrialTokens,
        TestLimit,
        BeginSignIn,
        FinishSignIn,
        TryChannel,
        PreviewChannel,
        HandoffViewer,
        SaveWebhook,
        TicketViewer,
        DocumentViewer,
        MessagePreviewer,
        FlowMeetings,
        SaveProblemCase,
        ActOnTicket,
        ReplyAction,
        MacroAction,
        StandardTexts,
        LiveHub,
        PresenceWatch,
        PresenceLimit,
        HttpMetrics,
        RailMetrics,
        ExpirySweep,
        { provide: APP_GUARD, useClass: PolicyGuard },
        { provide: APP_PIPE, useClass: ContractPipe },
        { provide: APP_FILTER, useClass: ProblemFilter },
      ],
    };
  }
}
