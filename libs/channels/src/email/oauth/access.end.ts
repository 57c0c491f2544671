// When a channel loses its access to the mailbox, as far as that is known. Pure.
import type { Channel } from '#channels/contract';
import type { EmailSettings } from '../email.settings.js';
import { endToWarnOf, readRefreshRecord } from './refresh.record.js';
import { tokenAccess } from './token.access.js';
import { REFRESH_TOKEN } from './token.keeper.js';

/** Null where nobody signs in with a token, the end is not known, or it is far away. `user`: whoever has to sign in again. */
export function endOfAccess(channel: Channel<EmailSettings>, now: Date): { user: string; at: Date } | null {
  const { oauth, imap, smtpOut } = channel.settings;
  const stored = channel.secrets[REFRESH_TOKEN];
  if (!stored || !oauth || (imap?.auth !== 'oauth2' && smtpOut?.auth !== 'oauth2')) return null;
  const at = endToWarnOf(readRefreshRecord(stored), oauth.refreshTokenDays ?? null, now);
  return at && { user: tokenAccess(channel).user, at };
}
