import { emailSettings } from './email.settings.js';

const imap = { host: 'mail.example.com', user: 'support' };
const problems = (input: unknown) => {
  const result = emailSettings.safeParse(input);
  return result.success ? [] : result.error.issues.map(issue => `${issue.path.join('.')} ${issue.message}`);
};

it('fills in what ops need not think about', () => {
  const settings = emailSettings.parse({ addresses: [' Support@Example.COM '], imap });
  expect(settings.addresses).toEqual(['Support@example.com']);
  expect(settings.imap).toMatchObject({
    port: 993,
    tls: 'implicit',
    folder: 'INBOX',
    afterTaking: 'seen',
    pollSeconds: 60,
  });
  expect(settings).toMatchObject({ reopenDays: 14, organisationDomains: [], plusAddressing: false });
});

it.each(['https://login.x.test/token', 'http://127.0.0.1:8080/token', 'http://localhost/token', 'http://[::1]:1/t'])(
  'takes %s for a token endpoint',
  tokenEndpoint => {
    expect(problems({ addresses: ['a@x.test'], oauth: { provider: 'other', clientId: 'app', tokenEndpoint } })).toEqual(
      [],
    );
  },
);

const mistakes: [string, object, string][] = [
  ['no address', { addresses: [] }, 'addresses needs at least one own address'],
  ['a name for an address', { addresses: ['support'] }, 'addresses.0 is not an email address like support@example.com'],
  ['two addresses in one', { addresses: ['a@x.test, b@x.test'] }, 'addresses.0 is not an email address'],
  ['one address twice', { addresses: ['a@x.test', 'A@x.test'] }, 'addresses names one address twice'],
  ['a URL for a host', { addresses: ['a@x.test'], imap: { ...imap, host: 'imaps://x' } }, 'imap.host is a host name'],
  [
    'a port out of range',
    { addresses: ['a@x.test'], imap: { ...imap, port: 70_000 } },
    'imap.port is between 1 and 65535',
  ],
  [
    'an unknown TLS mode',
    { addresses: ['a@x.test'], imap: { ...imap, tls: 'ssl' } },
    'imap.tls is one of implicit, starttls, none',
  ],
  [
    'move to nowhere',
    { addresses: ['a@x.test'], imap: { ...imap, afterTaking: 'move' } },
    'imap.moveTo needs a folder',
  ],
  [
    'move in a circle',
    { addresses: ['a@x.test'], imap: { ...imap, afterTaking: 'move', moveTo: 'INBOX' } },
    'imap.moveTo is the folder that mail is read from',
  ],
  ['another sign-in', { addresses: ['a@x.test'], imap: { ...imap, auth: 'xoauth2' } }, 'imap.auth is password'],
  ['tokens from nowhere', { addresses: ['a@x.test'], imap: { ...imap, auth: 'oauth2' } }, 'oauth is needed'],
  [
    'tokens for nobody',
    {
      addresses: ['a@x.test'],
      smtpOut: { host: 'x.test', auth: 'oauth2' },
      oauth: { provider: 'google', clientId: 'app' },
    },
    'smtpOut.user needs the user name',
  ],
  [
    'a provider without an address',
    { addresses: ['a@x.test'], oauth: { provider: 'other', clientId: 'app' } },
    'oauth.tokenEndpoint needs an address',
  ],
  ...['http://login.x.test/token', 'http://127.0.0.1.x.test/token', 'https://me:pw@login.x.test/token', 'token'].map(
    (tokenEndpoint): [string, object, string] => [
      `a refresh token sent to ${tokenEndpoint}`,
      { addresses: ['a@x.test'], oauth: { provider: 'google', clientId: 'app', tokenEndpoint } },
      'oauth.tokenEndpoint is an https:// address',
    ],
  ),
  [
    'a line break in the name',
    { addresses: ['a@x.test'], fromName: 'a\r\nBcc: b@x' },
    'fromName must stand on one line',
  ],
  [
    'an address for a domain',
    { addresses: ['a@x.test'], organisationDomains: ['@x.test'] },
    'organisationDomains.0 is a domain',
  ],
];
it.each(mistakes)('says what is wrong with %s', (_name, input, expected) => {
  expect(problems(input)).toEqual([expect.stringContaining(expected)]);
});
