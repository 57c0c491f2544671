// The public door of the channels, beside #channels/contract.
export { type Care, careOf } from './channel.care.js';
export { type ToldRequest, toldEnvelope } from './colleague/told.request.js';
export { describedSettings, type SettingsSchema } from './described.settings.js';
export { previewDraft } from './draft.preview.js';
export { writeAcknowledgement } from './edi/ack/acknowledgement.writer.js';
export { repetitionAnswer } from './edi/ack/answer.maker.js';
export { ediChannel } from './edi/edi.channel.js';
export { createEdiConverter } from './edi/edi.converter.js';
export { previewEdi } from './edi/edi.preview.js';
export { type EdiSettings, ediSettings, limitsOf } from './edi/edi.settings.js';
export { documentSegments, type ReceivedDocument, type ReceivedSegment } from './edi/envelope/document.segments.js';
export { readInterchange } from './edi/envelope/interchange.reader.js';
export { type MappedDocument, mapSet } from './edi/map/set.mapper.js';
export { orderHeadline } from './edi/map/text/order.headline.js';
export { contactWords, edifactPartyWords, x12PartyWords } from './edi/map/words/party.words.js';
export { setWords } from './edi/map/words/set.words.js';
export { edifactUnitWords, priceBasisWords, x12UnitWords } from './edi/map/words/unit.words.js';
export {
  largeEdifactOrder,
  largeX12Order,
  type SampleInterchange,
  sampleInterchanges,
} from './edi/samples/sample-interchanges.js';
export { InterchangeSplitter, type Slice, splitInterchanges } from './edi/syntax/interchange.splitter.js';
export { ediEnvelopes } from './edi/transport/file.envelopes.js';
export { createEmailConverter } from './email/convert/email.converter.js';
export { previewEmail } from './email/convert/email.preview.js';
export { sampleHeaders } from './email/convert/header/header.sample.js';
export { emailChannel } from './email/email.channel.js';
export { type EmailSettings, emailSettings } from './email/email.settings.js';
export { endOfAccess } from './email/oauth/access.end.js';
export { finishSignIn, newVerifier, type SignedIn, signInUrl } from './email/oauth/sign-in/code.exchange.js';
export { discoverProvider, type ProviderAddresses } from './email/oauth/sign-in/provider.discovery.js';
export { type ReadSignIn, type SignInAccess, signInAccess } from './email/oauth/sign-in/sign-in.access.js';
export { SignInProblem } from './email/oauth/sign-in/sign-in.problem.js';
export { sampleMails } from './email/samples/sample-mails.js';
export { createSmtpListener, type SmtpListener, type SmtpListenerOptions } from './email/smtp-in/smtp.listener.js';
export { aliasFor } from './email/smtp-out/alias.js';
export { composeFileMail, type FileMail } from './email/smtp-out/file.mail.js';
export {
  readOwnMessageId,
  readReplyToken,
  readStepToken,
  replyAddressFor,
  signedIdsBy,
  signMessageId,
  signReplyAddress,
  signStepAddress,
} from './email/smtp-out/message-id.js';
export {
  composeReply,
  type ReplyAddress,
  type ReplyFile,
  type ReplyInput,
  ReplyRefused,
} from './email/smtp-out/reply.composer.js';
export { createSmtpDeliverer, type SmtpDelivererOptions } from './email/smtp-out/smtp.deliverer.js';
export { createEnvelopeConverter } from './envelope/envelope.converter.js';
export { previewEnvelopes } from './envelope/envelope.preview.js';
export { envelopeJsonSchema } from './envelope/envelope.schema.js';
export { formChannel } from './form/form.channel.js';
export { createFormConverter } from './form/form.converter.js';
export { type FormPreviewOptions, previewForms } from './form/form.preview.js';
export { bodyLimitOf, type FormSettings, formSettings } from './form/form.settings.js';
export type { FormTransport } from './form/form.transport.js';
export { contentHash, encodingOf, type FormEncoding, readForm, TYPE_WORDS } from './form/read/form.reader.js';
export type { FormFault, PostedForm } from './form/read/posted.form.js';
export { plainAddress } from './form/shape/contact.reader.js';
export { FILES_POINTER, formFaults } from './form/shape/form.check.js';
export { type Control, type FormShape, type ShapeField, shapeOf } from './form/shape/form.shape.js';
export { type FormValues, valuesOf } from './form/shape/form.values.js';
export { honeypotsOf } from './form/spam.rules.js';
export { type NumberRules, type ReadNumber, readNumber } from './phone/number/caller.number.js';
export { phoneChannel } from './phone/phone.channel.js';
export { createPhoneConverter } from './phone/phone.converter.js';
export { previewPhone, previewSettings } from './phone/phone.preview.js';
export { type PhoneSettings, phoneSettings } from './phone/phone.settings.js';
export { channelKind, channelKinds } from './registry.js';
export { routingChannelOf } from './routing.channel.js';
