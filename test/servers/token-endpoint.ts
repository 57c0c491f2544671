// An OAuth token endpoint on loopback that grants by refresh token, and goes wrong as told. Strict in the way of RFC 9700, section 4.14.2:
// a refresh token that was rotated away and is shown again revokes the whole grant.
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface TokenBehaviour {
  /** Seconds; null: not said. */
  expiresIn: number | null;
  /** Each grant replaces the refresh token. */
  rotates: boolean;
  /** Seconds that the refresh token lives, said with each grant. */
  refreshExpiresIn?: number;
  scope?: string;
  /** Instead of a grant: an error of RFC 6749, section 5.2, or a bare status without JSON. */
  fails?: { status: number; error?: string; description?: string; retryAfter?: number };
  /** Milliseconds before each answer. */
  delay: number;
  /** An ID token that nobody asked for. */
  idToken?: string;
}

export interface TokenEndpoint {
  url: string;
  behaviour: TokenBehaviour;
  /** Parameters of each request, in order. */
  requests: Record<string, string>[];
  /** Access tokens that were granted. */
  granted: string[];
  /** The only refresh token that is good now. */
  refreshToken: string;
  revoked: boolean;
  /** Runs with each access token before it is handed out. */
  onGrant: (accessToken: string) => void;
  stop(): Promise<void>;
}

export async function startTokenEndpoint(behaviour: Partial<TokenBehaviour> = {}): Promise<TokenEndpoint> {
  const used = new Set<string>();
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', chunk => {
      body += chunk;
    });
    request.once('end', () => {
      const parameters = Object.fromEntries(new URLSearchParams(body));
      endpoint.requests.push(parameters);
      setTimeout(() => answer(response, parameters.refresh_token ?? ''), endpoint.behaviour.delay);
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const endpoint: TokenEndpoint = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`,
    behaviour: { expiresIn: 3600, rotates: false, delay: 0, ...behaviour },
    requests: [],
    granted: [],
    refreshToken: 'refresh-0',
    revoked: false,
    onGrant: () => undefined,
    async stop() {
      server.closeAllConnections();
      await new Promise<void>(resolve => server.close(() => resolve()));
    },
  };

  function answer(response: ServerResponse, shown: string): void {
    const { fails, rotates, expiresIn, refreshExpiresIn, scope, idToken } = endpoint.behaviour;
    if (fails) {
      const retry: Record<string, string> =
        fails.retryAfter === undefined ? {} : { 'retry-after': `${fails.retryAfter}` };
      if (fails.error === undefined) return void response.writeHead(fails.status, retry).end('<html>no</html>');
      const words = fails.description === undefined ? {} : { error_description: fails.description };
      return json(response, fails.status, { error: fails.error, ...words }, retry);
    }
    if (used.has(shown)) endpoint.revoked = true;
    if (endpoint.revoked || shown !== endpoint.refreshToken) {
      return json(response, 400, { error: 'invalid_grant', error_description: 'AADSTS70000: the grant was revoked.' });
    }
    const access = `access-${endpoint.granted.length + 1}`;
    endpoint.granted.push(access);
    endpoint.onGrant(access);
    if (rotates) {
      used.add(shown);
      endpoint.refreshToken = `refresh-${endpoint.granted.length}`;
    }
    json(response, 200, {
      access_token: access,
      token_type: 'Bearer',
      ...(expiresIn === null ? {} : { expires_in: expiresIn }),
      ...(rotates ? { refresh_token: endpoint.refreshToken } : {}),
      ...(refreshExpiresIn === undefined ? {} : { refresh_token_expires_in: refreshExpiresIn }),
      ...(scope === undefined ? {} : { scope }),
      ...(idToken === undefined ? {} : { id_token: idToken }),
    });
  }
  return endpoint;
}

function json(response: ServerResponse, status: number, body: object, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}
