// What every process needs and no business rule lives in: settings, logs, secrets, health, time, faults, failpoints.

export * from './clock.js';
export * from './coalescer.js';
export * from './env.js';
export * from './failpoints.js';
export * from './fault.js';
export * from './health.js';
export * from './key-file.js';
export * from './logger.js';
export * from './outside/address.js';
export * from './outside/guarded.connect.js';
export * from './outside/guarded.fetch.js';
export * from './outside/guarded.lookup.js';
export * from './outside/outside.url.js';
export * from './outside/trusted.proxies.js';
export * from './secrets.js';
export * from './version.js';
