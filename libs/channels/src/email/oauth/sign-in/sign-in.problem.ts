// Why a sign-in at the provider did not end well, in plain words with the next thing to try. Guarantee: no code, token or client secret is part of them, even
// where a server repeats it; what a server says is one line of bounded length.
import { AuthorizationResponseError, ResponseBodyError, WWWAuthenticateChallengeError } from 'openid-client';
import { masked, sentence, wordsOf } from '../oauth.problem.js';

export type SignInProblemCode =
  | 'consent-refused'
  | 'wrong-account'
  | 'no-refresh-token'
  | 'permission-missing'
  | 'redirect-unknown'
  | 'client-refused'
  | 'scope-refused'
  | 'code-refused'
  | 'provider-away'
  | 'provider-refused'
  | 'address-refused';

export class SignInProblem extends Error {
  constructor(
    readonly code: SignInProblemCode,
    message: string,
    /** What to try. */
    readonly next: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'SignInProblem';
  }
}

export interface SignInContext {
  /** Host of the provider. */
  host: string;
  /** Who should sign in. */
  account: string;
  redirectUri: string;
  /** Values that must not be shown. */
  secrets: string[];
}

type Make = (said: string, context: SignInContext) => { code: SignInProblemCode; words: string; next: string };

/** @param error what openid-client, fetch or a check of ours threw */
export function signInProblemOf(error: unknown, context: SignInContext): SignInProblem {
  if (error instanceof SignInProblem) return error;
  const { code, words, next } = toldBy(error, context);
  return new SignInProblem(code, masked(words, context.secrets), next, { cause: error });
}

function toldBy(error: unknown, context: SignInContext): ReturnType<Make> {
  if (isRefusedAddress(error)) return addressRefused('', context);
  if (error instanceof WWWAuthenticateChallengeError) return clientRefused('', context);
  if (error instanceof AuthorizationResponseError || error instanceof ResponseBodyError) {
    const said = sentence(error.error_description ?? error.error);
    if (/redirect.?ur[il]|AADSTS50011/i.test(`${error.error} ${said}`)) return redirectUnknown(said, context);
    const isBusy = error instanceof ResponseBodyError && (error.status >= 500 || error.status === 429);
    return (isBusy ? away : (BY_ERROR[error.error] ?? refused))(said, context);
  }
  return away(wordsOf(error), context);
}

const consentRefused: Make = (said, { account, host }) => ({
  code: 'consent-refused',
  words: `The permission to use the mailbox was not given at ${host}: ${said}`,
  next: `Press Sign in again and agree as ${account}. Where your organisation lets only administrators agree, ask one of them to agree to the application first.`,
});
const redirectUnknown: Make = (said, { redirectUri, host }) => ({
  code: 'redirect-unknown',
  words: `${host} does not know the address that it should lead back to: ${said}`,
  next: `Register ${redirectUri} as a redirect address of the application, letter by letter, then press Sign in again.`,
});
const clientRefused: Make = (said, { host }) => ({
  code: 'client-refused',
  words: `${host} refuses the application ID or the client secret${said ? `: ${said}` : '.'}`,
  next: 'Copy both from the registration of the application again. A client secret may have run out: make another one there.',
});
const scopeRefused: Make = (said, { host }) => ({
  code: 'scope-refused',
  words: `${host} does not give the permissions that are asked for: ${said}`,
  next: 'Add the permissions for mail to the application, or leave "Scope" empty so that only what the channel needs is asked for.',
});
const codeRefused: Make = (said, { host }) => ({
  code: 'code-refused',
  words: `${host} did not take its own answer back: ${said}`,
  next: 'Press Sign in again. It must be finished within a few minutes, and the back button does not repeat it.',
});
const refused: Make = (said, { host }) => ({
  code: 'provider-refused',
  words: `${host} did not let the sign-in happen: ${said}`,
  next: 'Read what it says, put it right there, then press Sign in again.',
});
const away: Make = (said, { host }) => ({
  code: 'provider-away',
  words: `${host} could not be asked: ${said}`,
  next: 'Check the addresses of the provider and the network of this machine, then press Sign in again.',
});
const addressRefused: Make = (_, { host }) => ({
  code: 'address-refused',
  words: `${host} leads to a private address, and nothing was sent there.`,
  next: 'If it is a server of your own network, whoever runs this installation has to list it in CHANNEL_PRIVATE_HOSTS.',
});

/** RFC 6749, sections 4.1.2.1 and 5.2; OpenID Connect Core, section 3.1.2.6. */
const BY_ERROR: Record<string, Make | undefined> = {
  access_denied: consentRefused,
  consent_required: consentRefused,
  interaction_required: consentRefused,
  login_required: consentRefused,
  invalid_client: clientRefused,
  unauthorized_client: clientRefused,
  invalid_scope: scopeRefused,
  invalid_grant: codeRefused,
  temporarily_unavailable: away,
  server_error: away,
};

function isRefusedAddress(error: unknown): boolean {
  for (let at = error, deep = 0; at instanceof Error && deep < 5; at = at.cause, deep += 1)
    if ((at as { code?: unknown }).code === 'ADDRESS.REFUSED') return true;
  return false;
}
