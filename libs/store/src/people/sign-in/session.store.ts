// Sessions of browsers. Guarantees: found by the hash of an unguessable token; 8 h without a request or 24 h in all end one;
// what the person may do is read with each look, so a changed role or a disabled account holds from the next request on.
import { type Database, query, rows, type Tx } from '../../database/database.js';
import type { MembershipRow } from '../user.store.js';
import { hashToken, newToken } from './token.js';

export type SessionBegin = 'password' | 'link';

export interface SessionRow {
  tokenHash: Buffer;
  beganWith: SessionBegin;
  userId: number;
  name: string;
  email: string;
  isAdmin: boolean;
  hasPassword: boolean;
  /** Began with a one-time link a moment ago: whoever holds it may set a new password without the old one. */
  isFreshLink: boolean;
  memberships: MembershipRow[];
}

const IDLE = '8 hours';
const ABSOLUTE = '24 hours';

const ALIVE = `s.expires_at > now() AND s.last_seen_at > now() - interval '${IDLE}' AND u.disabled_at IS NULL`;
const MEMBERSHIPS = `coalesce((SELECT json_agg(json_build_object('departmentId', d.id, 'departmentKey', d.key, 'departmentName', d.name, 'role', m.role)
   ORDER BY d.name, d.id) FROM membership m JOIN department d ON d.id = m.department_id WHERE m.user_id = u.id), '[]')`;
const COLUMNS = `s.token_hash AS "tokenHash", s.began_with AS "beganWith", u.id AS "userId", u.name, u.email, u.is_admin AS "isAdmin",
  u.password_hash IS NOT NULL AS "hasPassword",
  s.began_with = 'link' AND s.created_at > now() - interval '15 minutes' AS "isFreshLink", ${MEMBERSHIPS} AS memberships`;

export class SessionStore {
  /** Returns the token for the cookie; the database keeps its hash. Each sign-in makes a new one (A38). */
  async begin(tx: Tx, userId: number, beganWith: SessionBegin): Promise<string> {
    const token = newToken();
    await rows(
      tx,
      `INSERT INTO session (token_hash, user_id, began_with, expires_at) VALUES ($1, $2, $3, now() + interval '${ABSOLUTE}')`,
      [hashToken(token), userId, beganWith],
    );
    return token;
  }

  /**
   * Null when unknown, over, or the account is disabled. Notes the visit at most once a minute: a write per request would be waste. `visit`: false for
   * what a page asks by itself.
   */
  async find(on: Database | Tx, token: string, visit = true): Promise<SessionRow | null> {
    const [found] = await query<SessionRow & { stale: boolean }>(
      on,
      `SELECT ${COLUMNS}, s.last_seen_at < now() - interval '1 minute' AS stale
         FROM session s JOIN user_account u ON u.id = s.user_id WHERE s.token_hash = $1 AND ${ALIVE}`,
      [hashToken(token)],
    );
    if (!found) return null;
    const { stale, ...session } = found;
    if (stale && visit)
      await query(on, `UPDATE session SET last_seen_at = now() WHERE token_hash = $1`, [session.tokenHash]);
    return session;
  }

  /** Which of these sessions still live, with what their people may do now. For live streams, which no request renews. */
  async alive(on: Database | Tx, tokenHashes: Buffer[]): Promise<SessionRow[]> {
    if (tokenHashes.length === 0) return [];
    return query<SessionRow>(
      on,
      `SELECT ${COLUMNS} FROM session s JOIN user_account u ON u.id = s.user_id WHERE s.token_hash = ANY($1::bytea[]) AND ${ALIVE}`,
      [tokenHashes],
    );
  }

  async end(tx: Tx, tokenHash: Buffer): Promise<void> {
    await rows(tx, `DELETE FROM session WHERE token_hash = $1`, [tokenHash]);
  }

  /** After a change of password, role or account. `except`: the session that asked for it. */
  async endAll(tx: Tx, userId: number, except?: Buffer): Promise<void> {
    await rows(tx, `DELETE FROM session WHERE user_id = $1 AND ($2::bytea IS NULL OR token_hash <> $2)`, [
      userId,
      except ?? null,
    ]);
  }
}
