// Sign-ins at the provider of a mailbox. Guarantees: a state is good once, for ten minutes, and only in the browser session that it was made for; the state
// itself is not kept; secrets pass through as the sealed text that they are stored as.
import { type Database, query, rows, type Tx } from '../database/database.js';
import { hashToken, newToken } from '../people/sign-in/token.js';
import type { SealedSecret } from './channel.store.js';

export interface SignInDraft {
  kind: string;
  key: string;
  name: string;
  departmentId: number | null;
  settings: Record<string, unknown>;
}

export type SignInEnding =
  | { outcome: 'signed-in'; account: string | null }
  | { outcome: 'failed'; code: string; words: string; next: string };

export interface SignInRow {
  id: number;
  channelId: number | null;
  draft: SignInDraft;
  redirectUri: string;
  /** Null: under way. */
  ending: SignInEnding | null;
  /** Names only, without the verifier. */
  secretsSet: string[];
}

export type TakenState =
  | { outcome: 'good'; row: SignInRow }
  /** `used`: the provider led back with it before. */
  | { outcome: 'used' | 'late'; row: SignInRow }
  | { outcome: 'unknown' };

/** Sealed for { table: 'oauth_secret', row: sign-in id, field: name, version: 1 }. */
export const VERIFIER = 'verifier';

const COLUMNS = `i.id, i.channel_id AS "channelId", i.draft, i.redirect_uri AS "redirectUri", i.ending,
  coalesce((SELECT json_agg(s.name ORDER BY s.name) FROM oauth_secret s WHERE s.sign_in_id = i.id AND s.name <> '${VERIFIER}'), '[]') AS "secretsSet"`;

export class SignInStore {
  /** The state is told once. */
  async begin(
    tx: Tx,
    asked: { sessionHash: Buffer; channelId: number | null; draft: SignInDraft; redirectUri: string },
  ): Promise<{ id: number; state: string }> {
    const state = newToken();
    const [made] = await rows<{ id: number }>(
      tx,
      `INSERT INTO oauth_sign_in (state_hash, session_hash, channel_id, draft, redirect_uri) VALUES ($1, $2, $3, $4::jsonb, $5) RETURNING id`,
      [hashToken(state), asked.sessionHash, asked.channelId, JSON.stringify(asked.draft), asked.redirectUri],
    );
    return { id: made!.id, state };
  }

  /** Null where it is not of this session. */
  async find(on: Database | Tx, id: number, sessionHash: Buffer): Promise<SignInRow | null> {
    const [found] = await query<SignInRow>(
      on,
      `SELECT ${COLUMNS} FROM oauth_sign_in i WHERE i.id = $1 AND i.session_hash = $2`,
      [id, sessionHash],
    );
    return found ?? null;
  }

  /** One statement decides: of two instances that are shown one state at once, the second sees that it was used. */
  async take(tx: Tx, state: string, sessionHash: Buffer): Promise<TakenState> {
    const hash = hashToken(state);
    const [good] = await rows<{ id: number }>(
      tx,
      `UPDATE oauth_sign_in SET returned_at = now()
        WHERE state_hash = $1 AND session_hash = $2 AND returned_at IS NULL AND expires_at > now() RETURNING id`,
      [hash, sessionHash],
    );
    const [row] = await rows<SignInRow & { returned: boolean }>(
      tx,
      `SELECT ${COLUMNS}, i.returned_at IS NOT NULL AS returned FROM oauth_sign_in i WHERE i.state_hash = $1 AND i.session_hash = $2`,
      [hash, sessionHash],
    );
    if (!row) return { outcome: 'unknown' };
    const { returned, ...found } = row;
    return { outcome: good ? 'good' : returned ? 'used' : 'late', row: found };
  }

  /** The first ending stays. */
  async end(tx: Tx, id: number, ending: SignInEnding): Promise<void> {
    await rows(tx, `UPDATE oauth_sign_in SET ending = $2::jsonb WHERE id = $1 AND ending IS NULL`, [
      id,
      JSON.stringify(ending),
    ]);
    await rows(tx, `DELETE FROM oauth_secret WHERE sign_in_id = $1 AND name = '${VERIFIER}'`, [id]);
  }

  /** With the verifier. */
  async sealedSecrets(on: Database | Tx, id: number): Promise<SealedSecret[]> {
    return query<SealedSecret>(on, `SELECT name, sealed FROM oauth_secret WHERE sign_in_id = $1 ORDER BY name`, [id]);
  }

  async keepSecrets(tx: Tx, id: number, secrets: readonly SealedSecret[]): Promise<void> {
    await rows(
      tx,
      `INSERT INTO oauth_secret (sign_in_id, name, sealed) SELECT $1, * FROM unnest($2::text[], $3::text[])
       ON CONFLICT (sign_in_id, name) DO UPDATE SET sealed = excluded.sealed`,
      [id, secrets.map(secret => secret.name), secrets.map(secret => secret.sealed)],
    );
  }

  /** As ChannelStore.changeSecret: false where it is gone, or `change` returned null. The row is locked: the second of two sees what the first left. */
  async changeSecret(tx: Tx, id: number, name: string, change: (sealed: string) => string | null): Promise<boolean> {
    const [now] = await rows<{ sealed: string }>(
      tx,
      `SELECT sealed FROM oauth_secret WHERE sign_in_id = $1 AND name = $2 FOR UPDATE`,
      [id, name],
    );
    const sealed = now ? change(now.sealed) : null;
    if (sealed === null) return false;
    await this.keepSecrets(tx, id, [{ name, sealed }]);
    return true;
  }

  /** Its channel is saved, or its secrets went on into another one. */
  async forget(tx: Tx, id: number): Promise<void> {
    await rows(tx, `DELETE FROM oauth_sign_in WHERE id = $1`, [id]);
  }
}
