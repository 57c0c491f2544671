export * from './channel.js';
export * from './envelope.js';
