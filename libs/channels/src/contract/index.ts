export * from './accept.batcher.js';
export * from './backoff.js';
export * from './channel.js';
export * from './edi.sniffer.js';
export * from './envelope.js';
export * from './interchange.js';
export * from './post.js';
export * from './topic.js';
