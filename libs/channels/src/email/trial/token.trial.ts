// The access token of a trial: shared with the channel where one is fresh, else renewed as the channel would renew it, and what was rotated is kept.
import { type Channel, StepFault, type TrialPorts, untried } from '#channels/contract';
import type { EmailSettings } from '../email.settings.js';
import { OAuthProblem, type OAuthProblemCode } from '../oauth/oauth.problem.js';
import { tokenAccess } from '../oauth/token.access.js';
import { REFRESH_TOKEN, TokenKeeper } from '../oauth/token.keeper.js';

export interface TokenTrial {
  /** @throws StepFault */
  token(): Promise<string>;
  close(): Promise<void>;
}

const AGAIN = 'Press Sign in, agree as the user of the mailbox, and test again.';
const NEXT: Record<OAuthProblemCode, string> = {
  'OAUTH.REVOKED': AGAIN,
  'OAUTH.REFUSED': 'Check the application ID, the client secret and the scope at the registration of the application.',
  'OAUTH.AWAY': 'Check the token address and the network of this machine, then test again.',
  'OAUTH.STORE_AWAY': 'Test again in a moment.',
  'OAUTH.TOKEN_REFUSED': AGAIN,
};

/** Null where the channel signs in nowhere with a token, or its tokens may not be used here. */
export function tokenTrial(channel: Channel<EmailSettings>, { tokens }: TrialPorts): TokenTrial | null {
  const { imap, smtpOut } = channel.settings;
  if (!tokens || (imap?.auth !== 'oauth2' && smtpOut?.auth !== 'oauth2')) return null;
  const keeper = new TokenKeeper(channel.id, tokenAccess(channel), tokens, channel.secrets[REFRESH_TOKEN]);
  return {
    async token() {
      try {
        return await keeper.token();
      } catch (error) {
        if (error instanceof OAuthProblem) throw new StepFault(error.message, NEXT[error.code], { cause: error });
        throw error;
      }
    },
    close: () => keeper.close(),
  };
}

/** A refresh token that stands only in the form is used up when it is used: the channel, which keeps the next one, may do that. */
export const tokenUntried = (step: string) =>
  untried(
    step,
    'Sign in by token',
    'This refresh token was entered by hand. A test would use it up, so the channel itself tries it.',
    'Save the channel: within a minute its health says whether the sign-in works.',
  );
