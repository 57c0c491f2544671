// The addresses below /in: beside the API in one process, alone in a router. A scope of its own, because its bodies are read by the channels: it has its own parsers,
// and its own answer to what goes wrong.
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Credentials } from './ingress.access.js';
import type { IngressDeps } from './ingress.deps.js';
import { Ingress, type Post } from './ingress.js';
import { IngressFault, problemOf, retryAfter } from './ingress.problem.js';

const OK = 200;
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
      const posted = await ingress.take(request.params.channelKey, postOf(request));
      const { messages, answer } = posted;
      if (answer) return reply.status(OK).type(answer.contentType).send(answer.body);
      return reply.status(ACCEPTED).send({ messages });
    });
    scope.get<{ Params: Channel & { id: string } }>('/in/:channelKey/messages/:id', async (request, reply) => {
      const id = idOf(request.params.id);
      if (id === null) throw new IngressFault('NOT_FOUND', 'No such message came through this channel');
      const end = await ingress.messageEnd(request.params.channelKey, credentialsOf(request), id);
      return reply.header('cache-control', 'no-store').send(end);
    });
    scope.get<{ Params: Channel; Querystring: { after?: string } }>(
      '/in/:channelKey/acknowledgements',
      async (request, reply) => {
        const { params, query } = request;
        const after = idOf(query.after ?? '0');
        if (after === null) throw new IngressFault('REQUEST.INVALID', '"after" is the id of an acknowledgement');
        return reply.send(await ingress.waiting(params.channelKey, credentialsOf(request), after));
      },
    );
    scope.post<{ Params: Channel & { id: string } }>(
      '/in/:channelKey/acknowledgements/:id/taken',
      async (request, reply) => {
        const id = idOf(request.params.id);
        if (id === null) throw new IngressFault('NOT_FOUND', 'No such acknowledgement waits on this channel');
        await ingress.taken(request.params.channelKey, credentialsOf(request), id);
        return reply.status(NO_CONTENT).send();
      },
    );
  });
}

const idOf = (text: string): number | null => (/^\d{1,15}$/.test(text) ? Number(text) : null);

function postOf(request: FastifyRequest): Post {
  const declared = Number(request.headers['content-length'] ?? Number.NaN);
  return {
    ...credentialsOf(request),
    body: (request.body ?? []) as AsyncIterable<Uint8Array>,
    declaredBytes: Number.isSafeInteger(declared) ? declared : null,
    // Scheme and host as a proxy says them only where the proxy is trusted (TRUST_PROXY).
    url: `${request.protocol}://${request.host}${request.raw.url ?? ''}`,
    headers: Object.fromEntries(
      Object.entries(request.headers).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
      ),
    ),
    remoteAddress: request.ip,
  };
}

/** Signatures and passwords are for channels that prove senders themselves. */
function credentialsOf({ headers }: FastifyRequest): Credentials {
  const { authorization } = headers;
  const signs = Object.keys(headers).some(name => /signature/.test(name));
  return { authorization, bringsOther: signs || (authorization !== undefined && !/^bearer\b/i.test(authorization)) };
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
