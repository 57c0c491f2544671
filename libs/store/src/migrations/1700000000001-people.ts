// Who works here: departments, people, what they may do, and how they prove who they are.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class People1700000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE company (
        id smallint PRIMARY KEY DEFAULT 1 CHECK (id = 1),
        name text NOT NULL,
        demo boolean NOT NULL DEFAULT false,
        created_at timestamptz NOT NULL DEFAULT now()
      );

      CREATE TABLE department (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        key text NOT NULL UNIQUE CHECK (key ~ '^[a-z0-9][a-z0-9-]{0,60}$'),
        name text NOT NULL,
        time_zone text NOT NULL,
        -- { "mon": [["08:00","12:00"],["13:00","17:00"]], … } in the department's own time zone
        work_hours jsonb NOT NULL,
        claim_limit integer NOT NULL DEFAULT 5 CHECK (claim_limit > 0),
        rail_limit integer NOT NULL DEFAULT 200 CHECK (rail_limit > 0),
        created_at timestamptz NOT NULL DEFAULT now()
      );

      CREATE TABLE user_account (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        email text NOT NULL,
        name text NOT NULL,
        -- scrypt$N$r$p$salt$hash; null: signs in by link only
        password_hash text,
        is_admin boolean NOT NULL DEFAULT false,
        disabled_at timestamptz,
        created_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE UNIQUE INDEX user_account_email ON user_account (lower(email));

      CREATE TABLE membership (
        user_id integer NOT NULL REFERENCES user_account ON DELETE CASCADE,
        department_id integer NOT NULL REFERENCES department ON DELETE CASCADE,
        role text NOT NULL CHECK (role IN ('supervisor', 'agent', 'sales')),
        PRIMARY KEY (user_id, department_id)
      );

      CREATE TABLE session (
        token_hash bytea PRIMARY KEY,
        user_id integer NOT NULL REFERENCES user_account ON DELETE CASCADE,
        began_with text NOT NULL CHECK (began_with IN ('password', 'link')),
        created_at timestamptz NOT NULL DEFAULT now(),
        last_seen_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL
      );
      CREATE INDEX session_of_user ON session (user_id);

      CREATE TABLE sign_in_link (
        token_hash bytea PRIMARY KEY,
        user_id integer NOT NULL REFERENCES user_account ON DELETE CASCADE,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL,
        used_at timestamptz
      );

      CREATE TABLE sign_in_failure (
        -- 'account:<sha256 of the lower-cased address>' or 'ip:<address>'
        subject text NOT NULL,
        failed_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX sign_in_failure_subject ON sign_in_failure (subject, failed_at);

      CREATE TABLE api_key (
        id text PRIMARY KEY,
        secret_hash bytea NOT NULL,
        name text NOT NULL,
        department_id integer REFERENCES department ON DELETE CASCADE,
        role text NOT NULL CHECK (role IN ('admin', 'supervisor', 'agent', 'sales')),
        created_by integer REFERENCES user_account,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz,
        last_used_at timestamptz,
        revoked_at timestamptz
      );

      CREATE TABLE idempotency_key (
        -- 'user:<id>' or 'key:<id>'
        actor text NOT NULL,
        key_hash bytea NOT NULL,
        request_hash bytea NOT NULL,
        -- null while the first request is still under way
        status integer,
        body jsonb,
        etag text,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (actor, key_hash)
      );
      CREATE INDEX idempotency_key_age ON idempotency_key (created_at);

      CREATE TABLE lease (
        name text PRIMARY KEY,
        owner text NOT NULL,
        -- rises with each new holder; each write of a holder carries it
        fence bigint NOT NULL DEFAULT 1,
        expires_at timestamptz NOT NULL
      ) WITH (fillfactor = 50);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `DROP TABLE lease, idempotency_key, api_key, sign_in_failure, sign_in_link, session, membership, user_account, department, company`,
    );
  }
}
