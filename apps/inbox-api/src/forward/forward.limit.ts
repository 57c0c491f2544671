// A forward may carry pictures and a voice memo: its route alone takes larger bodies than the others. Whoever is not signed in is refused before.
import type { FastifyInstance } from 'fastify';
import { API } from '../inbox-api.config.js';

/** 8 MB of files in base64, and words. */
const LARGEST_FORWARD = 12 * 1024 * 1024;

/** Before the routes are made. */
export function takeLargeForwards(fastify: FastifyInstance): void {
  fastify.addHook('onRoute', route => {
    if (route.url === `/${API}/forwards` && route.method === 'POST') route.bodyLimit = LARGEST_FORWARD;
  });
}
