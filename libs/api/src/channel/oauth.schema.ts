// Signing in at the provider of a mailbox. GET /oauth/redirect-address · POST /oauth/providers · POST /oauth/sign-ins · GET /oauth/sign-ins/:id (admin, a person)
// GET /oauth/callback is where the provider leads the browser back to; it answers with a redirect to the console.
import { z } from 'zod';
import { CheckChannel } from './channel-kind.schema.js';

/** To be registered with the application at the provider, letter by letter. */
export const RedirectAddress = z.object({ address: z.string() });
export type RedirectAddress = z.infer<typeof RedirectAddress>;

export const FindProvider = z.strictObject({ issuer: z.string().trim().min(1, 'is needed').max(2_000) });

export const ProviderAddresses = z.object({ authorizationEndpoint: z.string(), tokenEndpoint: z.string() });
export type ProviderAddresses = z.infer<typeof ProviderAddresses>;

/** A channel that is stored, as it is stored; or one that is not, as it is typed. */
export const BeginSignIn = z.union([
  z.strictObject({ channelId: z.int().positive() }),
  CheckChannel.extend({ channelId: z.null().default(null) }),
]);
export type BeginSignIn = z.input<typeof BeginSignIn>;

/** `url`: where the browser goes. */
export const BegunSignIn = z.object({ id: z.int(), url: z.string() });
export type BegunSignIn = z.infer<typeof BegunSignIn>;

export const SignInView = z.object({
  id: z.int(),
  channelId: z.int().nullable(),
  /** Of a channel that is not stored: what was typed. Its secrets are kept and not shown; `signInId` brings them into POST /channels. */
  draft: z
    .object({
      kind: z.string(),
      key: z.string(),
      name: z.string(),
      departmentId: z.int().nullable(),
      settings: z.record(z.string(), z.unknown()),
    })
    .nullable(),
  secretsSet: z.array(z.string()),
  state: z.enum(['under-way', 'signed-in', 'failed']),
  /** Who signed in; null where the provider does not say. */
  account: z.string().nullable(),
  /** `consent-refused`, `wrong-account`, …: stable for machines. */
  code: z.string().nullable(),
  /** What came of it, and what to try next. */
  words: z.string().nullable(),
  next: z.string().nullable(),
});
export type SignInView = z.infer<typeof SignInView>;
