// Where and as whom a channel asks for access tokens, with the defaults of Microsoft 365 and Google filled in.
import type { Channel, GuardedFetch } from '#channels/contract';
import type { EmailSettings } from '../email.settings.js';

export interface TokenAccess {
  /** The mailbox, for the words of a problem. */
  user: string;
  endpoint: URL;
  clientId: string;
  /** Null for a public client. */
  clientSecret: string | null;
  /** Null: the scope that the refresh token was made for. */
  scope: string | null;
  /** Lifetime of a refresh token as ops know it; null where they do not. */
  refreshTokenDays: number | null;
  /** How the endpoint is asked; left out: as Node does. */
  fetch?: GuardedFetch;
}

/** Two that ask as the same client, at the same place, for the same rights may share what they get. */
export const askedBy = ({ endpoint, clientId, scope }: TokenAccess): string =>
  [endpoint.href, clientId, scope ?? ''].join(' ');

const ENDPOINTS = {
  microsoft: 'https://login.microsoftonline.com/common/oauth2/v2.0/token',
  google: 'https://oauth2.googleapis.com/token',
} as const;

/** @param asked scope of the request @param granted scope of the answer, where it names one */
export function scopeNote(asked: string | null, granted: string | null): string {
  const given = new Set(granted?.toLowerCase().split(/\s+/));
  const missing = (asked ?? '').split(/\s+/).filter(one => /^https?:/.test(one) && !given.has(one.toLowerCase()));
  if (granted !== null && missing.length > 0)
    return `They are granted for "${granted}" only, not for ${missing.join(' ')}: sign in again with this permission.`;
  return 'Check that this user signed in, with the permission for mail, and that the mailbox allows this kind of sign-in.';
}

/** @throws Error where the channel signs in nowhere with OAuth */
export function tokenAccess({ key, settings, secrets }: Channel<EmailSettings>): TokenAccess {
  const { oauth, imap, smtpOut } = settings;
  if (!oauth) throw new Error(`Channel ${key} has no OAuth settings`);
  const endpoint = oauth.tokenEndpoint ?? (oauth.provider === 'other' ? undefined : ENDPOINTS[oauth.provider]);
  if (endpoint === undefined) throw new Error(`Channel ${key} has no token endpoint`);
  const user = (imap?.auth === 'oauth2' ? imap.user : undefined) ?? smtpOut?.user ?? settings.addresses[0] ?? key;
  return {
    user: oauth.account ?? user,
    endpoint: new URL(endpoint),
    clientId: oauth.clientId,
    clientSecret: secrets['oauth.clientSecret'] || null,
    scope: oauth.scope ?? defaultScope(settings),
    refreshTokenDays: oauth.refreshTokenDays ?? null,
  };
}

/** Only what is used: Microsoft refuses a scope that nobody consented to. */
function defaultScope({ oauth, imap, smtpOut }: EmailSettings): string | null {
  if (oauth?.provider === 'google') return 'https://mail.google.com/';
  if (oauth?.provider !== 'microsoft') return null;
  return [
    ...(imap?.auth === 'oauth2' ? ['https://outlook.office.com/IMAP.AccessAsUser.All'] : []),
    ...(smtpOut?.auth === 'oauth2' ? ['https://outlook.office.com/SMTP.Send'] : []),
    'offline_access',
  ].join(' ');
}
