// What the inbox API is told by whoever mounts it. It reads no environment itself.
import type { PrivateHost } from '#runtime';

export interface InboxApiConfig {
  /** Where people reach it, e.g. https://rail.example.com. With https the session cookie is `__Host-rail` and Secure. */
  publicUrl?: string;
  /** Folder of the built web UI; null: serve none. */
  webRoot: string | null;
  /** Shown in the OpenAPI document. */
  version: string;
  /** Serve a page at /api/docs beside /api/openapi.json. Default true. */
  docsPage?: boolean;
  /** How long a reply can be undone, in milliseconds. Default 10,000. */
  undoMilliseconds?: number;
  /** How often open live streams are checked against what their readers may still see, in milliseconds. Default 3,000. */
  liveRecheckMilliseconds?: number;
  /** How long it holds, in milliseconds, that somebody is on a ticket, without another sign. Default 40,000, and 120,000 for a page out of sight. */
  presenceLife?: { present?: number; resting?: number };
  /** Hosts of the own network that webhooks may call. Default none. */
  webhookPrivateHosts?: readonly PrivateHost[];
  /** Hosts of the own network that tests of channels may connect to. Default none. */
  channelPrivateHosts?: readonly PrivateHost[];
}

/** Injection token of the configuration. */
export const INBOX_CONFIG = Symbol('inbox-api configuration');
/** Injection token of the logger. */
export const LOG = Symbol('inbox-api log');

/** Each route of the API begins with it. Not a global prefix: the router's ingress may live in the same application. */
export const API = 'api/v1';
