import { Backoff } from '#channels/contract';
import { emailSettings } from '../email.settings.js';
import { needsLongPause, problemOf } from './imap.problem.js';
import { IMAP_TIMINGS } from './imap.timings.js';

const settings = emailSettings.parse({ addresses: ['a@x.test'], imap: { host: 'mail.x.test', user: 'me' } });
const imap = settings.imap as NonNullable<typeof settings.imap>;
const failure = (fields: object) => Object.assign(new Error('Command failed'), fields);
const codeOf = (fields: object, bye?: string) => problemOf(failure(fields), imap, bye).code;

describe('a problem on the connection', () => {
  it('is the password only where the server says so', () => {
    expect(codeOf({ authenticationFailed: true, serverResponseCode: 'AUTHENTICATIONFAILED' })).toBe('IMAP.AUTH');
    expect(codeOf({ authenticationFailed: true })).toBe('IMAP.AUTH');
    expect(codeOf({ authenticationFailed: true, serverResponseCode: 'UNAVAILABLE' })).toBe('IMAP.CLOSED');
  });

  it('is a throttle by its code, its words, or the words of BYE; the server’s own pause counts', () => {
    expect(codeOf({ responseText: 'Too many simultaneous connections', authenticationFailed: true })).toBe(
      'IMAP.THROTTLED',
    );
    expect(codeOf({ code: 'NoConnection' }, 'Session throttled')).toBe('IMAP.THROTTLED');
    const bye = 'Request is throttled. Suggested Backoff Time: 299966 milliseconds';
    expect(problemOf(failure({ code: 'NoConnection' }), imap, bye)).toMatchObject({
      code: 'IMAP.THROTTLED',
      waitAtLeast: 299_966,
    });
    expect(problemOf(failure({ code: 'ETHROTTLE', throttleReset: 90_000 }), imap).waitAtLeast).toBe(90_000);
  });

  it('names the folder, the TLS or the network where that is the cause', () => {
    expect(codeOf({ mailboxMissing: true })).toBe('IMAP.FOLDER');
    expect(codeOf({ tlsFailed: true })).toBe('IMAP.TLS');
    expect(codeOf({ code: 'ECONNREFUSED' })).toBe('IMAP.UNREACHABLE');
    expect(codeOf({ retryable: true, code: 'STORE.AWAY' })).toBe('STORE.AWAY');
    expect(codeOf({ code: 'LEASE.LOST' })).toBe('LEASE.LOST');
  });

  it('is an ended session where an access token ran out under it: the next sign-in brings another', () => {
    expect(codeOf({ code: 'NoConnection' }, 'Session invalidated - AccessTokenExpired')).toBe('IMAP.CLOSED');
  });

  it('never repeats the password', () => {
    expect(
      problemOf(failure({ executedCommand: 'LOGIN me secret', authenticationFailed: true }), imap).message,
    ).not.toContain('secret');
  });

  it('keeps away from a server that refused us', () => {
    expect(needsLongPause(problemOf(failure({ authenticationFailed: true }), imap))).toBe(true);
    expect(needsLongPause(problemOf(failure({ code: 'ECONNREFUSED' }), imap))).toBe(false);
  });
});

describe('the pauses', () => {
  it('double up to the longest, and jitter only upwards', () => {
    const plain = new Backoff(IMAP_TIMINGS.retry, () => 0);
    expect(Array.from({ length: 11 }, () => plain.next())).toEqual([
      1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000, 128_000, 256_000, 300_000, 300_000,
    ]);
    expect(new Backoff(IMAP_TIMINGS.retry, () => 1).next()).toBe(1_250);
  });

  it('begin at a minute after a refused sign-in and end at a quarter of an hour', () => {
    const refused = new Backoff(IMAP_TIMINGS.refused, () => 0);
    expect(Array.from({ length: 6 }, () => refused.next() / 60_000)).toEqual([1, 2, 4, 8, 15, 15]);
    refused.reset();
    expect(refused.next()).toBe(60_000);
  });
});
