// What ops configure on an email channel: how mail comes in, how replies go out.
// A value that cannot work is refused here, in words that ops understand, before any connection is tried.
import { z } from 'zod';

/** Names of the encrypted values; they are never part of the settings. */
export const EMAIL_SECRET_NAMES = [
  'imap.password',
  'smtpOut.password',
  'oauth.refreshToken',
  'oauth.clientSecret',
] as const;

const address = z
  .string()
  .trim()
  .max(254, 'is longer than 254 characters')
  .regex(/^[^\s<>(),;:"[\]\\@]+@[^\s<>(),;:"[\]\\@]+$/, 'is not an email address like support@example.com')
  .transform(value => {
    const at = value.lastIndexOf('@');
    return `${value.slice(0, at)}@${value.slice(at + 1).toLowerCase()}`;
  });

const host = z
  .string()
  .trim()
  .min(1, 'needs a host name')
  .regex(/^[^\s/@]+$/, 'is a host name or address only, without a scheme, user or path');

const port = z.number().int('is a whole number').min(1, 'is between 1 and 65535').max(65535, 'is between 1 and 65535');

const oneLine = z.string().regex(/^[^\r\n]*$/, 'must stand on one line');

const domain = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[^\s@.]+(\.[^\s@.]+)+$/, 'is a domain like example.com, without @');

/** `implicit`: TLS from the first byte. `starttls`: upgrade is required, never skipped. `none`: clear text, for loopback and test. */
const tls = z.enum(['implicit', 'starttls', 'none'], { error: 'is one of implicit, starttls, none' });

/** `oauth2`: an access token instead of a password (SASL XOAUTH2), from the channel's `oauth` part. */
const auth = z.enum(['password', 'oauth2'], { error: 'is password or oauth2' });

/** A refresh token is sent there: clear text is for loopback and test only. */
const tokenEndpoint = z
  .string()
  .trim()
  .max(2_000, 'is longer than 2,000 characters')
  .refine(isTokenEndpoint, 'is an https:// address without user, password or fragment');

function isTokenEndpoint(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password, hash } = new URL(text);
  if (username !== '' || password !== '' || hash !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname));
}

/** Access tokens for both directions. The refresh token and the client secret are secrets, not settings. */
export const oauthSettings = z
  .object({
    provider: z.enum(['microsoft', 'google', 'other'], { error: 'is one of microsoft, google, other' }),
    /** Left out: the provider's own. Name it where an application of Microsoft is open to one tenant only. */
    tokenEndpoint: tokenEndpoint.optional(),
    /** Where a browser is sent to sign in. Left out: the provider's own, beside `tokenEndpoint`. */
    authorizationEndpoint: tokenEndpoint.optional(),
    /** By which another provider calls itself (RFC 8414, RFC 9207): its addresses are found by it, and its answers are checked for it. */
    issuer: tokenEndpoint.optional(),
    /** Who signs in. Left out: the user of the mailbox. Named where a person opens a shared mailbox. */
    account: address.optional(),
    clientId: oneLine
      .trim()
      .min(1, 'needs the ID of the application (client ID)')
      .max(500, 'is longer than 500 characters'),
    /** Left out: what the channel uses, at Microsoft and Google. */
    scope: oneLine
      .trim()
      .min(1, 'is left out, or names permissions')
      .max(2_000, 'is longer than 2,000 characters')
      .optional(),
    /** How long a refresh token lives, where the provider does not say it: ops are warned before its end. */
    refreshTokenDays: z.number().min(1, 'is at least 1').max(3650, 'is at most 3650').optional(),
  })
  .refine(oauth => oauth.provider !== 'other' || oauth.tokenEndpoint !== undefined, {
    path: ['tokenEndpoint'],
    message: 'needs an address, because only Microsoft and Google have a known one',
  });

export const imapSettings = z
  .object({
    host,
    port: port.default(993),
    tls: tls.default('implicit'),
    user: oneLine.min(1, 'needs the user name of the mailbox'),
    folder: oneLine.min(1, 'needs a folder name').default('INBOX'),
    /** What happens to a mail on the server after it was stored here: nothing, marked as read, or moved to `moveTo`. */
    afterTaking: z.enum(['keep', 'seen', 'move'], { error: 'is one of keep, seen, move' }).default('seen'),
    moveTo: oneLine.min(1).optional(),
    /** Seconds between two looks, beside the server's own notices. */
    pollSeconds: z.number().min(1, 'is at least 1').max(3600, 'is at most 3600').default(60),
    /** Minutes between two complete checks of the folder (UIDVALIDITY, UIDs). */
    resyncMinutes: z.number().min(1, 'is at least 1').max(1440, 'is at most 1440').default(15),
    /** A connection on which nothing is heard is dropped within twice this time. */
    watchdogSeconds: z.number().min(1, 'is at least 1').max(600, 'is at most 600').default(30),
    /** A larger mail becomes a visible stub with its header; it is not downloaded. */
    maxMailMegabytes: z.number().min(0.01, 'is at least 0.01').max(500, 'is at most 500').default(50),
    auth: auth.default('password'),
  })
  .refine(imap => imap.afterTaking !== 'move' || imap.moveTo !== undefined, {
    path: ['moveTo'],
    message: 'needs a folder, because afterTaking is move',
  })
  .refine(imap => imap.afterTaking !== 'move' || imap.moveTo !== imap.folder, {
    path: ['moveTo'],
    message: 'is the folder that mail is read from; choose another one',
  });

export const smtpOutSettings = z
  .object({
    host,
    port: port.default(587),
    tls: tls.default('starttls'),
    /** Empty where the server needs no sign-in. */
    user: oneLine.optional(),
    auth: auth.default('password'),
    /** Of all files of one reply. In the mail they take a third more: it has to stay below what the server takes (EHLO says SIZE). */
    maxFilesMegabytes: z.number().min(0.1, 'is at least 0.1').max(40, 'is at most 40').default(20),
  })
  .refine(smtpOut => smtpOut.auth !== 'oauth2' || (smtpOut.user ?? '') !== '', {
    path: ['user'],
    message: 'needs the user name of the mailbox, because auth is oauth2',
  });

export const emailSettings = z
  .object({
    /** Own addresses. Replies leave from the alias that was addressed, else from the first. */
    addresses: z.array(address).min(1, 'needs at least one own address').max(200, 'takes at most 200 addresses'),
    fromName: oneLine.max(120, 'is longer than 120 characters').default(''),
    imap: imapSettings.optional(),
    /** Takes mail for `addresses` through the router's shared SMTP listener. */
    smtpIn: z.object({ accept: z.literal(true, { error: 'is true, or leave smtpIn out' }) }).optional(),
    smtpOut: smtpOutSettings.optional(),
    oauth: oauthSettings.optional(),
    /** Replies carry a signed Reply-To (support+t123-...@), so that answers find their ticket. */
    plusAddressing: z.boolean().default(false),
    /** A customer's answer to a done ticket reopens it within these days; later it opens a new, linked ticket. */
    reopenDays: z.number().int('is a whole number').min(0, 'is at least 0').max(3650, 'is at most 3650').default(14),
    /** Whoever begins a new ticket is told at once that it has come, and by when they hear: the text is the kind's. */
    acknowledge: z.boolean().default(false),
    /** Key of an EDI channel of the same department: attachments that begin like EDI are passed on to it. */
    ediChannel: z
      .string()
      .trim()
      .regex(/^[a-z0-9][a-z0-9-]{0,60}$/, 'is the key of an EDI channel')
      .optional(),
    /** Senders with these domains are colleagues. */
    organisationDomains: z.array(domain).max(100, 'takes at most 100 domains').default([]),
    /** Names with which our own mail servers begin Authentication-Results. With one, a colleague's forward counts only where that server vouches for it. */
    authServers: z
      .array(
        oneLine
          .trim()
          .toLowerCase()
          .regex(/^[a-z0-9._-]{1,255}$/, 'is the name before the first semicolon of Authentication-Results'),
      )
      .max(20, 'takes at most 20 names')
      .default([]),
    /** A colleague who forwards a request is told its number, and by when the customer hears. */
    forwardReceipts: z.boolean().default(true),
  })
  .refine(settings => new Set(settings.addresses.map(one => one.toLowerCase())).size === settings.addresses.length, {
    path: ['addresses'],
    message: 'names one address twice',
  })
  .refine(
    ({ imap, smtpOut, oauth }) => oauth !== undefined || (imap?.auth !== 'oauth2' && smtpOut?.auth !== 'oauth2'),
    {
      path: ['oauth'],
      message: 'is needed, because auth is oauth2',
    },
  );

export type EmailSettings = z.output<typeof emailSettings>;
export type ImapSettings = z.output<typeof imapSettings>;
export type OAuthSettings = z.output<typeof oauthSettings>;
export type SmtpOutSettings = z.output<typeof smtpOutSettings>;
