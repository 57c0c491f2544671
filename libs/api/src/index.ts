// The REST contract, /api/v1: shapes of requests and answers. The server validates with these and serves them as OpenAPI;
// the web UI takes its types from here. Instants are ISO 8601 UTC strings. Errors are RFC 9457 problems.

export * from './action.schema.js';
export * from './alert.schema.js';
export * from './call.schema.js';
export * from './channel.schema.js';
export * from './channel-kind.schema.js';
export * from './channel-test.schema.js';
export * from './department.schema.js';
export * from './document.schema.js';
export * from './flow.schema.js';
export * from './forward.schema.js';
export * from './handoff.schema.js';
export * from './kind.schema.js';
export * from './ledger.schema.js';
export * from './live.schema.js';
export * from './oauth.schema.js';
export * from './partner.schema.js';
export * from './problem.schema.js';
export * from './rail.schema.js';
export * from './rule.schema.js';
export * from './sent-document.schema.js';
export * from './session.schema.js';
export * from './template.schema.js';
export * from './ticket.schema.js';
export * from './traffic.schema.js';
export * from './webhook.schema.js';
