// The health of channels: what is wrong with one, test messages that prove the whole way, and second looks at a source.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Health1700000000015 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE alert
        DROP CONSTRAINT alert_kind_check,
        ADD CONSTRAINT alert_kind_check CHECK (kind IN ('handoff-offered', 'handoff-accepted', 'handoff-returned', 'handoff-completed',
          'handoff-cancelled', 'soon-late', 'late', 'likely-late', 'follow-up', 'promise', 'channel-failing', 'channel-recovered'));

      -- Administrators hear of channels at once, whatever they chose of digests: no such mail before this.
      ALTER TABLE user_account ADD COLUMN channel_mail_at timestamptz NOT NULL DEFAULT now();

      -- One row from the moment that a channel is found wrong until it is well again.
      CREATE TABLE channel_fault (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        channel_id integer NOT NULL REFERENCES channel ON DELETE CASCADE,
        what text NOT NULL CHECK (what IN ('connection', 'nobody', 'canary', 'backlog')),
        problem text NOT NULL,
        opened_at timestamptz NOT NULL DEFAULT now(),
        closed_at timestamptz
      );
      -- However many processes find it at once, a channel has one open fault, and so one alert.
      CREATE UNIQUE INDEX channel_fault_open ON channel_fault (channel_id) WHERE closed_at IS NULL;
      CREATE INDEX channel_fault_of ON channel_fault (channel_id, id DESC);

      CREATE TABLE canary (
        channel_id integer PRIMARY KEY REFERENCES channel ON DELETE CASCADE,
        -- null: only when somebody asks for one
        every_minutes integer CHECK (every_minutes BETWEEN 5 AND 1440),
        -- null: none is due
        next_at timestamptz
      );
      CREATE INDEX canary_due ON canary (next_at) WHERE next_at IS NOT NULL;
      CREATE TABLE canary_run (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        channel_id integer NOT NULL REFERENCES channel ON DELETE CASCADE,
        -- 128 random bits: nobody else can send a message that is taken for ours
        token text NOT NULL UNIQUE CHECK (token ~ '^[0-9a-f]{32}$'),
        begun_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        -- the first server has it
        handed_at timestamptz,
        -- it came through to the decision
        arrived_at timestamptz,
        problem text
      );
      CREATE INDEX canary_run_of ON canary_run (channel_id, id DESC);

      -- A second look at what a source holds already, asked for by a person and done by whoever holds the channel.
      CREATE TABLE catch_up (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        channel_id integer NOT NULL REFERENCES channel ON DELETE CASCADE,
        -- null: everything that is there
        since date,
        state text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
        -- messages at the source; looked at; new to the ledger
        found integer NOT NULL DEFAULT 0,
        looked integer NOT NULL DEFAULT 0,
        taken integer NOT NULL DEFAULT 0,
        -- begun so often; problem says what cut it off last, until it is over
        attempts integer NOT NULL DEFAULT 0,
        problem text,
        asked_by text NOT NULL,
        asked_at timestamptz NOT NULL DEFAULT now(),
        ended_at timestamptz,
        CHECK ((state IN ('done', 'failed', 'cancelled')) = (ended_at IS NOT NULL))
      );
      CREATE UNIQUE INDEX catch_up_open ON catch_up (channel_id) WHERE state IN ('queued', 'running');
      CREATE INDEX catch_up_of ON catch_up (channel_id, id DESC);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE user_account DROP COLUMN channel_mail_at;
      DROP TABLE catch_up, canary_run, canary, channel_fault;
      DELETE FROM alert_mail m USING alert a WHERE a.id = m.alert_id AND a.kind IN ('channel-failing', 'channel-recovered');
      DELETE FROM alert WHERE kind IN ('channel-failing', 'channel-recovered');
      ALTER TABLE alert
        DROP CONSTRAINT alert_kind_check,
        ADD CONSTRAINT alert_kind_check CHECK (kind IN ('handoff-offered', 'handoff-accepted', 'handoff-returned', 'handoff-completed',
          'handoff-cancelled', 'soon-late', 'late', 'likely-late', 'follow-up', 'promise'));
    `);
  }
}
