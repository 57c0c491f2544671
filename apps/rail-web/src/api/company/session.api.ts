// Who is signed in.
import type { Session } from '#api';
import { call, newIntent, ProblemError } from '../http.js';

/** Null when nobody is signed in. */
export async function readSession(): Promise<Session | null> {
  try {
    return await call<Session>('GET', '/session');
  } catch (error) {
    if (error instanceof ProblemError && error.status === 401) return null;
    throw error;
  }
}

export const signIn = (email: string, password: string): Promise<Session> =>
  call<Session>('POST', '/session', { body: { email, password } });

/** A one-time link: its token stands in the address's fragment, which never reaches a server's log. */
export const signInByLink = (token: string): Promise<Session> =>
  call<Session>('POST', '/session/link', { body: { token }, intent: newIntent() });

export const signOut = (): Promise<void> => call<void>('DELETE', '/session');

export const changePassword = (oldPassword: string | undefined, newPassword: string): Promise<void> =>
  call<void>('PUT', '/session/password', {
    body: oldPassword === undefined ? { newPassword } : { oldPassword, newPassword },
  });
