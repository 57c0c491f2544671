// People who may sign in, as administrators keep them. Guarantees: there is always an administrator who may sign in, also when two take the right away
// from each other at once; of two who save one person the second is told; who is deactivated is signed out in the same transaction.
import type { FieldFault } from '#tickets';
import { type Database, query, rows, type Tx } from '../database/database.js';
import { storableText } from '../database/storable.js';
import type { MembershipRow } from '../people/user.store.js';

export type MemberRole = 'supervisor' | 'agent' | 'sales';

export interface MemberRow {
  id: number;
  email: string;
  name: string;
  isAdmin: boolean;
  /** Has signed in with a link once, or has a password. */
  hasPassword: boolean;
  disabledAt: Date | null;
  createdAt: Date;
  /** Last request of a session that still lives; null: none. */
  lastSeenAt: Date | null;
  /** A sign-in link that was not used yet ends then. */
  linkExpiresAt: Date | null;
  version: number;
  memberships: MembershipRow[];
}

export interface MemberValues {
  email: string;
  name: string;
  isAdmin: boolean;
  memberships: readonly { departmentId: number; role: MemberRole }[];
}

export type MemberOutcome =
  | { outcome: 'saved'; id: number }
  | { outcome: 'unknown' }
  | { outcome: 'changed-meanwhile'; currentVersion: number }
  | { outcome: 'email-taken'; name: string }
  /** Nobody would be left who may change this again. */
  | { outcome: 'last-admin' };

const MEMBER = `u.id, u.email, u.name, u.is_admin AS "isAdmin", u.password_hash IS NOT NULL AS "hasPassword", u.disabled_at AS "disabledAt",
  u.created_at AS "createdAt", u.version, (SELECT max(s.last_seen_at) FROM session s WHERE s.user_id = u.id) AS "lastSeenAt",
  (SELECT max(l.expires_at) FROM sign_in_link l WHERE l.user_id = u.id AND l.used_at IS NULL AND l.expires_at > now()) AS "linkExpiresAt",
  coalesce((SELECT json_agg(json_build_object('departmentId', d.id, 'departmentKey', d.key, 'departmentName', d.name, 'role', m.role) ORDER BY d.name, d.id)
     FROM membership m JOIN department d ON d.id = m.department_id WHERE m.user_id = u.id), '[]') AS memberships`;

/** What a person must have to find anything here. */
export function memberFaults({ isAdmin, memberships }: Pick<MemberValues, 'isAdmin' | 'memberships'>): FieldFault[] {
  const faults: FieldFault[] = [];
  if (!isAdmin && memberships.length === 0)
    faults.push({ pointer: '/memberships', detail: 'Choose a department, or make them an administrator' });
  memberships.forEach(({ departmentId }, i) => {
    if (memberships.findIndex(one => one.departmentId === departmentId) < i)
      faults.push({ pointer: `/memberships/${i}/departmentId`, detail: 'This department stands here twice' });
  });
  return faults;
}

export class MemberStore {
  /** By name; those who may sign in first. */
  list(on: Database | Tx): Promise<MemberRow[]> {
    return query<MemberRow>(
      on,
      `SELECT ${MEMBER} FROM user_account u ORDER BY u.disabled_at IS NOT NULL, lower(u.name), u.id`,
    );
  }

  async byId(on: Database | Tx, id: number): Promise<MemberRow | null> {
    const [found] = await query<MemberRow>(on, `SELECT ${MEMBER} FROM user_account u WHERE u.id = $1`, [id]);
    return found ?? null;
  }

  /** Without regard to case. */
  async byEmail(on: Database | Tx, email: string): Promise<MemberRow | null> {
    const [found] = await query<MemberRow>(
      on,
      `SELECT ${MEMBER} FROM user_account u WHERE lower(u.email) = lower($1)`,
      [email],
    );
    return found ?? null;
  }

  async create(tx: Tx, values: MemberValues): Promise<MemberOutcome> {
    // DO NOTHING: of two who invite one address at once, the second waits here and is told.
    const [made] = await rows<{ id: number }>(
      tx,
      `INSERT INTO user_account (email, name, is_admin) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING id`,
      [storableText(values.email), storableText(values.name), values.isAdmin],
    );
    if (!made) return { outcome: 'email-taken', name: (await this.byEmail(tx, values.email))?.name ?? values.email };
    await this.#setMemberships(tx, made.id, values);
    return { outcome: 'saved', id: made.id };
  }

  /** `version`: of the person that the editor began from. */
  async change(tx: Tx, id: number, version: number, values: MemberValues): Promise<MemberOutcome> {
    await this.#lockAdmins(tx);
    const held = await this.#lock(tx, id);
    if (!held) return { outcome: 'unknown' };
    if (held.version !== version) return { outcome: 'changed-meanwhile', currentVersion: held.version };
    const other = await this.byEmail(tx, values.email);
    if (other && other.id !== id) return { outcome: 'email-taken', name: other.name };
    if (!values.isAdmin && held.isActive && (await this.#isLastAdmin(tx, id))) return { outcome: 'last-admin' };
    await rows(
      tx,
      `UPDATE user_account SET email = $2, name = $3, is_admin = $4, version = version + 1 WHERE id = $1`,
      [id, storableText(values.email), storableText(values.name), values.isAdmin],
    );
    await this.#setMemberships(tx, id, values);
    return { outcome: 'saved', id };
  }

  /** Their tickets in hand go back to the rail when the claims end. A link that was not used yet serves no more. */
  async deactivate(tx: Tx, id: number): Promise<MemberOutcome> {
    await this.#lockAdmins(tx);
    const held = await this.#lock(tx, id);
    if (!held) return { outcome: 'unknown' };
    if (held.isActive && (await this.#isLastAdmin(tx, id))) return { outcome: 'last-admin' };
    await rows(
      tx,
      `UPDATE user_account SET disabled_at = now(), version = version + 1 WHERE id = $1 AND disabled_at IS NULL`,
      [id],
    );
    await rows(tx, `DELETE FROM session WHERE user_id = $1`, [id]);
    await rows(tx, `DELETE FROM sign_in_link WHERE user_id = $1 AND used_at IS NULL`, [id]);
    return { outcome: 'saved', id };
  }

  /** With the rights of before. */
  async reactivate(tx: Tx, id: number): Promise<MemberOutcome> {
    const changed = await rows(
      tx,
      `UPDATE user_account SET disabled_at = NULL, version = version + CASE WHEN disabled_at IS NULL THEN 0 ELSE 1 END WHERE id = $1 RETURNING id`,
      [id],
    );
    return changed.length > 0 ? { outcome: 'saved', id } : { outcome: 'unknown' };
  }

  /** All of them, in one order: of two admins who take the right from each other, the second waits here and then sees that they are the last. */
  async #lockAdmins(tx: Tx): Promise<void> {
    await rows(tx, `SELECT id FROM user_account WHERE is_admin AND disabled_at IS NULL ORDER BY id FOR NO KEY UPDATE`);
  }

  async #lock(tx: Tx, id: number): Promise<{ version: number; isActive: boolean } | undefined> {
    const [held] = await rows<{ version: number; isActive: boolean }>(
      tx,
      `SELECT version, disabled_at IS NULL AS "isActive" FROM user_account WHERE id = $1 FOR NO KEY UPDATE`,
      [id],
    );
    return held;
  }

  /** A statement after the lock: it must see what the one who held it has committed. */
  async #isLastAdmin(tx: Tx, id: number): Promise<boolean> {
    const admins = await rows<{ id: number }>(
      tx,
      `SELECT id FROM user_account WHERE is_admin AND disabled_at IS NULL LIMIT 2`,
    );
    return admins.length === 1 && admins[0]!.id === id;
  }

  /** After this the person has exactly these; what stays as it is, is not written. */
  async #setMemberships(tx: Tx, id: number, { memberships }: MemberValues): Promise<void> {
    const departments = memberships.map(one => one.departmentId);
    await rows(tx, `DELETE FROM membership WHERE user_id = $1 AND department_id <> ALL ($2::int[])`, [id, departments]);
    await rows(
      tx,
      `INSERT INTO membership (user_id, department_id, role) SELECT $1, * FROM unnest($2::int[], $3::text[])
       ON CONFLICT (user_id, department_id) DO UPDATE SET role = excluded.role WHERE membership.role <> excluded.role`,
      [id, departments, memberships.map(one => one.role)],
    );
  }
}
