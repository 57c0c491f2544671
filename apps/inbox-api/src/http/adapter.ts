// The HTTP server under Nest, with the limits that hold for every request.
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { trustedProxies } from '#runtime';

const LARGEST_BODY = 2 * 1024 * 1024;

/**
 * @param trustProxy false: forwarded headers are ignored; else how many proxies stand in front, or their addresses (never "anybody", A42)
 */
export function inboxApiAdapter(trustProxy: false | number | string[]): FastifyAdapter {
  return new FastifyAdapter({
    trustProxy: trustedProxies(trustProxy),
    bodyLimit: LARGEST_BODY,
    // A client that sends a byte a minute must not hold a connection for ever.
    requestTimeout: 30_000,
    // Live streams never end by themselves.
    forceCloseConnections: true,
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
    routerOptions: { maxParamLength: 200 },
  });
}
