// Signing in at a mailbox's provider: begun in the console, finished by whichever instance the browser comes back to.
import type { MigrationInterface, QueryRunner } from 'typeorm';

const KINDS = `'handoff-offered', 'handoff-accepted', 'handoff-returned', 'handoff-completed', 'handoff-cancelled', 'soon-late', 'late', 'likely-late',
  'follow-up', 'promise', 'channel-failing', 'channel-recovered'`;

export class OAuth1700000000018 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE oauth_sign_in (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        -- SHA-256 of the state that the provider hands back: the database holds none that could be used
        state_hash bytea NOT NULL UNIQUE,
        -- It ends in the browser session that it began in, or not at all.
        session_hash bytea NOT NULL REFERENCES session ON DELETE CASCADE,
        -- null: for a channel that is not saved yet
        channel_id integer REFERENCES channel ON DELETE CASCADE,
        -- { kind, key, name, departmentId, settings } as they were when it began
        draft jsonb NOT NULL,
        redirect_uri text NOT NULL,
        begun_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL DEFAULT now() + interval '10 minutes',
        -- the one time that the provider led back
        returned_at timestamptz,
        -- { outcome, account } or { outcome, code, words, next }; null: under way
        ending jsonb
      );
      CREATE INDEX oauth_sign_in_session ON oauth_sign_in (session_hash);
      CREATE INDEX oauth_sign_in_channel ON oauth_sign_in (channel_id) WHERE channel_id IS NOT NULL;

      -- The verifier, and the secrets of a channel that is not saved yet; sealed.
      CREATE TABLE oauth_secret (
        sign_in_id integer NOT NULL REFERENCES oauth_sign_in ON DELETE CASCADE,
        name text NOT NULL,
        sealed text NOT NULL,
        PRIMARY KEY (sign_in_id, name)
      );

      ALTER TABLE alert
        DROP CONSTRAINT alert_kind_check,
        ADD CONSTRAINT alert_kind_check CHECK (kind IN (${KINDS}, 'sign-in-ends'));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM alert_mail m USING alert a WHERE a.id = m.alert_id AND a.kind = 'sign-in-ends';
      DELETE FROM alert WHERE kind = 'sign-in-ends';
      ALTER TABLE alert DROP CONSTRAINT alert_kind_check, ADD CONSTRAINT alert_kind_check CHECK (kind IN (${KINDS}));
      DROP TABLE oauth_secret, oauth_sign_in;
    `);
  }
}
