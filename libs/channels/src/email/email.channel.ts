// The email channel kind: IMAP or the shared SMTP listener in, SMTP out.
// SMTP in has no connector here: one listener serves all channels of an instance, see createSmtpListener.
import type { ChannelKind, Deliverer } from '#channels/contract';
import { createEmailConverter } from './convert/email.converter.js';
import { EMAIL_SECRET_NAMES, type EmailSettings, emailSettings } from './email.settings.js';
import { createImapConnector } from './imap/imap.connector.js';
import { createSmtpDeliverer } from './smtp-out/smtp.deliverer.js';

export const emailChannel: ChannelKind<EmailSettings> = {
  kind: 'email',
  title: 'Email',
  settings: emailSettings,
  secretNames: EMAIL_SECRET_NAMES,
  connect: (channel, ports) => (channel.settings.imap ? [createImapConnector(channel, ports)] : []),
  converter: () => createEmailConverter(),
  deliverer: ({ settings, secrets }) => {
    const { smtpOut } = settings;
    if (!smtpOut) return withoutServer;
    const { user, ...server } = smtpOut;
    const signIn = user === undefined ? {} : { user, password: secrets['smtpOut.password'] ?? '' };
    return createSmtpDeliverer({ ...server, ...signIn });
  },
};

/** Ops can still add the server; until then replies wait instead of failing. */
const withoutServer: Deliverer = {
  deliver: async ({ envelope }) =>
    envelope.to.map(address => ({
      address,
      outcome: 'deferred',
      response: 'This channel has no outgoing mail server yet (smtpOut).',
    })),
  close: async () => undefined,
};
