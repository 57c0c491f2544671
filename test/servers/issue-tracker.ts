// An issue tracker on loopback, in the shape that GitHub, Gitea and GitLab have in common, in small: issues with labels, states and comments behind a
// token. Strict: what it does not know is refused; every change moves `updated_at`.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface TrackedIssue {
  number: number;
  title: string;
  body: string;
  state: 'open' | 'closed';
  labels: { name: string }[];
  updated_at: string;
  comments: TrackedComment[];
}
export interface TrackedComment {
  id: number;
  body: string;
  user: { login: string };
  created_at: string;
}

export interface IssueTracker {
  url: string;
  token: string;
  issues: TrackedIssue[];
  /** Calls so far, as in `POST /issues`. */
  calls: string[];
  /** What an engineer writes in the tracker itself. */
  comment(number: number, body: string): TrackedComment;
  label(number: number, ...names: string[]): void;
  /** From now on every call is answered so; null: as usual. `after`: the change is made, and then answered so. */
  fail(status: number | null, after?: boolean): void;
  stop(): Promise<void>;
}

const FIELDS = ['title', 'body', 'state', 'labels'];

export async function startIssueTracker(): Promise<IssueTracker> {
  const issues: TrackedIssue[] = [];
  const calls: string[] = [];
  const token = 'tracker-token';
  let failure: { status: number; after: boolean } | null = null;
  let comments = 0;
  // Two changes within a millisecond must still be in order.
  let last = 0;
  const touch = (issue: TrackedIssue): void => {
    last = Math.max(Date.now(), last + 1);
    issue.updated_at = new Date(last).toISOString();
  };
  const find = (number: number): TrackedIssue => {
    const issue = issues.find(one => one.number === number);
    if (!issue) throw new Refusal(404, 'Not Found');
    return issue;
  };
  const comment = (number: number, body: string, login: string): TrackedComment => {
    const issue = find(number);
    comments += 1;
    const made = { id: comments, body, user: { login }, created_at: new Date().toISOString() };
    issue.comments.push(made);
    touch(issue);
    return made;
  };

  function list(query: URLSearchParams): TrackedIssue[] {
    const labels = (query.get('labels') ?? '').split(',').filter(Boolean);
    const state = query.get('state') ?? 'open';
    const since = query.get('since') ?? '';
    const found = issues
      .filter(issue => labels.every(label => issue.labels.some(({ name }) => name === label)))
      .filter(issue => state === 'all' || issue.state === state)
      .filter(issue => issue.updated_at >= since);
    const isByUpdate = query.get('sort') === 'updated';
    found.sort((a, b) => (isByUpdate ? a.updated_at.localeCompare(b.updated_at) : a.number - b.number));
    return query.get('direction') === 'asc' ? found : found.reverse();
  }

  function handle(
    method: string,
    path: string,
    query: URLSearchParams,
    body: Record<string, unknown>,
  ): [number, unknown] {
    const [, number, part] = /^\/issues(?:\/(\d+)(\/comments)?)?$/.exec(path) ?? [];
    if (!path.startsWith('/issues') || (path !== '/issues' && !number)) throw new Refusal(404, 'Not Found');
    if (part && method === 'GET') return [200, pageOf(find(Number(number)).comments, query)];
    if (part && method === 'POST') return [201, comment(Number(number), textOf(body.body), 'mirror')];
    if (!number && method === 'GET') return [200, pageOf(list(query).map(bare), query)];
    if (number && method === 'GET') return [200, bare(find(Number(number)))];
    if (!number && method === 'POST') {
      const issue: TrackedIssue = {
        number: issues.length + 1,
        title: '',
        body: '',
        state: 'open',
        labels: [],
        updated_at: '',
        comments: [],
      };
      set(issue, { ...body, title: textOf(body.title), state: 'open' });
      issues.push(issue);
      touch(issue);
      return [201, bare(issue)];
    }
    if (number && method === 'PATCH') {
      const issue = find(Number(number));
      set(issue, body);
      touch(issue);
      return [200, bare(issue)];
    }
    throw new Refusal(405, 'Method Not Allowed');
  }

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://tracker');
    calls.push(`${request.method} ${url.pathname}`);
    bodyOf(request)
      .then(body => {
        if (request.headers.authorization !== `Bearer ${token}`) throw new Refusal(401, 'Bad credentials');
        if (failure && !failure.after) throw new Refusal(failure.status, 'Service Unavailable');
        const [status, answer] = handle(request.method ?? '', url.pathname, url.searchParams, body);
        if (failure && request.method !== 'GET') throw new Refusal(failure.status, 'Bad Gateway');
        send(response, status, answer);
      })
      .catch(error =>
        send(response, error instanceof Refusal ? error.status : 500, { message: String(error.message) }),
      );
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token,
    issues,
    calls,
    comment: (number, body) => comment(number, body, 'engineer'),
    label(number, ...names) {
      find(number).labels.push(...names.map(name => ({ name })));
      touch(find(number));
    },
    fail(status, after = false) {
      failure = status === null ? null : { status, after };
    },
    async stop() {
      server.closeAllConnections();
      await new Promise<void>(resolve => server.close(() => resolve()));
    },
  };
}

class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

function set(issue: TrackedIssue, values: Record<string, unknown>): void {
  const unknown = Object.keys(values).filter(name => !FIELDS.includes(name));
  if (unknown.length > 0) throw new Refusal(422, `unknown: ${unknown.join(', ')}`);
  if (values.title !== undefined) issue.title = textOf(values.title);
  if (values.body !== undefined) issue.body = textOf(values.body);
  if (values.state !== undefined) {
    if (values.state !== 'open' && values.state !== 'closed') throw new Refusal(422, 'state');
    issue.state = values.state;
  }
  if (values.labels !== undefined) {
    if (!Array.isArray(values.labels)) throw new Refusal(422, 'labels');
    issue.labels = values.labels.map(name => ({ name: textOf(name) }));
  }
}

function textOf(value: unknown): string {
  if (typeof value !== 'string' || value === '') throw new Refusal(422, 'a text is missing');
  return value;
}

const bare = ({ comments, ...issue }: TrackedIssue) => ({ ...issue, comments: comments.length });

function pageOf<T>(items: T[], query: URLSearchParams): T[] {
  const [size, page] = [Number(query.get('per_page') ?? 30), Number(query.get('page') ?? 1)];
  return items.slice((page - 1) * size, page * size);
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return chunks.length > 0 ? (JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, unknown>) : {};
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
