// What is shown to the IMAP server at sign-in: the stored password, or an access token that the keeper holds fresh.
import type { Channel, ConnectorPorts } from '#channels/contract';
import type { EmailSettings, ImapSettings } from '../email.settings.js';
import { KEEPER_TIMINGS } from '../oauth/keeper.timings.js';
import type { OAuthProblem } from '../oauth/oauth.problem.js';
import { tokenAccess } from '../oauth/token.access.js';
import { REFRESH_TOKEN, TokenKeeper } from '../oauth/token.keeper.js';
import type { ImapTimings } from './imap.timings.js';

export type ImapCredentials = { user: string; pass: string } | { user: string; accessToken: string };

export interface ImapSignIn {
  /** @throws OAuthProblem where there is no token now: the mail server is then not asked at all */
  credentials(): Promise<ImapCredentials>;
  accepted(): void;
  /** The problem that is known beyond the server's own words, with its pause; else null. */
  refused(): OAuthProblem | null;
  /** Other credentials may be tried at once, without a pause. */
  mayTryAnother(): boolean;
  /** Renews in the background what a later sign-in needs; a connection may live for weeks, a refresh token only for days. Never rejects. */
  keepFresh(): void;
  /** One sentence for ops while the mailbox is still open; null where nothing is to be done. */
  warning(): string | null;
  /** Ends waiting for others; what was begun is finished. */
  giveUpWaiting(): void;
  close(): Promise<void>;
}

export function createImapSignIn(
  channel: Channel<EmailSettings>,
  imap: ImapSettings,
  ports: ConnectorPorts,
  timings: ImapTimings,
): ImapSignIn {
  return imap.auth === 'oauth2' ? tokenSignIn(channel, imap, ports, timings) : passwordSignIn(channel, imap);
}

function passwordSignIn({ secrets }: Channel<EmailSettings>, { user }: ImapSettings): ImapSignIn {
  const nothing = () => undefined;
  return {
    credentials: async () => ({ user, pass: secrets['imap.password'] ?? '' }),
    accepted: nothing,
    refused: () => null,
    mayTryAnother: () => false,
    keepFresh: nothing,
    warning: () => null,
    giveUpWaiting: nothing,
    close: async () => undefined,
  };
}

function tokenSignIn(
  channel: Channel<EmailSettings>,
  { user }: ImapSettings,
  ports: ConnectorPorts,
  { retry, refused }: ImapTimings,
): ImapSignIn {
  const keeperTimings = { ...KEEPER_TIMINGS, away: retry, refused };
  const keeper = new TokenKeeper(
    channel.id,
    tokenAccess(channel),
    ports,
    channel.secrets[REFRESH_TOKEN],
    keeperTimings,
  );
  let shown = '';
  return {
    async credentials() {
      shown = await keeper.token();
      return { user, accessToken: shown };
    },
    accepted: () => keeper.accepted(),
    refused: () => keeper.refused(shown),
    mayTryAnother: () => keeper.mayTryAnother(),
    keepFresh() {
      // The keeper logs a failure and `warning` tells it; the open connection does not suffer.
      keeper.token().catch(() => undefined);
    },
    warning: () => keeper.warning(),
    giveUpWaiting: () => keeper.giveUpWaiting(),
    close: () => keeper.close(),
  };
}
