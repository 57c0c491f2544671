// A receiver of webhooks on loopback that answers as told, and checks signatures by itself: not with the code that made them.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  /** As it came. */
  body: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into events of every shape
  event: any;
  at: number;
}

export interface Behaviour {
  status: number;
  headers?: Record<string, string>;
  body?: string;
  /** Milliseconds before the answer. */
  delay?: number;
  /** cut: the connection ends without an answer; silence: it stays open without one; trickle: the answer begins and never ends. */
  instead?: 'cut' | 'silence' | 'trickle';
}

export interface WebhookReceiver {
  url: string;
  port: number;
  received: Received[];
  /** For the next calls; a list is used up one by one, its last stays. */
  behave(...behaviours: Behaviour[]): void;
  /** Calls that are open now, and the most at one time. */
  open(): number;
  most(): number;
  stop(): Promise<void>;
}

export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const received: Received[] = [];
  let plan: Behaviour[] = [{ status: 204 }];
  let open = 0;
  let most = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    open += 1;
    most = Math.max(most, open);
    response.once('close', () => {
      open -= 1;
    });
    request.on('data', chunk => chunks.push(chunk));
    request.once('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const { method = '', url = '', headers } = request;
      received.push({ method, path: url, headers, body, event: parse(body), at: Date.now() });
      const next = plan.length > 1 ? plan.shift()! : plan[0]!;
      setTimeout(() => answer(response, next), next.delay ?? 0);
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    port,
    received,
    behave: (...behaviours) => {
      plan = behaviours;
    },
    open: () => open,
    most: () => most,
    async stop() {
      server.closeAllConnections();
      await new Promise<void>(resolve => server.close(() => resolve()));
    },
  };
}

function answer(response: ServerResponse, { status, headers = {}, body = '', instead }: Behaviour): void {
  if (instead === 'cut') return void response.socket?.destroy();
  if (instead === 'silence') return;
  response.writeHead(status, headers);
  if (instead === 'trickle') return void response.write(body);
  response.end(body);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Which of the signatures, from 0, this secret made; -1: none. Written from the description of Standard Webhooks alone. */
export function signatureOf({ headers, body }: Pick<Received, 'headers' | 'body'>, secret: string): number {
  const [scheme, encoded] = secret.split('_');
  if (scheme !== 'whsec' || !encoded) throw new Error('no secret of Standard Webhooks');
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  const expected = createHmac('sha256', Buffer.from(encoded, 'base64')).update(signed).digest();
  const given = String(headers['webhook-signature'] ?? '').split(' ');
  return given.findIndex(text => {
    const [version, signature = ''] = text.split(',');
    const bytes = Buffer.from(signature, 'base64');
    return version === 'v1' && bytes.length === expected.length && timingSafeEqual(bytes, expected);
  });
}
