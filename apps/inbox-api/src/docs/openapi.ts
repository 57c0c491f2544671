// The OpenAPI document, made from the contract's schemas and the routes as they are. docs/openapi.json is this document; a test compares them.
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { InboxApiConfig } from '../inbox-api.config.js';
import { InboxApiModule } from '../inbox-api.module.js';
import { convertContract } from './contract.schemas.js';

export function openApiDocument(app: NestFastifyApplication, version: string): OpenAPIObject {
  const about = new DocumentBuilder()
    .setTitle('Ticket Rail')
    .setDescription(
      'One rail of tickets for each department. Errors are RFC 9457 problems. Actions on tickets need If-Match: "v<version>"; ' +
        'every POST takes an Idempotency-Key. Browsers sign in with a cookie, other systems with `Authorization: Bearer rt_<id>_<secret>`.',
    )
    .setVersion(version)
    .addCookieAuth('rail', { type: 'apiKey', in: 'cookie' }, 'session')
    .addBearerAuth({ type: 'http', scheme: 'bearer' }, 'key')
    .build();
  return SwaggerModule.createDocument(app, about, {
    include: [InboxApiModule],
    standardSchemaConverter: convertContract,
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}.${method}`,
  });
}

/** /api/openapi.json always; a page to read and try it at /api/docs, unless the configuration says no. */
export function serveDocs(app: NestFastifyApplication, config: InboxApiConfig): void {
  SwaggerModule.setup('api/docs', app, () => openApiDocument(app, config.version), {
    ui: config.docsPage ?? true,
    jsonDocumentUrl: 'api/openapi.json',
    raw: ['json'],
    customSiteTitle: 'Ticket Rail API',
  });
}
