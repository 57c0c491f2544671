// Signing in at the provider of a mailbox, in words. Pure.
import type { ChannelKindView, SignInView } from '#api';
import { partOf, type Settings } from '../form/settings.schema.js';
import type { RestoredDraft } from '../use-channel-form.js';

const REFRESH_TOKEN = 'oauth.refreshToken';
const PROVIDERS: Record<string, string> = { microsoft: 'Microsoft', google: 'Google' };

/** One of the ways signs in by token, and it is known where. */
export const asksForSignIn = (kind: ChannelKindView, data: Settings): boolean =>
  kind.secrets.some(secret => secret.name === REFRESH_TOKEN) &&
  data.oauth !== undefined &&
  [data.imap, data.smtpOut].some(part => partOf(part).auth === 'oauth2');

export const providerName = (settings: Settings): string =>
  PROVIDERS[String(partOf(settings.oauth).provider)] ?? 'the provider';

/** What was typed before the browser went away. */
export function restoredFrom(signIn: SignInView | null): RestoredDraft | null {
  if (!signIn?.draft) return null;
  const { name, key, departmentId, settings } = signIn.draft;
  return { draft: { name, key, departmentId, data: settings }, signInId: signIn.id };
}

export type SaidSignIn = { tone: 'good' | 'wrong' | 'calm'; words: string; next: string | null };

/** What came of the last one; without one, how it stands. */
export function signInSaid(signIn: SignInView | null, isSignedIn: boolean, isNew: boolean): SaidSignIn {
  if (signIn?.state === 'failed')
    return { tone: 'wrong', words: signIn.words ?? 'The sign-in failed.', next: signIn.next };
  if (signIn?.state === 'signed-in')
    return {
      tone: 'good',
      words: signIn.account ? `Signed in as ${signIn.account}.` : 'Signed in.',
      next: isNew
        ? 'Test the connection, then make the channel: the sign-in is kept with it.'
        : 'Test the connection now.',
    };
  if (isSignedIn)
    return { tone: 'good', words: 'Somebody has signed in. The access is kept here, and shown to nobody.', next: null };
  return { tone: 'calm', words: 'Nobody has signed in yet.', next: null };
}
