// Headers of every answer. Guarantees: no script but our own files, no frame around us, nothing sniffed, nothing told to other sites.
import type { FastifyHelmetOptions } from '@fastify/helmet';

/** `img-src https:` is for pictures in mails that the reader asked to see; the page itself loads them only then. */
const DIRECTIVES = {
  'default-src': ["'self'"],
  'style-src': ["'self'", "'unsafe-inline'"],
  'img-src': ["'self'", 'data:', 'blob:', 'https:'],
  'frame-src': ["'self'", 'about:'],
  'script-src': ["'self'"],
  'object-src': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'none'"],
};

/** @param isPublicHttps tells browsers to stay with https for a year */
export function securityHeaders(isPublicHttps: boolean): FastifyHelmetOptions {
  return {
    contentSecurityPolicy: { useDefaults: false, directives: DIRECTIVES },
    frameguard: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
    hsts: isPublicHttps ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    crossOriginResourcePolicy: { policy: 'same-origin' },
  };
}
