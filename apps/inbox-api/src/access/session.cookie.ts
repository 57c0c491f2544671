// The session cookie (RFC 6265). Over https its name begins with `__Host-`: browsers then take it only from this very host, Secure, for `/`.
// Written here, not by a plugin: its value is base64url, so nothing has to be escaped, and one name is all that is ever read.
import type { FastifyReply, FastifyRequest } from 'fastify';

/** True when the reader's side is https: by the public address, or told by a proxy that is trusted (else request.protocol ignores it, A42). */
export const isSecure = (request: FastifyRequest, publicUrl: string | undefined): boolean =>
  request.protocol === 'https' || publicUrl?.startsWith('https:') === true;

/** Plain http is for loopback: browsers refuse `__Host-` there. */
const nameOf = (secure: boolean): string => (secure ? '__Host-rail' : 'rail');

/**
 * Only the cookie that this way of access uses is read: a `rail` cookie set by a neighbour means nothing over https. Two of one name are none:
 * one of them was put there by somebody else.
 */
export function readSessionCookie(request: FastifyRequest, secure: boolean): string | null {
  const start = `${nameOf(secure)}=`;
  const tokens = (request.headers.cookie ?? '')
    .split(';')
    .map(pair => pair.trim())
    .filter(pair => pair.startsWith(start))
    .map(pair => pair.slice(start.length));
  const [token] = tokens;
  return tokens.length === 1 && token && /^[\w-]{43}$/.test(token) ? token : null;
}

/** Ends with the browser session; the server ends it earlier (8 h idle, 24 h in all). */
export function setSessionCookie(reply: FastifyReply, token: string, secure: boolean): void {
  write(reply, token, secure, '');
}

export function clearSessionCookie(reply: FastifyReply, secure: boolean): void {
  write(reply, '', secure, '; Max-Age=0');
}

function write(reply: FastifyReply, value: string, secure: boolean, life: string): void {
  reply.header(
    'set-cookie',
    `${nameOf(secure)}=${value}; Path=/; HttpOnly${secure ? '; Secure' : ''}; SameSite=Lax${life}`,
  );
}
