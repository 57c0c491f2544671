// What connectors may do to the house, over the stores. Nothing here interprets a message.
import type { Accepted, ConnectorPorts, Envelope, Health, HeldLease } from '#channels/contract';
import { failpoint } from '#runtime';
import { ChannelStore, type Database, holdLease, type LeaseStore, LedgerStore } from '#store';

export interface PortsDeps {
  database: Database;
  leases: LeaseStore;
  /** Unique per process and start. */
  instance: string;
  departmentOf: (channelId: number) => number;
  channelOfLease: (name: string) => number;
  log: ConnectorPorts['log'];
}

const LEASE_MS = 15_000;
/** Health rows are read by everybody: the same news is written at most this often. */
const REPEAT_HEALTH_MS = 5_000;

export class StoreConnectorPorts implements ConnectorPorts {
  private readonly ledger: LedgerStore;
  private readonly channels = new ChannelStore();
  private readonly reported = new Map<number, { text: string; at: number }>();
  readonly log: ConnectorPorts['log'];

  constructor(private readonly deps: PortsDeps) {
    this.ledger = new LedgerStore(deps.database);
    this.log = deps.log;
  }

  async accept(envelopes: Envelope[], cursor?: { lease: HeldLease; value: unknown }): Promise<Accepted[]> {
    await failpoint('raw.pre_commit');
    const accepted = await this.ledger.accept(envelopes, {
      departmentOf: this.deps.departmentOf,
      cursor: cursor && { ...cursor, channelId: this.deps.channelOfLease(cursor.lease.name) },
    });
    await failpoint('raw.post_commit');
    return accepted;
  }

  readCursor(channelId: number): Promise<unknown | null> {
    return this.ledger.readCursor(channelId);
  }

  async moveCursor(channelId: number, lease: HeldLease, value: unknown): Promise<void> {
    await failpoint('cursor.pre_commit');
    await this.ledger.moveCursor({ channelId, lease, value });
  }

  holdLease(name: string, signal: AbortSignal): Promise<HeldLease> {
    return holdLease(this.deps.leases, name, { owner: this.deps.instance, ttlMs: LEASE_MS, signal });
  }

  knownIdentities(channelId: number, identities: string[]): Promise<Set<string>> {
    return this.ledger.knownIdentities(channelId, identities);
  }

  reportHealth(channelId: number, health: Health): void {
    const text = JSON.stringify({ ...health, at: undefined });
    const last = this.reported.get(channelId);
    if (last && last.text === text && performance.now() - last.at < REPEAT_HEALTH_MS) return;
    this.reported.set(channelId, { text, at: performance.now() });
    this.channels.reportHealth(this.deps.database, channelId, health).catch(error => {
      // The next report tries again; a database that is away is told of by /readyz.
      this.reported.delete(channelId);
      this.log.warn({ err: error, channelId }, 'The state of a channel could not be written');
    });
  }
}
