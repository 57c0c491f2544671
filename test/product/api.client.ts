// A person at the REST interface: signs in by a one-time link, keeps the cookie, says versions.
import type { Page, RailNumbers, Session, Slip, Ticket } from '#api';

export interface Answer<T> {
  status: number;
  body: T;
  headers: Headers;
}

export class ApiClient {
  private cookie = '';

  constructor(readonly base: string) {}

  /** `link`: as printed at the start, …/sign-in#token=… */
  async signIn(link: string): Promise<Session> {
    const token = /#token=(.+)$/.exec(link)![1]!;
    const answer = await this.call<Session>('POST', '/session/link', { token });
    if (answer.status >= 300) throw new Error(`Sign-in failed: ${answer.status} ${JSON.stringify(answer.body)}`);
    return this.get<Session>('/session');
  }

  async get<T>(path: string): Promise<T> {
    const answer = await this.call<T>('GET', path);
    if (answer.status !== 200) throw new Error(`GET ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  async call<T>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> {
    const response = await fetch(`${this.base}/api/v1${path}`, {
      method,
      headers: {
        ...(this.cookie ? { cookie: this.cookie } : {}),
        ...(body === undefined && method === 'GET'
          ? {}
          : { 'content-type': 'application/json', origin: this.base, 'sec-fetch-site': 'same-origin' }),
        ...headers,
      },
      body: body === undefined ? (method === 'GET' ? undefined : '{}') : JSON.stringify(body),
    });
    const set = response.headers.getSetCookie().map(cookie => cookie.split(';')[0]!);
    if (set.length) this.cookie = set.join('; ');
    const text = await response.text();
    const json = response.headers.get('content-type')?.includes('json');
    return { status: response.status, body: (json && text ? JSON.parse(text) : text) as T, headers: response.headers };
  }

  /** An action on a ticket with the version that it has now. */
  async act(ticket: { id: number; version: number }, action: string, body?: unknown): Promise<Ticket> {
    const answer = await this.call<Ticket>('POST', `/tickets/${ticket.id}/${action}`, body, {
      'if-match': `"v${ticket.version}"`,
    });
    if (answer.status !== 200)
      throw new Error(`${action} on #${ticket.id}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  rail(departmentId: number, view = 'rail', limit = 200): Promise<Page<Slip>> {
    return this.get(`/departments/${departmentId}/rail?view=${view}&limit=${limit}`);
  }

  numbers(departmentId: number): Promise<RailNumbers> {
    return this.get(`/departments/${departmentId}/numbers`);
  }

  ticket(id: number): Promise<Ticket> {
    return this.get(`/tickets/${id}`);
  }
}

/** Asks again until the answer is there. Rejects, with the last one, after `within` milliseconds. */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T | null | undefined | false>,
  within = 30_000,
): Promise<T> {
  let last: unknown;
  for (const end = performance.now() + within; performance.now() < end; ) {
    const answer = await ask();
    if (answer) return answer;
    last = answer;
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  throw new Error(`${what}: not within ${within} ms (last: ${JSON.stringify(last)})`);
}
