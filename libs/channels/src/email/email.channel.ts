// The email channel kind: IMAP or the shared SMTP listener in, SMTP out.
// SMTP in has no connector here: one listener serves all channels of an instance, see createSmtpListener.
import { addressNow, type Channel, type ChannelKind, type Deliverer, type DelivererPorts } from '#channels/contract';
import { createEmailConverter } from './convert/email.converter.js';
import { emailCare } from './email.care.js';
import { emailGuide } from './email.guide.js';
import { EMAIL_SECRET_NAMES, type EmailSettings, emailSettings } from './email.settings.js';
import { createImapConnector } from './imap/imap.connector.js';
import { tokenAccess } from './oauth/token.access.js';
import { REFRESH_TOKEN, TokenKeeper } from './oauth/token.keeper.js';
import { createSmtpDeliverer, type SmtpDelivererOptions } from './smtp-out/smtp.deliverer.js';
import { tryEmail } from './trial/email.trial.js';

export const emailChannel: ChannelKind<EmailSettings> = {
  kind: 'email',
  title: 'Email',
  settings: emailSettings,
  secretNames: EMAIL_SECRET_NAMES,
  guide: emailGuide,
  connect: (channel, ports) => (channel.settings.imap ? [createImapConnector(channel, ports)] : []),
  converter: options => createEmailConverter(options?.threads ? { threads: options.threads } : {}),
  deliverer: delivererOf,
  care: emailCare(delivererOf),
  test: tryEmail,
};

function delivererOf(channel: Channel<EmailSettings>, ports?: DelivererPorts): Deliverer {
  const { smtpOut } = channel.settings;
  // Ops can still add the server; until then replies wait instead of failing.
  if (!smtpOut) return deferring('This channel has no outgoing mail server yet (smtpOut).');
  const { user, auth, ...entered } = smtpOut;
  const judged = ports && { addressNow: () => addressNow(ports, entered.host, entered.port) };
  const server = { ...entered, ...judged };
  if (user === undefined) return createSmtpDeliverer(server);
  if (auth === 'oauth2') return ports ? withTokens(channel, { ...server, user }, ports) : deferring(NO_PORTS);
  return createSmtpDeliverer({ ...server, user, password: channel.secrets['smtpOut.password'] ?? '' });
}

const NO_PORTS = 'Here nothing can be sent with OAuth: a new refresh token could not be saved.';

function withTokens(channel: Channel<EmailSettings>, server: SmtpDelivererOptions, ports: DelivererPorts): Deliverer {
  const tokens = new TokenKeeper(channel.id, tokenAccess(channel), ports, channel.secrets[REFRESH_TOKEN]);
  const deliverer = createSmtpDeliverer({ ...server, tokens });
  return {
    deliver: mail => deliverer.deliver(mail),
    async close() {
      tokens.giveUpWaiting();
      await deliverer.close();
      await tokens.close();
    },
  };
}

function deferring(response: string): Deliverer {
  return {
    deliver: async ({ envelope }) =>
      envelope.to.map(address => ({ address, outcome: 'deferred', response, heldUp: true })),
    close: async () => undefined,
  };
}
