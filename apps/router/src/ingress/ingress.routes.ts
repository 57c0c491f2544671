// The addresses below /in: beside the API in one process, alone in a router. A scope of its own, because its bodies are files: it has its own parsers,
// and its own answer to what goes wrong.
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Ingress, type IngressDeps, type Post } from './ingress.js';
import { IngressFault, problemOf, retryAfter } from './ingress.problem.js';

const ACCEPTED = 202;
const NO_CONTENT = 204;

type Channel = { channelKey: string };

/** Call it after NestFactory.create and before listen (or init). */
export function serveIngress(app: NestFastifyApplication, deps: IngressDeps): void {
  const ingress = new Ingress(deps);
  // Fastify's own type of a scope, whatever the adapter makes of it.
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  fastify.register(async scope => {
    scope.removeAllContentTypeParsers();
    // Not read here: the channel says how much of it may be read.
    scope.addContentTypeParser('*', (_request, body, done) => done(null, body));
    scope.setErrorHandler((error, request, reply) => tell(error, request, reply, deps.log));

    scope.post<{ Params: Channel }>('/in/:channelKey', async (request, reply) => {
      const posted = await ingress.take(request.params.channelKey, request.headers.authorization, postOf(request));
      return reply.status(ACCEPTED).send(posted);
    });
    scope.get<{ Params: Channel; Querystring: { after?: string } }>(
      '/in/:channelKey/acknowledgements',
      async (request, reply) => {
        const { params, headers, query } = request;
        const after = idOf(query.after ?? '0');
        if (after === null) throw new IngressFault('REQUEST.INVALID', '"after" is the id of an acknowledgement');
        return reply.send(await ingress.waiting(params.channelKey, headers.authorization, after));
      },
    );
    scope.post<{ Params: Channel & { id: string } }>(
      '/in/:channelKey/acknowledgements/:id/taken',
      async (request, reply) => {
        const id = idOf(request.params.id);
        if (id === null) throw new IngressFault('NOT_FOUND', 'No such acknowledgement waits on this channel');
        await ingress.taken(request.params.channelKey, request.headers.authorization, id);
        return reply.status(NO_CONTENT).send();
      },
    );
  });
}

const idOf = (text: string): number | null => (/^\d{1,15}$/.test(text) ? Number(text) : null);

function postOf(request: FastifyRequest): Post {
  const { headers } = request;
  const declared = Number(headers['content-length'] ?? Number.NaN);
  const key = headers['idempotency-key'];
  return {
    body: (request.body ?? []) as AsyncIterable<Uint8Array>,
    declaredBytes: Number.isSafeInteger(declared) ? declared : null,
    mediaType: String(headers['content-type'] ?? 'application/octet-stream')
      .split(';')[0]!
      .trim()
      .toLowerCase(),
    name: nameIn(headers['content-disposition']),
    idempotencyKey: key === undefined ? null : String(key),
    remoteAddress: request.ip,
  };
}

/** `filename*` (RFC 8187), else `filename` of RFC 6266; the last part of a path, at most 200 characters. */
function nameIn(disposition: string | undefined): string | null {
  const extended = /filename\*\s*=\s*utf-8'[^']*'([^;\s]+)/i.exec(disposition ?? '')?.[1];
  const plain = /filename\s*=\s*(?:"([^"]*)"|([^;\s]+))/i.exec(disposition ?? '');
  const name = decoded(extended) ?? plain?.[1] ?? plain?.[2] ?? '';
  const last = name
    .split(/[/\\]/)
    .at(-1)!
    .replace(/[\0-\x1f\x7f]/g, '')
    .trim()
    .slice(0, 200);
  return last === '' ? null : last;
}

function decoded(text: string | undefined): string | null {
  if (text === undefined) return null;
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

function tell(error: unknown, request: FastifyRequest, reply: FastifyReply, log: IngressDeps['log']): void {
  const problem = problemOf(error);
  const about = { method: request.method, route: request.routeOptions.url, code: problem.code };
  if (problem.status >= 500) log.error({ ...about, err: error }, 'a post failed');
  else log.info({ ...about, detail: problem.detail }, 'a post was refused');
  const wait = retryAfter(problem);
  if (wait !== null) reply.header('retry-after', String(wait));
  if (problem.code === 'AUTH.REQUIRED') reply.header('www-authenticate', 'Bearer');
  // The rest of a body that nobody reads must not be taken for the next request.
  if (request.method === 'POST') reply.header('connection', 'close');
  reply.status(problem.status).type('application/problem+json').header('cache-control', 'no-store').send(problem);
}
