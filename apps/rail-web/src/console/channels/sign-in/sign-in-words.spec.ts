import { describe, expect, it } from '@jest/globals';
import type { ChannelKindView, SignInView } from '#api';
import { asksForSignIn, providerName, restoredFrom, signInSaid } from './sign-in-words.js';

const secret = {
  name: 'oauth.refreshToken',
  title: 'Refresh token',
  help: null,
  part: 'oauth',
  lines: false,
  when: null,
};
const mail: ChannelKindView = {
  ...{ kind: 'email', title: 'Email', about: null, byItself: false, exactlyOne: null },
  settings: {},
  secrets: [secret],
};
const signIn = (over: Partial<SignInView>): SignInView => ({
  ...{ id: 7, channelId: null, draft: null, secretsSet: [], state: 'signed-in', account: null },
  ...{ code: null, words: null, next: null, ...over },
});

describe('a mailbox', () => {
  it('asks for a sign-in where one of its ways takes a token', () => {
    const oauth = { provider: 'google' };
    expect(asksForSignIn(mail, { oauth, imap: { auth: 'oauth2' } })).toBe(true);
    expect(asksForSignIn(mail, { oauth, smtpOut: { auth: 'oauth2' } })).toBe(true);
    expect(asksForSignIn(mail, { oauth, imap: { auth: 'password' } })).toBe(false);
    expect(asksForSignIn(mail, { imap: { auth: 'oauth2' } })).toBe(false);
    expect(asksForSignIn({ ...mail, secrets: [] }, { oauth, imap: { auth: 'oauth2' } })).toBe(false);
    expect([providerName({ oauth }), providerName({ oauth: { provider: 'other' } })]).toEqual([
      'Google',
      'the provider',
    ]);
  });

  it('is typed as it was when the browser comes back', () => {
    const draft = { kind: 'email', key: 'box', name: 'Box', departmentId: 1, settings: { addresses: ['a@b.c'] } };
    expect(restoredFrom(signIn({ draft }))).toEqual({
      draft: { name: 'Box', key: 'box', departmentId: 1, data: { addresses: ['a@b.c'] } },
      signInId: 7,
    });
    expect(restoredFrom(null)).toBeNull();
  });
});

describe('what came of a sign-in', () => {
  it('names the account, or what went wrong and what to try', () => {
    expect(signInSaid(signIn({ account: 'a@b.c' }), true, true)).toMatchObject({
      tone: 'good',
      words: 'Signed in as a@b.c.',
    });
    const failed = signIn({ state: 'failed', words: 'No.', next: 'Agree.' });
    expect(signInSaid(failed, true, false)).toEqual({ tone: 'wrong', words: 'No.', next: 'Agree.' });
    expect(signInSaid(null, true, false).tone).toBe('good');
    expect(signInSaid(null, false, false).words).toBe('Nobody has signed in yet.');
  });
});
