// Leases: rows with an owner, a fence and the database's clock. An advisory lock would vanish in silence with its backend.
// Guarantees: at most one holder of a name at a time; the fence rises with each new holder and is never used twice, even after
// the row itself was lost (it comes from a sequence); a write under `lockFence` commits only while its fence still holds.
import { type Database, rows, type Tx } from '../database/database.js';
import { StoreFault } from '../database/store.fault.js';

export interface Lease {
  name: string;
  owner: string;
  fence: number;
}

export class LeaseStore {
  constructor(private readonly database: Database) {}

  /**
   * Takes the lease where it is free or expired; null where somebody holds it (also this owner: it should renew).
   * One statement. Two takers of one expired row: the second waits for the row, sees the new expiry, and changes nothing.
   * @param owner  unique per process and start
   */
  async acquire(name: string, owner: string, ttlMs: number): Promise<{ fence: number } | null> {
    const [taken] = await this.database.rows<{ fence: number }>(
      `INSERT INTO lease AS l (name, owner, fence, expires_at)
       VALUES ($1, $2, nextval('lease_fence'), clock_timestamp() + $3 * interval '1 millisecond')
       ON CONFLICT (name) DO UPDATE
          SET owner = excluded.owner, fence = nextval('lease_fence'), expires_at = clock_timestamp() + $3 * interval '1 millisecond'
        WHERE l.expires_at <= clock_timestamp()
       RETURNING l.fence`,
      [name, owner, ttlMs],
    );
    return taken ?? null;
  }

  /** False when the lease is not this holder's any more. An expired lease is not renewed: it must be acquired, with a new fence. */
  async renew(name: string, owner: string, fence: number, ttlMs: number): Promise<boolean> {
    const renewed = await this.renewAll([{ name, owner, fence }], ttlMs);
    return renewed.has(name);
  }

  /** Renews several in one statement; returns the names that are still held. */
  async renewAll(leases: Lease[], ttlMs: number): Promise<Set<string>> {
    if (leases.length === 0) return new Set();
    const renewed = await this.database.rows<{ name: string }>(
      `UPDATE lease l SET expires_at = clock_timestamp() + $4 * interval '1 millisecond'
         FROM unnest($1::text[], $2::text[], $3::bigint[]) AS held(name, owner, fence)
        WHERE l.name = held.name AND l.owner = held.owner AND l.fence = held.fence AND l.expires_at > clock_timestamp()
       RETURNING l.name`,
      [leases.map(lease => lease.name), leases.map(lease => lease.owner), leases.map(lease => lease.fence), ttlMs],
    );
    return new Set(renewed.map(row => row.name));
  }

  /** Gives the lease up, so that the next taker need not wait. Does nothing where it is another's by now. */
  async release(name: string, owner: string, fence: number): Promise<void> {
    await this.database.rows(
      `UPDATE lease SET expires_at = '-infinity' WHERE name = $1 AND owner = $2 AND fence = $3`,
      [name, owner, fence],
    );
  }

  /**
   * For writers: call it first in the transaction. The share lock keeps a taker waiting until this transaction ends, so nobody
   * can become the holder between this check and the commit.
   * @throws StoreFault LEASE.LOST where another holds it, it has expired, or the row is gone.
   */
  async lockFence(tx: Tx, name: string, fence: number): Promise<void> {
    const held = await rows(
      tx,
      `SELECT 1 FROM lease WHERE name = $1 AND fence = $2 AND expires_at > clock_timestamp() FOR SHARE`,
      [name, fence],
    );
    if (held.length === 0) throw new StoreFault('LEASE.LOST', `The lease ${name} (fence ${fence}) is lost`, false);
  }

  /** Leases in force whose name begins so. */
  async inForce(prefix: string): Promise<Lease[]> {
    return this.database.rows<Lease>(
      `SELECT name, owner, fence FROM lease WHERE starts_with(name, $1) AND expires_at > clock_timestamp()`,
      [prefix],
    );
  }

  /** Removes rows of that name's beginning that expired more than `olderThanMs` ago; for names that are never taken again. */
  async forget(prefix: string, olderThanMs: number): Promise<void> {
    await this.database.rows(
      `DELETE FROM lease WHERE starts_with(name, $1) AND expires_at < clock_timestamp() - $2 * interval '1 millisecond'`,
      [prefix, olderThanMs],
    );
  }
}
