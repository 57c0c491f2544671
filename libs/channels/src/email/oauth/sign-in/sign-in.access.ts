// Where and as whom a person signs in to a mailbox, with what Microsoft 365 and Google want filled in. Pure.
import type { Channel } from '#channels/contract';
import type { EmailSettings } from '../../email.settings.js';
import { type TokenAccess, tokenAccess } from '../token.access.js';

export interface SignInAccess {
  tokens: TokenAccess;
  authorization: URL;
  /** Answers must name it where they name one (RFC 9207); null: not known. */
  issuer: string | null;
  /** Asked of the person: what the channel uses, and who they are. Null: the provider's own choice. */
  scope: string | null;
  /** Beyond RFC 6749. */
  more: Record<string, string>;
  /** Who should sign in; what is no address is not compared. */
  account: string;
}

export type ReadSignIn =
  | { outcome: 'good'; access: SignInAccess }
  /** `path` in the settings. */
  | { outcome: 'lacking'; path: string[]; detail: string };

const AUTHORIZATION = {
  microsoft: 'https://login.microsoftonline.com/common/oauth2/v2.0/authorize',
  google: 'https://accounts.google.com/o/oauth2/v2/auth',
} as const;
/** Says who signed in, so that a wrong account is noticed at once and not by the mail server. */
const WHO = ['openid', 'email'];

export function signInAccess(channel: Channel<EmailSettings>): ReadSignIn {
  const { oauth, imap, smtpOut } = channel.settings;
  if (!oauth || (imap?.auth !== 'oauth2' && smtpOut?.auth !== 'oauth2'))
    return { outcome: 'lacking', path: ['oauth'], detail: 'Choose OAuth for reading or for sending, to sign in' };
  const authorization = authorizationOf(oauth);
  if (authorization === null)
    return {
      outcome: 'lacking',
      path: ['oauth', 'authorizationEndpoint'],
      detail: 'Needs an address, because only Microsoft and Google have a known one',
    };
  const tokens = tokenAccess(channel);
  return {
    outcome: 'good',
    access: {
      tokens,
      authorization: new URL(authorization),
      issuer: oauth.issuer ?? (oauth.provider === 'google' ? 'https://accounts.google.com' : null),
      scope: scopeOf(oauth.provider, tokens.scope),
      more: {
        ...(tokens.user.includes('@') ? { login_hint: tokens.user } : {}),
        // Google hands a refresh token out only when it asks for consent (access_type=offline).
        ...(oauth.provider === 'google' ? { access_type: 'offline', prompt: 'consent' } : {}),
        // One who is signed in elsewhere as somebody else must be able to choose.
        ...(oauth.provider === 'microsoft' ? { prompt: 'select_account' } : {}),
      },
      account: tokens.user,
    },
  };
}

/** A token address of one tenant has its sign-in address beside it. */
function authorizationOf(oauth: NonNullable<EmailSettings['oauth']>): string | null {
  if (oauth.authorizationEndpoint !== undefined) return oauth.authorizationEndpoint;
  if (oauth.provider === 'other') return null;
  if (oauth.provider === 'microsoft' && oauth.tokenEndpoint?.endsWith('/token'))
    return oauth.tokenEndpoint.replace(/\/token$/, '/authorize');
  return AUTHORIZATION[oauth.provider];
}

/** What ops wrote for another provider stands as it is: it may know no other words. */
function scopeOf(provider: 'microsoft' | 'google' | 'other', scope: string | null): string | null {
  if (provider === 'other') return scope ?? [...WHO, 'offline_access'].join(' ');
  const who = provider === 'microsoft' ? [...WHO, 'profile'] : WHO;
  const asked = (scope ?? '').split(/\s+/).filter(Boolean);
  return [...asked, ...who.filter(one => !asked.includes(one))].join(' ');
}
