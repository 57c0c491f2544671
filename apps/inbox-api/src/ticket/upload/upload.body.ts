// The body of one part of a file: plain bytes, in memory, and never more than a part has. It is the only route that takes a body that is no JSON.
import type { FastifyInstance } from 'fastify';
import { FILE_LIMITS } from '#tickets';
import { RequestFault } from '../../http/request.fault.js';

/** Before the routes are made. Whoever is not signed in, and every other route, is refused before a byte is read. */
export function takeFileParts(fastify: FastifyInstance): void {
  fastify.addHook('onRoute', route => {
    if (route.config?.takesBytes) route.bodyLimit = FILE_LIMITS.partBytes;
  });
  fastify.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (request, body, done) => {
    if (request.routeOptions.config?.takesBytes) done(null, body);
    else done(new RequestFault('REQUEST.NOT_JSON', 'The body must be JSON (content-type: application/json)'));
  });
}
