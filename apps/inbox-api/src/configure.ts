// What the inbox API needs of the application that it lives in, beside its module: headers, authentication before bodies, the web UI, the docs.
import helmet from '@fastify/helmet';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { auditedAs } from './access/audited.js';
import { Authenticator } from './access/authenticator.js';
import { takeLargeSamples } from './channel-test/sample.limit.js';
import { serveDocs } from './docs/openapi.js';
import { takeLargeForwards } from './forward/forward.limit.js';
import { HttpMetrics } from './health/http.metrics.js';
import { securityHeaders } from './http/security-headers.js';
import { serveWeb } from './http/web.static.js';
import { API, INBOX_CONFIG, type InboxApiConfig } from './inbox-api.config.js';
import { takeFileParts } from './ticket/upload/upload.body.js';

/** Call it once, after NestFactory.create and before listen (or init). The adapter should come from `inboxApiAdapter`. */
export async function configureInboxApi(app: NestFastifyApplication): Promise<void> {
  const config = app.get<InboxApiConfig>(INBOX_CONFIG);
  const authenticator = app.get(Authenticator);
  const metrics = app.get(HttpMetrics);
  const fastify = app.getHttpAdapter().getInstance();
  fastify.decorateRequest('actor', null);
  fastify.decorateRequest('departmentId', null);
  takeLargeForwards(fastify as unknown as FastifyInstance);
  takeLargeSamples(fastify as unknown as FastifyInstance);
  takeFileParts(fastify as unknown as FastifyInstance);
  await app.register(helmet, securityHeaders(config.publicUrl?.startsWith('https:') === true));
  fastify.addHook('onRequest', async (request: FastifyRequest) => {
    if (isGuarded(request)) await authenticator.admit(request);
  });
  // After the body: what runs below goes on in the context that is made here.
  fastify.addHook('preValidation', (request, _, done) => auditedAs(request, done));
  fastify.addHook('onSend', async (request, reply) => {
    if (isGuarded(request) && !reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  });
  fastify.addHook('onResponse', async (request, reply) => metrics.observe(request, reply));
  serveDocs(app, config);
  if (config.webRoot !== null) serveWeb(app, config.webRoot);
}

/** By the route that was found, not by the address as written: `/%61pi/v1` is found as well. */
function isGuarded(request: FastifyRequest): boolean {
  const route = request.routeOptions.url ?? request.url;
  return route.startsWith(`/${API}`) || route === '/metrics';
}
