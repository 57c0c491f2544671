// What a relay needs, and what it tells of itself.
import type { Database } from '#store';
import type { Bus, BusLog, RetryPolicy } from '../bus.js';

export interface RelayOptions {
  database: Database;
  bus: Bus;
  log: BusLog;
  /** Unique per process and start. Default: host, pid and a random part. */
  owner?: string;
  /** After a crash the lanes are taken over when this has passed. Default 6,000. */
  leaseTtlMs?: number;
  /** Events of other processes are found after this at the latest. Default 500. */
  pollMs?: number;
  /** Announce commits to the relays of other processes, and listen to theirs, instead of only polling. Default false. */
  notify?: boolean;
  retry?: RetryPolicy;
}

export interface RelayFigures {
  lanes: number;
  sent: number;
  /** What keeps a lane from going on, by lane. */
  problems: Map<number, string>;
}
