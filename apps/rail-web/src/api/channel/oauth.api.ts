// Signing in at the provider of a mailbox: it begins here, and the browser comes back with the number of the sign-in.
import type { BeginSignIn, BegunSignIn, ProviderAddresses, RedirectAddress, SignInView } from '#api';
import { call } from '../http.js';

export const redirectAddressKey = ['redirect-address'] as const;
export const signInKey = (id: number) => ['sign-in', id] as const;

export const readRedirectAddress = (): Promise<RedirectAddress> =>
  call<RedirectAddress>('GET', '/oauth/redirect-address');

export const readSignIn = (id: number): Promise<SignInView> => call<SignInView>('GET', `/oauth/sign-ins/${id}`);

export const beginSignIn = (body: BeginSignIn): Promise<BegunSignIn> =>
  call<BegunSignIn>('POST', '/oauth/sign-ins', { body });

export const findProvider = (issuer: string): Promise<ProviderAddresses> =>
  call<ProviderAddresses>('POST', '/oauth/providers', { body: { issuer } });
