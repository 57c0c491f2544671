// The OpenAPI document without a running house, for the command that writes it and the test that compares it.
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { LiveListener } from '#events';
import { createLogger, HealthRegistry, SecretBox } from '#runtime';
import { Database } from '#store';
import { inboxApiAdapter } from '../http/adapter.js';
import { InboxApiModule } from '../inbox-api.module.js';
import { openApiDocument } from './openapi.js';

/** Of the contract, not of the build: it changes when the API does. */
const VERSION = '1';

/** JSON text, two spaces, with a line end. */
export async function describeApi(): Promise<string> {
  // Routes and schemas are all that is read: the parts behind them are never touched.
  const database = Object.create(Database.prototype) as Database;
  const log = createLogger({ level: 'silent', name: 'openapi' });
  const module = InboxApiModule.forRoot({
    database,
    live: Object.create(LiveListener.prototype) as LiveListener,
    secrets: new SecretBox({ active: 'none', keys: new Map() }),
    config: { webRoot: null, version: VERSION },
    log,
    health: new HealthRegistry(),
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, inboxApiAdapter(false), { logger: false });
  try {
    return `${JSON.stringify(openApiDocument(app, VERSION), null, 2)}\n`;
  } finally {
    await app.close();
  }
}
