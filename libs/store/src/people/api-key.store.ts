// Keys of other systems: `rt_<id>_<secret>`. Guarantees: looked up by id, compared by SHA-256 in constant time, refused when expired or revoked (A56).
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Role } from '#tickets';
import { type Database, query, rows, type Tx } from '../database/database.js';
import { ApiKeyRow } from './api-key.entity.js';
import { hashToken, newToken } from './sign-in/token.js';

export interface NewApiKey {
  name: string;
  departmentId: number | null;
  role: Role;
  createdBy: number | null;
  expiresAt: Date | null;
}

const SHAPE = /^rt_([0-9a-f]{16})_([A-Za-z0-9_-]{43})$/;
const NO_SECRET = Buffer.alloc(32);
/** Spares a statement only: the database's clock decides. */
const isLongAgo = (at: Date | null): boolean => at === null || Date.now() - at.getTime() > 30_000;

export class ApiKeyStore {
  /** `secret` is the whole key, told once: the database keeps its hash. */
  async create(tx: Tx, key: NewApiKey): Promise<{ key: ApiKeyRow; secret: string }> {
    const id = randomBytes(8).toString('hex');
    const secret = `rt_${id}_${newToken()}`;
    const row = tx.runner.manager.create(ApiKeyRow, {
      id,
      secretHash: hashToken(secret),
      createdAt: new Date(),
      ...key,
    });
    await tx.runner.manager.insert(ApiKeyRow, row);
    return { key: row, secret };
  }

  /** Null for a key that is unknown, wrong, expired or revoked: a caller cannot tell which. */
  async verify(on: Database, secret: string): Promise<ApiKeyRow | null> {
    return (await this.verifyAll(on, [secret]))[0]!;
  }

  /** As verify(), for many requests at once; answers in their order. */
  async verifyAll(on: Database, secrets: readonly string[]): Promise<(ApiKeyRow | null)[]> {
    const ids = secrets.map(secret => SHAPE.exec(secret)?.[1]);
    const rows = await this.alive(on, [...new Set(ids.filter(id => id !== undefined))]);
    const byId = new Map(rows.map(row => [row.id, row]));
    const right = secrets.map((secret, i) => {
      const row = byId.get(ids[i] ?? '');
      return timingSafeEqual(hashToken(secret), row?.secretHash ?? NO_SECRET) && row ? row : null;
    });
    const used = right.flatMap(row => (row && isLongAgo(row.lastUsedAt) ? [row.id] : []));
    if (used.length > 0)
      await on.rows(
        `UPDATE api_key SET last_used_at = now() WHERE id = ANY($1::text[]) AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')`,
        [used],
      );
    return right;
  }

  /** Which of these keys may still be used. For live streams, which no request renews. */
  async alive(on: Database | Tx, ids: string[]): Promise<ApiKeyRow[]> {
    return ids.length === 0 ? [] : this.#read(on, ids);
  }

  async list(on: Database): Promise<ApiKeyRow[]> {
    return on.source
      .getRepository(ApiKeyRow)
      .createQueryBuilder('key')
      .where('key.revoked_at IS NULL')
      .orderBy('key.created_at', 'DESC')
      .getMany();
  }

  /** False where there is no such key, or it was revoked before. */
  async revoke(tx: Tx, id: string): Promise<boolean> {
    const revoked = await rows(
      tx,
      `UPDATE api_key SET revoked_at = now() WHERE id = $1 AND revoked_at IS NULL RETURNING id`,
      [id],
    );
    return revoked.length > 0;
  }

  #read(on: Database | Tx, ids: string[]): Promise<ApiKeyRow[]> {
    return query<ApiKeyRow>(
      on,
      `SELECT id, secret_hash AS "secretHash", name, department_id AS "departmentId", role, created_by AS "createdBy",
              created_at AS "createdAt", expires_at AS "expiresAt", last_used_at AS "lastUsedAt", revoked_at AS "revokedAt"
         FROM api_key WHERE id = ANY($1::text[]) AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())`,
      [ids],
    );
  }
}
