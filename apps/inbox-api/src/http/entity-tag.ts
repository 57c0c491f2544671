// Versions on the wire: If-Match in, ETag out (RFC 9110, sections 8.8.3 and 13.1.1). Strong tags of the form "v<version>".
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RequestFault } from './request.fault.js';

export const setEtag = (reply: FastifyReply, version: number): FastifyReply => reply.header('etag', `"v${version}"`);

/** The version the reader decided on. Missing: TICKET.VERSION_NEEDED. Lists, weak tags and `*` are not taken: they name no version. */
export function readIfMatch({ headers }: Pick<FastifyRequest, 'headers'>): number {
  const tag = headers['if-match'];
  if (tag === undefined)
    throw new RequestFault('TICKET.VERSION_NEEDED', 'Send the version that you decided on: If-Match: "v<version>"');
  const version = /^"v([1-9]\d{0,8})"$/.exec(tag)?.[1];
  if (!version) throw new RequestFault('REQUEST.UNREADABLE', 'If-Match must be one tag of the form "v<version>"');
  return Number(version);
}
