import { ediSettings, limitsOf } from './edi.settings.js';

const hostKey = 'SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
const sftp = { host: 'files.example.com', user: 'nordwerk', hostKey };
const problems = (input: unknown) => {
  const result = ediSettings.safeParse(input);
  return result.success ? [] : result.error.issues.map(issue => `${issue.path.join('.')} ${issue.message}`);
};

it('fills in what ops need not think about', () => {
  expect(ediSettings.parse({ folder: { path: '/var/edi/../edi/nordwerk' } })).toEqual({
    folder: { path: '/var/edi/nordwerk', pollSeconds: 10, inbox: 'in', outbox: 'out' },
    maxFileMegabytes: 64,
    maxInterchangeMegabytes: 64,
  });
  expect(ediSettings.parse({ sftp }).sftp).toMatchObject({ port: 22, root: '.', pollSeconds: 60, inbox: 'in' });
  expect(ediSettings.parse({ http: {} }).http).toEqual({ keys: [] });
});

it.each([
  'SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=',
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA3HqVN6hNkLv4yW9EPnAyTkBH7P9tqs0W7Zm9G1N2xA files',
  [hostKey, 'ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBAaa'],
])('takes %j for a host key', key => {
  expect(problems({ sftp: { ...sftp, hostKey: key } })).toEqual([]);
});

it('counts megabytes as bytes', () => {
  expect(limitsOf(ediSettings.parse({ http: {}, maxFileMegabytes: 0.5 }))).toEqual({
    fileBytes: 524_288,
    interchangeBytes: 67_108_864,
  });
});

const mistakes: [string, object, string][] = [
  ['no transport', {}, ' needs exactly one of folder, sftp, http, mail'],
  ['two transports', { http: {}, mail: {} }, ' needs exactly one of folder, sftp, http, mail'],
  ['a path that depends on where it is started', { folder: { path: 'edi' } }, 'folder.path is a whole path'],
  ['no host key', { sftp: { host: 'h', user: 'u' } }, 'sftp.hostKey '],
  ['half a fingerprint', { sftp: { ...sftp, hostKey: 'SHA256:abc' } }, 'sftp.hostKey '],
  ['an MD5 fingerprint', { sftp: { ...sftp, hostKey: '16:27:ac:a5:76:28:2d:36' } }, 'sftp.hostKey '],
  ['no key in the list', { sftp: { ...sftp, hostKey: [] } }, 'sftp.hostKey '],
  ['a URL for a host', { sftp: { ...sftp, host: 'sftp://x' } }, 'sftp.host is a host name'],
  ['a way out of the folder', { folder: { path: '/e', inbox: '../x' } }, 'folder.inbox '],
  ['a folder of our own', { folder: { path: '/e', inbox: 'work' } }, 'folder.inbox '],
  ['one folder for both', { folder: { path: '/e', inbox: 'x', outbox: 'x' } }, 'folder.outbox is the folder that'],
  ['answers in clear text', { http: { answerUrl: 'http://example.com/x' } }, 'http.answerUrl is an https:// address'],
  ['a password in the address', { http: { answerUrl: 'https://a:b@example.com' } }, 'http.answerUrl is an https://'],
  ['a secret for the id of a key', { http: { keys: ['rt_abc'] } }, 'http.keys.0 is the id of an API key'],
];
it.each(mistakes)('refuses %s, and says where', (_, input, expected) => {
  expect(problems(input).some(problem => problem.startsWith(expected))).toBe(true);
});
