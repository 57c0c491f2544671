// The router in a process of its own: DATABASE_URL is needed; several may run side by side.
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { createBus } from '#events';
import {
  armFailpoints,
  createLogger,
  type Environment,
  Fault,
  HealthRegistry,
  loadSecrets,
  maskText,
  readEnvironment,
  trustedProxies,
} from '#runtime';
import { Database } from '#store';
import { serveForms } from './forms/form.routes.js';
import { serveIngress } from './ingress/ingress.routes.js';
import { Rush } from './ingress/rush.js';
import { RouterModule } from './router.module.js';

async function start(): Promise<void> {
  const env = readEnvironment();
  armFailpoints(env.FAILPOINTS);
  const url = needDatabase(env);
  const log = createLogger({ level: env.LOG_LEVEL ?? 'info', name: 'router', instance: env.INSTANCE_ID });
  const database = await Database.open({ url, poolSize: 16, applicationName: 'ticket-rail router' });
  const health = new HealthRegistry();
  health.register('database', async () => {
    await database.rows('SELECT 1');
  });
  const bus = createBus({ kafkaBrokers: env.KAFKA_BROKERS, database, clientId: env.INSTANCE_ID, log });
  const secrets = await loadSecrets(env.SECRET_KEY_FILE);
  const rush = new Rush();
  const app = await NestFactory.create<NestFastifyApplication>(
    RouterModule.forRoot({ env, database, bus, secrets, health, rush, log }),
    new FastifyAdapter({ bodyLimit: 1_024, trustProxy: trustedProxies(env.TRUST_PROXY) }),
    { logger: false, abortOnError: false },
  );
  if (env.ROLES.includes('connectors')) {
    const doors = { database, instance: env.INSTANCE_ID, rush, secrets, log };
    serveIngress(app, doors);
    serveForms(app, doors);
  }
  app.enableShutdownHooks();
  await app.listen(env.PORT, env.HOST);
  log.info({ port: env.PORT, roles: env.ROLES }, 'The router is ready');
}

/** Two processes on one embedded database would be two owners of it; and on the embedded bus an event reaches only its own process. */
function needDatabase(env: Environment): string {
  if (!env.DATABASE_URL)
    throw new Fault('ENV.INVALID', 'DATABASE_URL must be set: the router on its own has no embedded database');
  const split = env.ROLES.includes('convert') !== env.ROLES.includes('relay');
  if (split && env.KAFKA_BROKERS.length === 0)
    throw new Fault('ENV.INVALID', 'ROLES must have convert and relay together, or KAFKA_BROKERS must be set');
  return env.DATABASE_URL;
}

start().catch(error => {
  process.stderr.write(
    `${maskText(error instanceof Error ? error.message : String(error)).replace(/\s*\n\s*/g, ' ')}\n`,
  );
  process.exit(1);
});
