export * from './channel.js';
export * from './envelope.js';
export * from './interchange.js';
