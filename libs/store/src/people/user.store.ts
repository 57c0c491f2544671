// People and what they may do where. Guarantee: a password hash is read in one place only, for verifying it.
import { type Role } from '#tickets';
import { type Database, query, rows, type Tx } from '../database/database.js';
import { UserAccount } from './user-account.entity.js';

export interface MembershipRow {
  departmentId: number;
  departmentKey: string;
  departmentName: string;
  role: Role;
}

export interface Credentials {
  userId: number;
  passwordHash: string | null;
}

/** What may be told of a colleague. */
export interface PersonRow {
  id: number;
  name: string;
}

export class UserStore {
  /** Null where no account that may sign in has this address; compared in lower case, otherwise exactly (A41). */
  async credentialsOf(on: Database | Tx, email: string): Promise<Credentials | null> {
    const [row] = await query<Credentials>(
      on,
      `SELECT id AS "userId", password_hash AS "passwordHash" FROM user_account WHERE lower(email) = lower($1) AND disabled_at IS NULL`,
      [email],
    );
    return row ?? null;
  }

  async credentialsById(on: Database | Tx, userId: number): Promise<Credentials | null> {
    const [row] = await query<Credentials>(
      on,
      `SELECT id AS "userId", password_hash AS "passwordHash" FROM user_account WHERE id = $1 AND disabled_at IS NULL`,
      [userId],
    );
    return row ?? null;
  }

  /** Rejects with STORE.DUPLICATE where the address is taken in any case. */
  async create(
    tx: Tx,
    user: { email: string; name: string; isAdmin?: boolean; passwordHash?: string | null },
  ): Promise<UserAccount> {
    const { manager } = tx.runner;
    const row = manager.create(UserAccount, { isAdmin: false, passwordHash: null, ...user });
    const { identifiers } = await manager.insert(UserAccount, row);
    row.id = identifiers[0]!.id as number;
    return row;
  }

  async setPasswordHash(tx: Tx, userId: number, passwordHash: string): Promise<void> {
    await tx.runner.manager.update(UserAccount, { id: userId }, { passwordHash });
  }

  /** Ends nothing by itself: call SessionStore.endAll in the same transaction. */
  async disable(tx: Tx, userId: number): Promise<void> {
    await rows(tx, `UPDATE user_account SET disabled_at = coalesce(disabled_at, now()) WHERE id = $1`, [userId]);
  }

  /** Sets, changes or (role null) ends a membership. The role is read anew on each request, so it holds at once. */
  async setMembership(
    tx: Tx,
    userId: number,
    departmentId: number,
    role: Exclude<Role, 'admin'> | null,
  ): Promise<void> {
    if (role === null) {
      await rows(tx, `DELETE FROM membership WHERE user_id = $1 AND department_id = $2`, [userId, departmentId]);
      return;
    }
    await rows(
      tx,
      `INSERT INTO membership (user_id, department_id, role) VALUES ($1, $2, $3)
       ON CONFLICT (user_id, department_id) DO UPDATE SET role = excluded.role`,
      [userId, departmentId, role],
    );
  }

  /** Those who work this rail (agents and supervisors), by name. */
  async workersOf(on: Database | Tx, departmentId: number): Promise<PersonRow[]> {
    return query<PersonRow>(
      on,
      `SELECT u.id, u.name FROM membership m JOIN user_account u ON u.id = m.user_id
        WHERE m.department_id = $1 AND m.role IN ('agent', 'supervisor') AND u.disabled_at IS NULL ORDER BY u.name, u.id`,
      [departmentId],
    );
  }

  /** May this person be given a ticket of this department? Admins may, without a membership. */
  async isWorker(on: Database | Tx, departmentId: number, userId: number): Promise<boolean> {
    const found = await query(
      on,
      `SELECT 1 FROM user_account u WHERE u.id = $2 AND u.disabled_at IS NULL AND (u.is_admin OR EXISTS (
         SELECT 1 FROM membership m WHERE m.user_id = u.id AND m.department_id = $1 AND m.role IN ('agent', 'supervisor')))`,
      [departmentId, userId],
    );
    return found.length > 0;
  }

  /** Names by id; ids that are not there are left out. */
  async namesOf(on: Database | Tx, userIds: number[]): Promise<Map<number, string>> {
    if (userIds.length === 0) return new Map();
    const found = await query<PersonRow>(on, `SELECT id, name FROM user_account WHERE id = ANY($1::int[])`, [userIds]);
    return new Map(found.map(person => [person.id, person.name]));
  }
}
