// Every failure leaves here, as an RFC 9457 problem. Guarantees: the only place that sets a failing status; what went wrong inside is logged and
// never told; a database that is away answers 503 with Retry-After.
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Inject } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Problem } from '#api';
import { Fault, type Logger } from '#runtime';
import { StoreFault } from '#store';
import { LOG } from '../inbox-api.config.js';
import { codeOfStatus, statusOf, titleOf } from './problem.status.js';
import { RequestFault } from './request.fault.js';

const RETRY_AFTER_SECONDS = 5;

@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(@Inject(LOG) private readonly log: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const problem = problemOf(error);
    const about = { method: request.method, route: request.routeOptions?.url, code: problem.code };
    if (problem.status >= 500) this.log.error({ ...about, err: error }, 'a request failed');
    else this.log.debug({ ...about, detail: problem.detail }, 'a request was refused');
    if (reply.sent || reply.raw.headersSent) return;
    // A browser that another site led here shows what it is answered: a page says more than a problem.
    const landing = request.routeOptions?.config?.landing;
    if (landing && problem.status < 500 && request.headers.accept?.includes('text/html')) {
      reply.status(303).header('location', landing).header('cache-control', 'no-store').send();
      return;
    }
    const wait = error instanceof RequestFault ? error.retryAfterSeconds : undefined;
    if (wait !== undefined || problem.status === 503) reply.header('retry-after', String(wait ?? RETRY_AFTER_SECONDS));
    reply.status(problem.status).type('application/problem+json').header('cache-control', 'no-store').send(problem);
  }
}

export function problemOf(error: unknown): Problem {
  const { code, detail } = readError(error);
  const status = error instanceof HttpException ? error.getStatus() : (foreignStatus(error) ?? statusOf(code));
  const more = error instanceof RequestFault ? { errors: error.errors, currentVersion: error.currentVersion } : {};
  return {
    type: `/problems/${code}`,
    title: titleOf(status),
    status,
    ...(detail === undefined ? {} : { detail }),
    code,
    ...Object.fromEntries(Object.entries(more).filter(([, value]) => value !== undefined)),
  };
}

function readError(error: unknown): { code: string; detail?: string } {
  if (error instanceof RequestFault) return { code: error.code, detail: error.message };
  if (error instanceof StoreFault || error instanceof Fault) return readFault(error);
  const status = error instanceof HttpException ? error.getStatus() : (foreignStatus(error) ?? 500);
  return { code: codeOfStatus(status) };
}

// A Fault of another lib was written for a log: its words are shown only where it says what is wrong with the request.
function readFault(error: Fault | StoreFault): { code: string; detail?: string } {
  const status = statusOf(error.code);
  if (status === 503) return { code: error.code, detail: 'The database does not answer. Try again in a moment.' };
  if (status >= 500) return { code: 'SERVER.FAULT' };
  if (error.code === 'STORE.DUPLICATE')
    return { code: error.code, detail: 'Something with that name is there already' };
  return { code: error.code, detail: error.message };
}

/** Fastify's own refusals (malformed JSON, a body over the limit) carry a status; only those of the client are believed. */
function foreignStatus(error: unknown): number | null {
  if (error instanceof Fault || error instanceof StoreFault) return null;
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : null;
}
