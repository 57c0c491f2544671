// Ticket kinds and handoff contracts: data with versions. Guarantees: a version, once saved, is never changed (a trigger refuses it) and stays
// readable for as long as anything names it; of two editors who began from the same version, the second is told and saves nothing.
import type { HandoffContract, TicketKind } from '#tickets';
import { type Database, query, rows, type Tx } from '../database/database.js';
import { storableJson } from '../database/storable.js';

export type Definition = TicketKind | HandoffContract;
/** A definition with when and by whom its version was saved; null: it came with the product. */
export type Stored<D extends Definition> = D & { createdAt: Date; createdByName: string | null };

export type SaveOutcome =
  | { outcome: 'saved'; version: number }
  /** Somebody saved another version since the editor's `basedOn`. */
  | { outcome: 'changed-meanwhile'; currentVersion: number };

interface Row {
  key: string;
  version: number;
  definition: Record<string, unknown>;
  createdAt: Date;
  createdByName: string | null;
}

export class DefinitionStore<D extends Definition> {
  constructor(private readonly table: 'ticket_kind' | 'handoff_contract') {}

  /** Every version of every key, by key and version: a few hundred rows at most. */
  async all(on: Database | Tx): Promise<Stored<D>[]> {
    return this.#read(on, 'true', []);
  }

  /** All versions of one, the newest first; none where the key is unknown. */
  async versions(on: Database | Tx, key: string): Promise<Stored<D>[]> {
    return (await this.#read(on, 'v.key = $1', [key])).reverse();
  }

  /** 0 where there is none. */
  async currentVersion(on: Database | Tx, key: string): Promise<number> {
    const [row] = await query<{ version: number }>(
      on,
      `SELECT coalesce(max(version), 0)::int AS version FROM ${this.table} WHERE key = $1`,
      [key],
    );
    return row!.version;
  }

  /** Adds version `basedOn + 1`. Two who do so at once: the primary key lets one in, and the other finds the row there. */
  async save(
    tx: Tx,
    definition: Omit<D, 'version'> & { key: string },
    by: { basedOn: number; userId: number | null },
  ): Promise<SaveOutcome> {
    const current = await this.currentVersion(tx, definition.key);
    if (current !== by.basedOn) return { outcome: 'changed-meanwhile', currentVersion: current };
    const { key, ...rest } = definition;
    const added = await rows(
      tx,
      `INSERT INTO ${this.table} (key, version, definition, created_by) VALUES ($1, $2, $3::json, $4)
       ON CONFLICT DO NOTHING RETURNING version`,
      [key, current + 1, storableJson(rest), by.userId],
    );
    if (added.length === 0)
      return { outcome: 'changed-meanwhile', currentVersion: await this.currentVersion(tx, definition.key) };
    return { outcome: 'saved', version: current + 1 };
  }

  /** What comes with the product, where the key is not there yet: what people made of it is left alone. */
  async install(tx: Tx, shipped: readonly D[]): Promise<void> {
    await rows(
      tx,
      `INSERT INTO ${this.table} (key, version, definition)
       SELECT s.key, 1, s.definition FROM unnest($1::text[], $2::json[]) AS s(key, definition)
        WHERE NOT EXISTS (SELECT 1 FROM ${this.table} v WHERE v.key = s.key) ON CONFLICT DO NOTHING`,
      [shipped.map(one => one.key), shipped.map(({ key: _, version: __, ...rest }) => storableJson(rest))],
    );
  }

  async #read(on: Database | Tx, where: string, values: unknown[]): Promise<Stored<D>[]> {
    const found = await query<Row>(
      on,
      `SELECT v.key, v.version, v.definition, v.created_at AS "createdAt", u.name AS "createdByName"
         FROM ${this.table} v LEFT JOIN user_account u ON u.id = v.created_by WHERE ${where} ORDER BY v.key, v.version`,
      values,
    );
    return found.map(({ definition, ...row }) => ({ ...definition, ...row }) as unknown as Stored<D>);
  }
}

export const kindStore = new DefinitionStore<TicketKind>('ticket_kind');
export const contractStore = new DefinitionStore<HandoffContract>('handoff_contract');
