// A small company behind a running inbox API, for the tests of the API: two departments, people in each role, a mailbox each, tickets with everything on them.
import { createHash } from 'node:crypto';
import { type RequestOptions, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { LiveListener } from '#events';
import {
  configureInboxApi,
  type InboxApiConfig,
  InboxApiModule,
  type InboxApiParts,
  inboxApiAdapter,
} from '#inbox-api';
import { createLogger, HealthRegistry, SecretBox } from '#runtime';
import { ApiKeyStore, Database, hashPassword, SessionStore, SignInLinkStore, UserStore } from '#store';
import { createTestDatabase } from '../database/database.js';

export const PASSWORD = 'correct horse battery';
export const ORIGIN = 'http://rail.test';
const HOURS = {
  mon: [['08:00', '17:00']],
  tue: [['08:00', '17:00']],
  wed: [['08:00', '17:00']],
  thu: [['08:00', '17:00']],
  fri: [['08:00', '17:00']],
};

export type PersonKey = 'admin' | 'supervisor' | 'agent' | 'sales' | 'engineer';
export interface Answer {
  status: number;
  headers: Record<string, string | string[] | number | undefined>;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  body: any;
  text: string;
}
export interface Ask {
  body?: unknown;
  headers?: Record<string, string>;
  version?: number;
  intent?: string;
  /** The path as it is, not below /api/v1. */
  absolute?: boolean;
}
export interface TicketIds {
  ticket: number;
  attachment: number;
  message: number;
  outbound: number;
  entry: number;
}

export class ApiHouse {
  static async open(
    options: {
      config?: Partial<InboxApiConfig>;
      parts?: Partial<InboxApiParts>;
      trustProxy?: false | number | string[];
      before?: (app: NestFastifyApplication) => void;
    } = {},
  ): Promise<ApiHouse> {
    const testDatabase = await createTestDatabase();
    const database = await Database.open({ url: testDatabase.url, poolSize: 12 });
    const lines: string[] = [];
    const sink = new Writable({
      write(chunk, _encoding, done) {
        lines.push(String(chunk));
        done();
      },
    });
    const log = createLogger({ level: 'debug', name: 'test', destination: sink });
    const live = new LiveListener(database, log);
    await live.start();
    const health = new HealthRegistry();
    const secrets = new SecretBox({ active: 'k1', keys: new Map([['k1', Buffer.alloc(32, 7)]]) });
    const config = { webRoot: null, docsPage: false, version: 'test', liveRecheckMilliseconds: 300, ...options.config };
    const app = await NestFactory.create<NestFastifyApplication>(
      InboxApiModule.forRoot({ database, live, secrets, log, health, config, ...options.parts }),
      inboxApiAdapter(options.trustProxy ?? false),
      { logger: false, abortOnError: false },
    );
    await configureInboxApi(app);
    options.before?.(app);
    await app.listen(0, '127.0.0.1');
    const house = new ApiHouse(app, database, live, secrets, health, lines, testDatabase.drop);
    await house.#furnish().catch(async error => {
      await house.close();
      throw error;
    });
    return house;
  }

  readonly departments: Record<'service' | 'engineering', number> = { service: 0, engineering: 0 };
  readonly channels: Record<'service' | 'engineering', number> = { service: 0, engineering: 0 };
  readonly users: Record<PersonKey, number> = { admin: 0, supervisor: 0, agent: 0, sales: 0, engineer: 0 };
  readonly #tokens = new Map<string, string>();

  private constructor(
    readonly app: NestFastifyApplication,
    readonly database: Database,
    readonly live: LiveListener,
    readonly secrets: SecretBox,
    readonly health: HealthRegistry,
    readonly logLines: string[],
    private readonly drop: () => Promise<void>,
  ) {}

  get port(): number {
    return (this.app.getHttpServer().address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.live.stop();
    await this.database.close();
    await this.drop();
  }

  /** A request as the browser of that person would send it; `null`: nobody is signed in. */
  async ask(who: PersonKey | null, method: string, path: string, ask: Ask = {}): Promise<Answer> {
    const headers: Record<string, string> = { host: 'rail.test', origin: ORIGIN };
    if (who) headers.cookie = `rail=${await this.tokenOf(who)}`;
    return this.send(method, path, { ...ask, headers: { ...headers, ...ask.headers } });
  }

  async send(method: string, path: string, { body, headers = {}, version, intent, absolute }: Ask): Promise<Answer> {
    const all: Record<string, string> = { host: 'rail.test', ...headers };
    if (body !== undefined && all['content-type'] === undefined) all['content-type'] = 'application/json';
    if (version !== undefined) all['if-match'] = `"v${version}"`;
    if (intent !== undefined) all['idempotency-key'] = intent;
    const url = absolute || /^\/(?:healthz|readyz|metrics)$/.test(path) ? path : `/api/v1${path}`;
    const asItIs = body === undefined || typeof body === 'string' || Buffer.isBuffer(body);
    const payload = asItIs ? body : JSON.stringify(body);
    const answer = await exchange({ port: this.port, method, path: url, headers: all, agent: false }, payload);
    const isJson = String(answer.headers['content-type'] ?? '').includes('json');
    return { ...answer, body: isJson && answer.text ? JSON.parse(answer.text) : null };
  }

  async tokenOf(who: PersonKey): Promise<string> {
    const known = this.#tokens.get(who);
    if (known) return known;
    const token = await this.database.transaction(tx => new SessionStore().begin(tx, this.users[who], 'password'));
    this.#tokens.set(who, token);
    return token;
  }

  forgetToken(who: PersonKey): void {
    this.#tokens.delete(who);
  }

  linkFor(who: PersonKey): Promise<string> {
    return this.database.transaction(tx => new SignInLinkStore().make(tx, this.users[who]));
  }

  async keyFor(
    role: 'admin' | 'supervisor' | 'agent' | 'sales',
    departmentId: number | null,
    expiresAt: Date | null = null,
  ): Promise<string> {
    const made = await this.database.transaction(tx =>
      new ApiKeyStore().create(tx, { name: `${role} key`, role, departmentId, createdBy: null, expiresAt }),
    );
    return made.secret;
  }

  /** A ticket that a mail opened, with an attachment and a sent reply. */
  async ticket(
    department: 'service' | 'engineering',
    more: {
      from?: string;
      to?: string;
      filename?: string;
      contentType?: string;
      bytes?: Buffer;
      subject?: string;
    } = {},
  ): Promise<TicketIds> {
    const departmentId = this.departments[department];
    const from = more.from ?? 'customer@example.org';
    const raw = Buffer.from(
      `From: ${from}\r\nSubject: Broken pump\r\nMessage-ID: <m${Math.random()}@example.org>\r\n\r\nIt leaks.\r\n`,
    );
    const bytes = more.bytes ?? Buffer.from('picture bytes');
    const mailId = `<mail-${Math.random().toString(36).slice(2)}@example.org>`;
    const [contact] = await this.rows<{ id: number }>(
      `INSERT INTO contact (name, address, address_key) VALUES ('Customer', $1, sha256(convert_to(lower($1), 'UTF8')))
       ON CONFLICT (address_key) DO UPDATE SET name = contact.name RETURNING id`,
      [from],
    );
    const [ticket] = await this.rows<{ id: number }>(
      `INSERT INTO ticket (department_id, channel_id, way_in, kind, kind_version, subject, subject_key, snippet, requester_id, requester_name, requester_address,
                           received_at, due_at, minutes_allowed, why, attachment_count, entry_seq)
       VALUES ($1, $2, 'email', 'inquiry', 1, $3, lower($3), 'It leaks.', $4, 'Customer', $5, now() - interval '1 hour', now() + interval '2 days', 480,
               '["Kind inquiry: no rule matched"]', 1, 2) RETURNING id`,
      [departmentId, this.channels[department], more.subject ?? 'Broken pump', contact!.id, from],
    );
    await this.#blob(raw);
    await this.#blob(bytes);
    const [message] = await this.rows<{ id: number }>(
      `INSERT INTO message (channel_id, department_id, source_key, raw_sha256, size, transport, conversation_key, received_at, state, ticket_id)
       VALUES ($1, $2, $3, $4, $5, '{}', 'c', now(), 'ticketed', $6) RETURNING id`,
      [this.channels[department], departmentId, sha256(raw), sha256(raw), raw.length, ticket!.id],
    );
    const detail = {
      to: [{ name: '', address: more.to ?? `${department}@rail.test` }],
      cc: [{ name: 'Stranger', address: 'stranger@elsewhere.test' }],
      messageId: mailId,
      references: ['<first@example.org>'],
      warnings: [],
    };
    const [entry] = await this.rows<{ id: number }>(
      `INSERT INTO entry (ticket_id, seq, type, author_kind, author_name, author_address, message_id, subject, text, detail, why)
       VALUES ($1, 1, 'message', 'contact', 'Customer', $2, $3, 'Broken pump', $4, $5, 'A new conversation') RETURNING id`,
      [
        ticket!.id,
        from,
        message!.id,
        'It leaks.\n\nOn Monday somebody wrote:\n> How is the pump?\n',
        JSON.stringify(detail),
      ],
    );
    const [attachment] = await this.rows<{ id: number }>(
      `INSERT INTO attachment (entry_id, sha256, filename, content_type, size) VALUES ($1, $2, $3, $4, $5) RETURNING id`,
      [entry!.id, sha256(bytes), more.filename ?? 'pump.png', more.contentType ?? 'image/png', bytes.length],
    );
    await this.rows(
      `INSERT INTO ticket_participant (ticket_id, address_key, name, address) VALUES ($1, sha256(convert_to(lower($2), 'UTF8')), 'Customer', $2)`,
      [ticket!.id, from],
    );
    const [outbound] = await this.rows<{ id: number }>(
      `INSERT INTO outbound (ticket_id, channel_id, state, message_id, raw_sha256, envelope_from, not_before, next_attempt_at, ended_at)
       VALUES ($1, $2, 'failed', $3, $4, 'service@rail.test', now() - interval '1 minute', now(), now()) RETURNING id`,
      [ticket!.id, this.channels[department], `<out-${ticket!.id}@rail.test>`, sha256(raw)],
    );
    await this.rows(
      `INSERT INTO outbound_recipient (outbound_id, position, address, state) VALUES ($1, 1, $2, 'failed')`,
      [outbound!.id, from],
    );
    await this.rows(
      `INSERT INTO entry (ticket_id, seq, type, author_kind, author_name, text, outbound_id, detail) VALUES ($1, 2, 'reply', 'system', 'Rail', 'On it.', $2, $3)`,
      [ticket!.id, outbound!.id, JSON.stringify({ to: [{ name: '', address: from }], cc: [] })],
    );
    return {
      ticket: ticket!.id,
      attachment: attachment!.id,
      message: message!.id,
      outbound: outbound!.id,
      entry: entry!.id,
    };
  }

  /** A ticket's version as it stands. */
  async versionOf(ticketId: number): Promise<number> {
    const [row] = await this.rows<{ version: number }>('SELECT version FROM ticket WHERE id = $1', [ticketId]);
    return row!.version;
  }

  rows<R>(text: string, values: unknown[] = []): Promise<R[]> {
    return this.database.rows<R>(text, values);
  }

  async #blob(bytes: Buffer): Promise<void> {
    await this.rows('INSERT INTO blob (sha256, size, bytes) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [
      sha256(bytes),
      bytes.length,
      bytes,
    ]);
  }

  async #furnish(): Promise<void> {
    for (const key of ['service', 'engineering'] as const) {
      const [department] = await this.rows<{ id: number }>(
        `INSERT INTO department (key, name, time_zone, work_hours) VALUES ($1, initcap($1), 'Europe/Berlin', $2) RETURNING id`,
        [key, JSON.stringify(HOURS)],
      );
      this.departments[key] = department!.id;
      const settings = {
        addresses: [`${key}@rail.test`, `${key}-orders@rail.test`],
        fromName: 'Our Service',
        smtpOut: { host: 'mail.rail.test', port: 587, tls: 'starttls', user: key },
        organisationDomains: ['colleagues.test'],
      };
      const [channel] = await this.rows<{ id: number }>(
        `INSERT INTO channel (key, kind, name, department_id, settings) VALUES ($1, 'email', $2, $3, $4) RETURNING id`,
        [`${key}-mail`, `${key} mail`, department!.id, JSON.stringify(settings)],
      );
      this.channels[key] = channel!.id;
    }
    const users = new UserStore();
    const passwordHash = await hashPassword(PASSWORD);
    const people = {
      admin: null,
      supervisor: 'service',
      agent: 'service',
      sales: 'service',
      engineer: 'engineering',
    } as const;
    for (const [key, department] of Object.entries(people) as [PersonKey, 'service' | 'engineering' | null][])
      await this.database.transaction(async tx => {
        const user = await users.create(tx, {
          email: `${key}@rail.test`,
          name: `The ${key[0]!.toUpperCase()}${key.slice(1)}`,
          isAdmin: key === 'admin',
          passwordHash,
        });
        this.users[key] = user.id;
        const role = key === 'engineer' ? 'agent' : key;
        if (department && role !== 'admin') await users.setMembership(tx, user.id, this.departments[department], role);
      });
  }
}

const sha256 = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();

/** Over a real socket: headers, methods and bodies arrive exactly as they are given here. */
function exchange(options: RequestOptions, payload: string | Buffer | undefined): Promise<Omit<Answer, 'body'>> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', ...options }, answer => {
      const chunks: Buffer[] = [];
      answer.on('data', chunk => chunks.push(chunk));
      answer.on('end', () =>
        resolve({ status: answer.statusCode!, headers: answer.headers, text: Buffer.concat(chunks).toString('utf8') }),
      );
      answer.on('error', reject);
    });
    asked.on('error', reject);
    asked.end(payload);
  });
}
