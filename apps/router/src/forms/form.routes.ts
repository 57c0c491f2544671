// The addresses below /forms, for everybody: no session, no key. A scope of its own, because its bodies are read by the form, and its answers are pages for
// people or problems for programs, as they ask.
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { encodingOf } from '#channels';
import { readFormReference } from '#tickets';
import { FormDesk, type FormPost, type FormsDeps } from './form.desk.js';
import { FormFault, formProblem, noForm } from './form.fault.js';
import { nextOrigins } from './next.address.js';
import type { OpenForm } from './open.form.js';
import { problemPage, sentPage } from './page/end.page.js';
import { formPage } from './page/form.page.js';
import { answerHeaders, pageHeaders } from './page/page.frame.js';

const ACCEPTED = 202;
const SEE_OTHER = 303;
const NO_CONTENT = 204;
const PREFLIGHT_SECONDS = 600;

type Address = { channelKey: string };

/** Call it after NestFactory.create and before listen (or init). */
export function serveForms(app: NestFastifyApplication, deps: FormsDeps): void {
  const desk = new FormDesk(deps);
  const opened = new WeakMap<FastifyRequest, OpenForm>();
  const open = async (request: FastifyRequest, reply: FastifyReply): Promise<OpenForm> => {
    const form = await desk.open((request.params as Address).channelKey);
    opened.set(request, form);
    allowOrigin(form, request, reply);
    return form;
  };
  // Fastify's own type of a scope, whatever the adapter makes of it.
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  fastify.register(async scope => {
    scope.removeAllContentTypeParsers();
    // Not read here: the form says how much of it may be read.
    scope.addContentTypeParser('*', (_request, body, done) => done(null, body));
    scope.setErrorHandler((error, request, reply) =>
      tell(error, request, reply, { desk, form: opened.get(request) ?? null, log: deps.log }),
    );

    scope.get<{ Params: Address }>('/forms/:channelKey', async (request, reply) => {
      const form = await open(request, reply);
      const page = formPage({ open: form, token: desk.newToken(form), form: null, faults: [], notice: null });
      // Kept by the browser alone, so that Back leads to the page as it was left: with its words, and with its token.
      return reply
        .headers({ ...pageHeaders(nextOrigins(form.settings)), 'cache-control': 'private, no-cache' })
        .send(page);
    });
    scope.get<{ Params: Address; Querystring: { reference?: unknown } }>(
      '/forms/:channelKey/sent',
      async (request, reply) => {
        const form = await open(request, reply);
        const { reference } = request.query;
        if (typeof reference !== 'string' || readFormReference(reference) === null) throw noForm();
        return reply.headers(pageHeaders()).send(sentPage(form, reference.toUpperCase()));
      },
    );
    scope.options<{ Params: Address }>('/forms/:channelKey', async (request, reply) => {
      await open(request, reply);
      if (!reply.hasHeader('access-control-allow-origin'))
        throw new FormFault('FORM.ORIGIN', 'This page may not post here: its origin is not among those of the form');
      return reply
        .status(NO_CONTENT)
        .headers({
          'access-control-allow-methods': 'POST',
          'access-control-allow-headers': 'content-type, idempotency-key',
          'access-control-max-age': String(PREFLIGHT_SECONDS),
        })
        .send();
    });
    // Its headers are its own: those of the console's pages, made anew for each answer, say nothing to whoever sends a form.
    scope.post<{ Params: Address }>('/forms/:channelKey', { helmet: false }, async (request, reply) => {
      const form = await open(request, reply);
      const isForeign = isElsewhere(request) && !reply.hasHeader('access-control-allow-origin');
      // A form on any page may be sent here; a script of a page that is not named may not.
      if (isForeign && encodingOf(request.headers['content-type'] ?? '') === 'json')
        throw new FormFault('FORM.ORIGIN', 'This page may not post here: its origin is not among those of the form');
      const { reference, next } = await desk.take(form, postOf(request));
      if (asksJson(request)) return reply.status(ACCEPTED).headers(answerHeaders).send({ reference });
      return reply
        .status(SEE_OTHER)
        .headers({ ...answerHeaders, location: next ?? `/forms/${form.key}/sent?reference=${reference}` })
        .send();
    });
  });
}

function postOf(request: FastifyRequest): FormPost {
  const { headers } = request;
  const declared = Number(headers['content-length'] ?? Number.NaN);
  const key = headers['idempotency-key'];
  return {
    contentType: headers['content-type'] ?? '',
    contentEncoding: headers['content-encoding'] ?? '',
    body: (request.body ?? []) as AsyncIterable<Uint8Array>,
    declaredBytes: Number.isSafeInteger(declared) ? declared : null,
    idempotencyKey: Array.isArray(key) ? key.join(', ') : key,
    origin: headers.origin ?? '',
    // As a proxy says it only where the proxy is trusted (TRUST_PROXY).
    remoteAddress: request.ip,
    userAgent: headers['user-agent'] ?? '',
  };
}

/** From a page of another site, as its browser says. A page without a referrer says `null`: ours is one. */
const isElsewhere = ({ headers, protocol, host }: FastifyRequest): boolean =>
  headers.origin !== undefined && headers.origin !== `${protocol}://${host}`;

/** The Fetch standard, section 3.3: the origin itself, never `*`, so that a cache keeps each apart. */
function allowOrigin({ settings }: OpenForm, request: FastifyRequest, reply: FastifyReply): void {
  reply.headers({ vary: 'Origin', 'cross-origin-resource-policy': 'same-origin' });
  const { origin } = request.headers;
  if (origin === undefined || !settings.origins.includes(origin)) return;
  reply.headers({
    'access-control-allow-origin': origin,
    'access-control-expose-headers': 'retry-after',
    'cross-origin-resource-policy': 'cross-origin',
  });
}

/** JSON is answered with JSON; so is a script that asks for it. */
function asksJson({ headers }: FastifyRequest): boolean {
  const accept = headers.accept ?? '';
  return (
    encodingOf(headers['content-type'] ?? '') === 'json' || (/\bjson\b/.test(accept) && !/\btext\/html\b/.test(accept))
  );
}

function tell(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  { desk, form, log }: { desk: FormDesk; form: OpenForm | null; log: FormsDeps['log'] },
): void {
  const { retryAfter, ...problem } = formProblem(error);
  const about = { method: request.method, route: request.routeOptions.url, code: problem.code };
  if (problem.status >= 500) log.error({ ...about, err: error }, 'a form failed');
  else log.info({ ...about, detail: problem.detail }, 'a form was refused');
  if (retryAfter !== null) reply.header('retry-after', String(retryAfter));
  // The rest of a body that nobody reads must not be taken for the next request.
  if (!request.raw.complete) reply.header('connection', 'close');
  reply.status(problem.status);
  if (asksJson(request)) {
    reply.headers(answerHeaders).type('application/problem+json').send(problem);
    return;
  }
  const filled = error instanceof FormFault ? error.filled : null;
  reply.headers(pageHeaders(form ? nextOrigins(form.settings) : []));
  if (!filled) {
    reply.send(problemPage(problem, form));
    return;
  }
  const { open } = filled;
  // Who corrects one word is no program: a new page counts as if it had been open for a while.
  const token = filled.token ?? desk.newToken(open, open.settings.spam.minimumSeconds);
  const faults = problem.errors ?? [];
  reply.send(
    formPage({
      open,
      token,
      form: filled.form,
      faults,
      notice: faults.length > 0 ? null : (problem.detail ?? problem.title),
    }),
  );
}
