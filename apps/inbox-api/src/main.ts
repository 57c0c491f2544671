// The inbox API as a process of its own. It ends when told to (SIGTERM, SIGINT): requests finish, live streams are closed, then the connections.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { LiveListener } from '#events';
import {
  codeOf,
  createLogger,
  Fault,
  HealthRegistry,
  type Logger,
  loadSecrets,
  readEnvironment,
  version,
} from '#runtime';
import { Database } from '#store';
import { configureInboxApi, InboxApiModule, inboxApiAdapter, NestLogger } from './index.js';

/** dist/apps/inbox-api/src -> dist/apps/rail-web/public. */
const WEB_ROOT = fileURLToPath(new URL('../../rail-web/public', import.meta.url));

async function start(): Promise<void> {
  const env = readEnvironment();
  const log = createLogger({ level: env.LOG_LEVEL ?? 'info', name: 'inbox-api', instance: env.INSTANCE_ID });
  if (!env.DATABASE_URL)
    throw new Fault('ENV.INVALID', 'DATABASE_URL must be set: this process brings no database of its own');
  const secrets = await loadSecrets(env.SECRET_KEY_FILE);
  const database = await Database.open({ url: env.DATABASE_URL, applicationName: `inbox-api ${env.INSTANCE_ID}` });
  const live = new LiveListener(database, log);
  await live.start();
  const health = new HealthRegistry();
  health.register('database', async () => void (await database.rows('SELECT 1')));
  health.register('live events', () => live.check());
  const config = {
    publicUrl: env.PUBLIC_URL,
    webRoot: existsSync(WEB_ROOT) ? WEB_ROOT : null,
    version,
    webhookPrivateHosts: env.WEBHOOK_PRIVATE_HOSTS,
    channelPrivateHosts: env.CHANNEL_PRIVATE_HOSTS,
  };
  const app = await NestFactory.create<NestFastifyApplication>(
    InboxApiModule.forRoot({ database, live, secrets, config, log, health }),
    inboxApiAdapter(env.TRUST_PROXY),
    { logger: new NestLogger(log) },
  );
  await configureInboxApi(app);
  await app.listen({ port: env.PORT, host: env.HOST });
  log.info({ url: await app.getUrl() }, 'inbox-api is ready');
  endOnSignal(log, async () => {
    await app.close();
    await live.stop();
    await database.close();
  });
}

function endOnSignal(log: Logger, end: () => Promise<void>): void {
  let isEnding = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => {
      if (isEnding) return;
      isEnding = true;
      log.info({ signal }, 'inbox-api is ending');
      end().catch((err: unknown) => {
        log.error({ err }, 'inbox-api did not end cleanly');
        process.exitCode = 1;
      });
    });
}

start().catch((error: unknown) => {
  // One line for whoever starts it; a stack only where the fault is not a known one.
  const text = error instanceof Error ? error.message : String(error);
  process.stderr.write(`inbox-api cannot start (${codeOf(error) ?? 'unknown'}): ${text}\n`);
  process.exit(1);
});
