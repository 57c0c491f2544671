// The inbox API: REST, live events, sign-in and the web UI, to be mounted in a Nest application.
export { SaveChannel } from './channel/save-channel.action.js';
export { configureInboxApi } from './configure.js';
export { openApiDocument } from './docs/openapi.js';
export { inboxApiAdapter } from './http/adapter.js';
export { NestLogger } from './http/nest.logger.js';
export type { InboxApiConfig } from './inbox-api.config.js';
export { InboxApiModule, type InboxApiParts } from './inbox-api.module.js';
