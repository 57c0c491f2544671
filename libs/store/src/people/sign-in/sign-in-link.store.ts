// One-time sign-in links: invitations and resets. Guarantees: single use even when two browsers open one at once; 24 h; only the exact token (A41).
import { rows, type Tx } from '../../database/database.js';
import { hashToken, newToken } from './token.js';

export class SignInLinkStore {
  /** Returns the token. Earlier unused links of the account end: the newest mail is the one that counts. */
  async make(tx: Tx, userId: number): Promise<string> {
    const token = newToken();
    await rows(tx, `DELETE FROM sign_in_link WHERE user_id = $1 AND used_at IS NULL`, [userId]);
    await rows(
      tx,
      `INSERT INTO sign_in_link (token_hash, user_id, expires_at) VALUES ($1, $2, now() + interval '24 hours')`,
      [hashToken(token), userId],
    );
    return token;
  }

  /** The account, or null. One UPDATE: of two that come at once, the second finds `used_at` set and gets nothing. */
  async use(tx: Tx, token: string): Promise<number | null> {
    const [used] = await rows<{ userId: number }>(
      tx,
      `UPDATE sign_in_link l SET used_at = now() FROM user_account u
        WHERE l.token_hash = $1 AND l.used_at IS NULL AND l.expires_at > now() AND u.id = l.user_id AND u.disabled_at IS NULL
        RETURNING l.user_id AS "userId"`,
      [hashToken(token)],
    );
    return used?.userId ?? null;
  }
}
