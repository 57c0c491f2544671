// What the console says beside the settings of an email channel.
import type { SettingsGuide } from '#channels/contract';

const TLS = {
  implicit: 'TLS from the first byte',
  starttls: 'STARTTLS: begins plain, then must turn to TLS',
  none: 'None: only for tests on this machine',
};
const AUTH = { password: 'Password', oauth2: 'OAuth (Microsoft 365, Google)' };

export const emailGuide: SettingsGuide = {
  about: 'A mailbox: mail comes in by IMAP or SMTP, and replies go out by SMTP.',
  fields: {
    addresses: {
      title: 'Own addresses',
      help: 'One a line. Replies leave from the one that was written to, else from the first.',
    },
    fromName: { title: 'Name of the sender', help: 'Stands before the address in replies.' },
    imap: { title: 'Fetch mail from a mailbox (IMAP)' },
    'imap.host': { title: 'Server', placeholder: 'imap.example.com' },
    'imap.port': { title: 'Port', help: '993 goes with TLS from the first byte, 143 with STARTTLS.' },
    'imap.tls': { title: 'Encryption', choices: TLS },
    'imap.user': { title: 'User name' },
    'imap.auth': { title: 'Sign in with', choices: AUTH },
    'imap.folder': { title: 'Folder' },
    'imap.afterTaking': {
      title: 'After a mail is taken',
      choices: { keep: 'Leave it as it is', seen: 'Mark it as read', move: 'Move it to another folder' },
    },
    'imap.moveTo': { title: 'Move it to', when: { field: 'afterTaking', is: ['move'] } },
    'imap.pollSeconds': {
      title: 'Look every',
      unit: 'seconds',
      help: 'Beside the notices of the server itself.',
      more: true,
    },
    'imap.resyncMinutes': { title: 'Check the whole folder every', unit: 'minutes', more: true },
    'imap.watchdogSeconds': {
      title: 'Drop a silent connection after',
      unit: 'seconds',
      help: 'At the latest within twice this time.',
      more: true,
    },
    'imap.maxMailMegabytes': {
      title: 'Largest mail',
      unit: 'MB',
      help: 'Of a larger one the header becomes a ticket; it is not downloaded.',
      more: true,
    },
    smtpIn: { title: 'Take mail that is delivered to us (SMTP)' },
    'smtpIn.accept': { title: 'Accept mail for the own addresses' },
    smtpOut: { title: 'Send replies (SMTP)' },
    'smtpOut.host': { title: 'Server', placeholder: 'smtp.example.com' },
    'smtpOut.port': { title: 'Port', help: '587 goes with STARTTLS, 465 with TLS from the first byte.' },
    'smtpOut.tls': { title: 'Encryption', choices: TLS },
    'smtpOut.user': { title: 'User name', help: 'Left empty: the server asks for no sign-in.' },
    'smtpOut.auth': { title: 'Sign in with', choices: AUTH },
    'smtpOut.maxFilesMegabytes': {
      title: 'Files of one reply',
      unit: 'MB',
      help: 'All of them together. A mail is a third larger than its files: stay below what your server takes.',
      more: true,
    },
    oauth: { title: 'OAuth of Microsoft 365 or Google' },
    'oauth.provider': {
      title: 'Provider',
      choices: { microsoft: 'Microsoft 365', google: 'Google', other: 'Another' },
    },
    'oauth.clientId': { title: 'Application (client) ID' },
    'oauth.issuer': {
      title: 'Issuer',
      help: 'The name by which the provider calls itself; its addresses can be found by it.',
      placeholder: 'https://',
      when: { field: 'provider', is: ['other'] },
    },
    'oauth.authorizationEndpoint': {
      title: 'Sign-in address',
      help: 'Where the browser is sent to sign in.',
      placeholder: 'https://',
      when: { field: 'provider', is: ['other'] },
    },
    'oauth.tokenEndpoint': {
      title: 'Token address',
      help: 'Left empty: the provider’s own. Name it where the application is open to one tenant only.',
      placeholder: 'https://',
    },
    'oauth.account': {
      title: 'Who signs in',
      help: 'Left empty: the user of the mailbox. For a shared mailbox, the person who may open it.',
      placeholder: 'anna@example.com',
      more: true,
    },
    'oauth.scope': { title: 'Scope', help: 'Left empty: what the channel needs.', more: true },
    'oauth.refreshTokenDays': {
      title: 'A refresh token lives',
      unit: 'days',
      help: 'Where the provider does not say it: you are warned before.',
      more: true,
    },
    acknowledge: { title: 'Tell new requesters that their mail has come, and by when they hear' },
    forwardReceipts: { title: 'Tell a colleague who forwards a mail its number' },
    organisationDomains: { title: 'Domains of colleagues', help: 'One a line, like example.com.' },
    reopenDays: {
      title: 'An answer reopens a done ticket within',
      unit: 'days',
      help: 'Later it opens a new one, linked.',
      more: true,
    },
    plusAddressing: { title: 'Signed reply address (support+t123-…@)', more: true },
    ediChannel: {
      title: 'EDI channel for attachments',
      help: 'Its key. Attachments that begin like EDI are passed on to it.',
      more: true,
    },
    authServers: {
      title: 'Own mail servers that vouch for senders',
      help: 'One a line: the name at the beginning of Authentication-Results.',
      more: true,
    },
  },
  secrets: {
    'imap.password': { title: 'Password', when: { field: 'auth', is: ['password'] } },
    'smtpOut.password': { title: 'Password', when: { field: 'auth', is: ['password'] } },
    'oauth.clientSecret': { title: 'Client secret' },
    'oauth.refreshToken': {
      title: 'Refresh token',
      help: 'Sign in below, and it is kept by itself. Enter one only where it was made elsewhere.',
    },
  },
};
