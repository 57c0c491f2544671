// A sample may be a whole mail with its attachments: the route of previews alone takes larger bodies than the others. Whoever is not signed in is refused before.
import type { FastifyInstance } from 'fastify';
import { API } from '../inbox-api.config.js';

/** 8 MB in base64, and the settings. */
const LARGEST_PREVIEW = 12 * 1024 * 1024;

/** Before the routes are made. */
export function takeLargeSamples(fastify: FastifyInstance): void {
  fastify.addHook('onRoute', route => {
    if (route.url === `/${API}/channel-previews` && route.method === 'POST') route.bodyLimit = LARGEST_PREVIEW;
  });
}
