// Secrets and leases of channels, and the way outside: all that a deliverer, or a test of a channel, may touch. Guarantee: a value that the other side rotated replaces exactly the
// one that it was made from; what ops entered meanwhile stays.
import type { ConnectorPorts, DelivererPorts, HeldLease } from '#channels/contract';
import { Fault, guardedFetch, type PrivateHost, type SecretBox } from '#runtime';
import type { Database } from '../database/database.js';
import { holdLease } from '../lease/lease.holder.js';
import type { LeaseStore } from '../lease/lease.store.js';
import { ChannelStore } from './channel.store.js';
import { guardedReach } from './guarded.reach.js';

export interface SecretPortsHouse {
  database: Database;
  leases: LeaseStore;
  /** Unique per process and start. */
  instance: string;
  /** Without it no secret is read or saved here, and channels that sign in with OAuth say so. */
  secrets?: SecretBox;
  /** Hosts of our own network that ops have opened. */
  privateHosts: readonly PrivateHost[];
  log: ConnectorPorts['log'];
}

const LEASE_MS = 15_000;

export class StoreSecretPorts implements DelivererPorts {
  protected readonly channels = new ChannelStore();
  readonly log: ConnectorPorts['log'];
  readonly reach: DelivererPorts['reach'];
  readonly fetch: DelivererPorts['fetch'];

  constructor(private readonly house: SecretPortsHouse) {
    this.log = house.log;
    this.reach = guardedReach(house.privateHosts);
    this.fetch = guardedFetch(house.privateHosts);
  }

  holdLease(name: string, signal: AbortSignal): Promise<HeldLease> {
    return holdLease(this.house.leases, name, { owner: this.house.instance, ttlMs: LEASE_MS, signal });
  }

  async readSecret(channelId: number, name: string): Promise<string | null> {
    const found = await this.channels.sealedSecret(this.house.database, channelId, name);
    return found && this.box().open(found.sealed, place(channelId, name, found.version));
  }

  async saveSecret(channelId: number, name: string, value: string, replaces: string): Promise<'saved' | 'superseded'> {
    const box = this.box();
    const saved = await this.house.database.transaction(tx =>
      this.channels.changeSecret(tx, channelId, name, ({ sealed, version }) => {
        const at = place(channelId, name, version);
        return box.open(sealed, at) === replaces ? box.seal(value, at) : null;
      }),
    );
    return saved ? 'saved' : 'superseded';
  }

  private box(): SecretBox {
    if (this.house.secrets) return this.house.secrets;
    throw new Fault('SECRET.NOT_OPENED', 'this process was started without the key file of the secrets');
  }
}

const place = (row: number, field: string, version: number) => ({ table: 'channel_secret', row, field, version });
