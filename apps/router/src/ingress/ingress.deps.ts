// What the doors over HTTP are given.
import type { SecretBox } from '#runtime';
import type { Database } from '#store';
import type { Rush } from './rush.js';

export interface IngressDeps {
  database: Database;
  instance: string;
  /** Of the process; whoever converts there lets posts pass. */
  rush?: Rush;
  /** Without it no channel that has secrets proves a sender. */
  secrets?: SecretBox;
  log: {
    info(fields: object, text: string): void;
    warn(fields: object, text: string): void;
    error(fields: object, text: string): void;
  };
}
