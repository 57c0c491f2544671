// Serves the built web UI, and its page for each address of the UI. Guarantees: hashed files are cached for good, the page itself is asked for anew
// each time; what looks like an address of the API or like a missing file is answered 404, not with the page.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { readWebFiles, type WebFile } from './web.files.js';

const PAGE = 'index.html';
/** What is an address of the server and never one of the page. */
const SERVERS_OWN = /^(?:api|in|forms|assets|healthz|readyz|metrics)(?:\/|$)/;

/** Without a built UI (its folder or page is missing) nothing is served: the API works alone. */
export function serveWeb(app: NestFastifyApplication, root: string): void {
  if (!existsSync(join(root, PAGE))) return;
  const files = readWebFiles(root);
  const fastify = app.getHttpAdapter().getInstance();
  fastify.get('/*', (request: FastifyRequest, reply: FastifyReply) => {
    const path = (request.params as { '*': string })['*'];
    const file = files.get(path) ?? (isPage(path, request) ? files.get(PAGE) : undefined);
    return file ? send(file, request, reply) : reply.callNotFound();
  });
}

function isPage(path: string, request: FastifyRequest): boolean {
  if (path === '') return true;
  const isFile = /\.\w+$/.test(path) || path.split('/').some(part => part === '' || part.startsWith('.'));
  return !isFile && !SERVERS_OWN.test(path) && (request.headers.accept?.includes('text/html') ?? false);
}

function send(file: WebFile, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const isGzip = file.gzip !== null && /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
  reply.headers({
    'content-type': file.type,
    'cache-control': file.isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    etag: file.etag,
    vary: 'accept-encoding',
  });
  // RFC 9110, section 13.1.2: what the reader has is what there is.
  if (request.headers['if-none-match'] === file.etag) return reply.code(NOT_MODIFIED).send();
  if (isGzip) reply.header('content-encoding', 'gzip');
  return reply.send(isGzip ? file.gzip : file.bytes);
}

const NOT_MODIFIED = 304;
