// Puts the parts together: database, bus, router, inbox API and web UI, in this order; and takes them apart in the reverse order.
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type Bus, createBus, LiveListener } from '#events';
import { configureInboxApi, InboxApiModule, inboxApiAdapter, NestLogger } from '#inbox-api';
import { Router, Rush, serveForms, serveIngress } from '#router';
import {
  armFailpoints,
  codeOf,
  createLogger,
  type Environment,
  Fault,
  HealthRegistry,
  type Logger,
  loadSecrets,
  readEnvironment,
  version,
} from '#runtime';
import { companyOf, Database, firstAdmin, migrate, oldestPending, pointDemoMail, SignInLinkStore } from '#store';
import { signInLink } from './command/user.command.js';
import { setUpBareCompany, setUpDemoCompany } from './demo/company.js';
import { type DemoPost, startDemoPost } from './demo/demo.post.js';
import { feedSamples } from './demo/sample.feed.js';
import { feedInterchanges } from './demo/trade.js';
import { lockDataFolder } from './instance.lock.js';
import { makeDataFolder, startEmbeddedPostgres } from './postgres/embedded.postgres.js';

export interface Running {
  url: string;
  /** Lines for the person who started it. */
  greeting: string[];
  stop(): Promise<void>;
}

type Closing = () => Promise<void>;

export async function startStandalone(options: { empty: boolean }): Promise<Running> {
  const env = readEnvironment();
  armFailpoints(env.FAILPOINTS);
  const log = createLogger({ level: env.LOG_LEVEL ?? 'warn', name: 'standalone', instance: env.INSTANCE_ID });
  const closing: Closing[] = [];
  const stop = async () => {
    for (const close of closing.reverse()) await close();
  };
  try {
    return { ...(await compose(env, log, options, closing)), stop };
  } catch (error) {
    await stop().catch(cause => log.warn({ err: cause }, 'Not everything could be closed after a failed start'));
    throw error;
  }
}

async function compose(
  env: Environment,
  log: Logger,
  options: { empty: boolean },
  closing: Closing[],
): Promise<Omit<Running, 'stop'>> {
  const url = await databaseUrl(env, closing);
  await migrate(url);
  const database = await Database.open({ url, poolSize: 16, applicationName: 'ticket-rail' });
  closing.push(() => database.close());
  const secrets = await loadSecrets(env.SECRET_KEY_FILE);
  const health = new HealthRegistry();

  const begun = await companyOf(database);
  const demo = begun ? begun.demo : !options.empty;
  const post = demo ? await startDemoPost(join(env.DATA_DIR, 'demo-sent'), log) : null;
  if (post) closing.push(() => post.stop());
  const ediFolder = env.ROLES.includes('connectors') ? resolve(env.DATA_DIR, 'demo-edi') : null;
  if (post && ediFolder) await mkdir(ediFolder, { recursive: true });
  await setUp(database, begun === null, post, ediFolder);

  const bus: Bus = createBus({ kafkaBrokers: env.KAFKA_BROKERS, database, clientId: env.INSTANCE_ID, log });
  const rush = new Rush();
  // What the demo sends lands in a server of this process: that one is its own network.
  const opened = post ? [{ host: '127.0.0.1', port: post.port }] : [];
  const here = { ...env, CHANNEL_PRIVATE_HOSTS: [...env.CHANNEL_PRIVATE_HOSTS, ...opened] };
  const router = new Router({
    env: here,
    database,
    bus,
    secrets,
    health,
    rush,
    log,
  });
  const live = new LiveListener(database, log);
  health.register('database', async () => void (await database.rows('SELECT 1')));
  health.register('live events', () => live.check());
  const app = await createApp(here, log, { database, live, secrets, health, rush });
  closing.push(() => live.stop());
  await live.start();
  closing.push(() => router.stop());
  await router.start();
  closing.push(() => app.close());
  const base = await listen(app, env);
  if (begun === null && demo) {
    await feed(router.smtpPort(), database, log);
    // The mails hang first, however slow the machine is: the demo is the same each time.
    for (let look = 0; look < 40 && (await oldestPending(database)) !== null; look++)
      await new Promise(again => setTimeout(again, 250));
    if (ediFolder) log.info({ files: await feedInterchanges(ediFolder) }, 'The demo orders lie in their folder');
  }
  return { url: base, greeting: await greet(database, env.PUBLIC_URL ?? base, { demo, first: begun === null }) };
}

async function databaseUrl(env: Environment, closing: Closing[]): Promise<string> {
  if (env.DATABASE_URL) return env.DATABASE_URL;
  await makeDataFolder(env.DATA_DIR);
  closing.push(await lockDataFolder(env.DATA_DIR));
  const embedded = await startEmbeddedPostgres(env.DATA_DIR);
  closing.push(() => embedded.stop());
  return embedded.url;
}

async function setUp(
  database: Database,
  empty: boolean,
  post: DemoPost | null,
  ediFolder: string | null,
): Promise<void> {
  try {
    if (empty && post) await setUpDemoCompany(database, post, ediFolder);
    else if (empty) await setUpBareCompany(database);
    else if (post) await database.transaction(tx => pointDemoMail(tx, post.port));
  } catch (error) {
    // Another process has set it up at the same moment.
    if (codeOf(error) !== 'STORE.DUPLICATE') throw error;
  }
}

async function createApp(
  env: Environment,
  log: Logger,
  parts: {
    database: Database;
    live: LiveListener;
    secrets: Awaited<ReturnType<typeof loadSecrets>>;
    health: HealthRegistry;
    rush: Rush;
  },
): Promise<NestFastifyApplication> {
  const webRoot = fileURLToPath(new URL('../../rail-web/public', import.meta.url));
  const config = {
    ...{ publicUrl: env.PUBLIC_URL, webRoot, version },
    webhookPrivateHosts: env.WEBHOOK_PRIVATE_HOSTS,
    channelPrivateHosts: env.CHANNEL_PRIVATE_HOSTS,
  };
  const app = await NestFactory.create<NestFastifyApplication>(
    InboxApiModule.forRoot({ ...parts, config, log }),
    inboxApiAdapter(env.TRUST_PROXY),
    { logger: new NestLogger(log), abortOnError: false },
  );
  await configureInboxApi(app);
  if (env.ROLES.includes('connectors')) {
    const { database, secrets, rush } = parts;
    const doors = { database, instance: env.INSTANCE_ID, rush, secrets, log };
    serveIngress(app, doors);
    serveForms(app, doors);
  }
  return app;
}

async function listen(app: NestFastifyApplication, env: Environment): Promise<string> {
  try {
    await app.listen(env.PORT, env.HOST);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EADDRINUSE')
      throw new Fault('PORT.TAKEN', `Port ${env.PORT} on ${env.HOST} is taken. Choose another with PORT.`, {
        cause: error,
      });
    if (code === 'EACCES')
      throw new Fault('PORT.REFUSED', `Port ${env.PORT} may not be opened by this user. Choose another with PORT.`, {
        cause: error,
      });
    throw error;
  }
  const { port } = app.getHttpServer().address() as { port: number };
  return `http://${env.HOST.includes(':') ? `[${env.HOST}]` : env.HOST}:${port}`;
}

async function feed(smtpPort: number | null, database: Database, log: Logger): Promise<void> {
  if (smtpPort === null) return log.warn({}, 'The demo has no mails: SMTP_IN_PORT is off');
  const rows = await database.rows<{ address: string }>(
    `SELECT jsonb_array_elements_text(settings -> 'addresses') AS address FROM channel`,
  );
  const fed = await feedSamples(
    smtpPort,
    rows.map(row => row.address.toLowerCase()),
  );
  log.info({ sent: fed.sent, refused: fed.refused }, 'The demo mails were sent');
}

/** Where to go, and how to get in: a link on a first start and in the demo, else the way to make one. */
async function greet(database: Database, base: string, state: { demo: boolean; first: boolean }): Promise<string[]> {
  if (!state.demo && !state.first) return [`Ticket Rail is ready: ${base}`];
  const admin = await firstAdmin(database);
  if (!admin) return [`Ticket Rail is ready: ${base}`];
  const token = await database.transaction(tx => new SignInLinkStore().make(tx, admin.id));
  return [`Ticket Rail is ready: ${base}  Sign in once with: ${signInLink(base, token)}`];
}
