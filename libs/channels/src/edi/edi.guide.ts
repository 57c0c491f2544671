// What the console says beside the settings of an EDI channel.
import type { SettingsGuide } from '#channels/contract';

const PLACES = {
  inbox: { title: 'Folder that partners write into', help: 'Its name, or . for the folder itself.' },
  outbox: { title: 'Folder for our acknowledgements' },
  pollSeconds: { title: 'Look every', unit: 'seconds', help: 'A file is taken when two looks found it unchanged.' },
} as const;

export const ediGuide: SettingsGuide = {
  about: 'Orders as X12 or EDIFACT: from a folder, an SFTP server, a post, or an attachment.',
  exactlyOne: { title: 'How files come', of: ['folder', 'sftp', 'http', 'mail'] },
  fields: {
    folder: { title: 'A folder of this machine' },
    'folder.path': { title: 'Path', placeholder: '/var/edi/nordwerk' },
    'folder.inbox': PLACES.inbox,
    'folder.outbox': PLACES.outbox,
    'folder.pollSeconds': { ...PLACES.pollSeconds, more: true },
    sftp: { title: 'An SFTP server' },
    'sftp.host': { title: 'Server', placeholder: 'sftp.example.com' },
    'sftp.port': { title: 'Port' },
    'sftp.user': { title: 'User name' },
    'sftp.hostKey': {
      title: 'Key of the server',
      help: 'A fingerprint like SHA256:… or a public key; several, one a line. Nobody is signed in to another server.',
    },
    'sftp.root': { title: 'Folder there', help: 'A dot: where the sign-in leads.' },
    'sftp.inbox': PLACES.inbox,
    'sftp.outbox': PLACES.outbox,
    'sftp.pollSeconds': { ...PLACES.pollSeconds, more: true },
    http: { title: 'Partners post to us' },
    'http.answerUrl': {
      title: 'Acknowledgements are posted to',
      help: 'Left empty: they wait until the partner fetches them.',
      placeholder: 'https://',
    },
    'http.keys': { title: 'API keys that may post', help: 'Their ids, one a line. None: every key of the department.' },
    mail: { title: 'Attachments of mails' },
    maxFileMegabytes: { title: 'Largest file', unit: 'MB', help: 'A larger one is put aside, unread.', more: true },
    maxInterchangeMegabytes: {
      title: 'Largest interchange',
      unit: 'MB',
      help: 'Of a larger one the beginning is held; the rest of its file flows on.',
      more: true,
    },
  },
  secrets: {
    'sftp.password': { title: 'Password', help: 'Or a private key.' },
    'sftp.privateKey': { title: 'Private key', lines: true },
    'sftp.passphrase': { title: 'Passphrase of the private key' },
    'http.answerKey': { title: 'Key that we show when we post acknowledgements' },
  },
};
