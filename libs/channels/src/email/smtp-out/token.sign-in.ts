// Signs in to an SMTP server with an access token (SASL XOAUTH2), beside nodemailer's own way: that one hides the server's words, and
// shows a second token on a connection that many servers have given up by then.
import type { CustomAuthenticationContext, CustomAuthenticationHandlers } from 'nodemailer/lib/smtp-connection';

/** What the deliverer needs of the channel's token keeper. */
export interface TokenSource {
  /** @throws Error whose message is a plain sentence for ops */
  token(): Promise<string>;
  accepted(): void;
  /** Null where another token may be tried; else why not, for ops. */
  refused(token: string): Error | null;
  mayTryAnother(): boolean;
}

/** The server said no to the token itself, for good (5xx); not that it is busy. */
export class TokenRefused extends Error {}

/** Own name of the method: under its real name nodemailer would prefer a password method that the server lists first. */
export const TOKEN_METHOD = 'ACCESS-TOKEN';

/** @returns a handler for `customAuth`, which rejects with TokenRefused where the server refused the token */
export function tokenHandler(user: string, token: string): CustomAuthenticationHandlers[string] {
  return async ({ sendCommand }: CustomAuthenticationContext) => {
    let answer = await sendCommand(`AUTH XOAUTH2 ${tokenResponse(user, token)}`);
    // 334 carries the reason; the empty line asks for the final answer.
    let reason = '';
    if (answer.status === 334) {
      reason = reasonOf(answer.text);
      answer = await sendCommand('');
    }
    if (answer.status === 235) return;
    const text = `${answer.response}${reason}`;
    throw answer.status >= 500 ? new TokenRefused(text) : new Error(text);
  };
}

/** `user=` and `auth=` fields, each ended by a control-A (the XOAUTH2 format of Google and Microsoft). */
export function tokenResponse(user: string, token: string): string {
  return Buffer.from(`user=${user}\x01auth=Bearer ${token}\x01\x01`).toString('base64');
}

/** The server's JSON says with which status, and which scope it wants (RFC 7628, section 3.2.2). */
function reasonOf(challenge: string): string {
  const text = Buffer.from(challenge.trim(), 'base64').toString('utf8');
  return /^[\x20-\x7e]{2,300}$/.test(text) ? ` ${text}` : '';
}
