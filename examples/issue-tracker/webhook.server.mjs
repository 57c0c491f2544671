// Takes webhooks. Guarantees: nothing is looked at before its signature was; an event that was handled is not handled again; 2xx is said only when the
// tracker shows it, so that whatever fails in between is delivered again by Ticket Rail.
import { createServer } from 'node:http';
import { Unanswered } from './json.client.mjs';
import { checkWebhook } from './webhook.check.mjs';

const LARGEST_BODY = 1_000_000;

/**
 * @param {object} parts
 * @param {readonly string[]} parts.secrets
 * @param {import('./seen.file.mjs').StateFile} parts.state
 * @param {(event: any) => Promise<void>} parts.handle
 * @param {(text: string) => void} parts.log
 * @param {() => Date} [parts.now]
 */
export function webhookServer({ secrets, state, handle, log, now = () => new Date() }) {
  /** One after the other: two copies of one event at once are one, and two events of one handoff make one issue. */
  let turn = Promise.resolve();

  /** @param {import('node:http').IncomingMessage} request @returns {Promise<[status: number, text: string]>} */
  async function take(request) {
    if (request.method !== 'POST' || request.url !== '/hook') return [404, 'POST /hook'];
    const body = await bodyOf(request);
    if (!body) return [413, 'too large'];
    const verdict = checkWebhook({ headers: request.headers, body }, secrets, now());
    if (verdict !== 'good') return [401, verdict];
    const id = String(request.headers['webhook-id']);
    /** @type {Promise<[number, string]>} */
    const mine = turn.then(() => once(id, body));
    turn = mine.then(() => undefined);
    return mine;
  }

  /** @param {string} id @param {Buffer} body @returns {Promise<[number, string]>} */
  async function once(id, body) {
    if (state.hasSeen(id)) return [200, 'known'];
    try {
      await handle(JSON.parse(body.toString('utf8')));
      state.see(id, now());
      return [200, 'done'];
    } catch (error) {
      log(`${id} is not handled: ${error instanceof Error ? error.message : error}`);
      return error instanceof Unanswered ? [503, 'later'] : [500, 'failed'];
    }
  }

  const server = createServer((request, response) => {
    take(request).then(
      ([status, text]) => response.writeHead(status, { 'content-type': 'text/plain' }).end(`${text}\n`),
      () => response.destroy(),
    );
  });
  server.requestTimeout = 10_000;
  return server;
}

/** Null where it is too large. @param {import('node:http').IncomingMessage} request */
async function bodyOf(request) {
  /** @type {Buffer[]} */
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    // Let run to its end, or to the time limit, so that the caller hears why; but not kept.
    if (size <= LARGEST_BODY) chunks.push(chunk);
  }
  return size <= LARGEST_BODY ? Buffer.concat(chunks) : null;
}
