// Channels, and the ledger of everything that they accepted.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Ledger1700000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE channel (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        key text NOT NULL UNIQUE CHECK (key ~ '^[a-z0-9][a-z0-9-]{0,60}$'),
        kind text NOT NULL,
        name text NOT NULL,
        department_id integer NOT NULL REFERENCES department,
        settings jsonb NOT NULL,
        enabled boolean NOT NULL DEFAULT true,
        version integer NOT NULL DEFAULT 1,
        -- position at the source, e.g. { uidValidity, lastUid }; moved only under the lease's fence
        cursor jsonb,
        cursor_fence bigint NOT NULL DEFAULT 0,
        health jsonb NOT NULL DEFAULT '{"state":"starting"}',
        last_ok_at timestamptz,
        created_at timestamptz NOT NULL DEFAULT now()
      );

      CREATE TABLE channel_secret (
        channel_id integer NOT NULL REFERENCES channel ON DELETE CASCADE,
        name text NOT NULL,
        sealed text NOT NULL,
        PRIMARY KEY (channel_id, name)
      );

      CREATE TABLE routing_rule (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        -- rules of one department; null: for all
        department_id integer REFERENCES department,
        position integer NOT NULL,
        name text NOT NULL,
        -- { recipient?, sender?, subject?, text? }: all that are given must match
        conditions jsonb NOT NULL,
        -- { kind?, priority?, departmentId?, suppress? }
        effect jsonb NOT NULL,
        enabled boolean NOT NULL DEFAULT true,
        UNIQUE (department_id, position)
      );

      -- Raw messages, attachments and outgoing mails, once each, by content.
      CREATE TABLE blob (
        sha256 bytea PRIMARY KEY CHECK (length(sha256) = 32),
        size integer NOT NULL,
        bytes bytea NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now()
      );
      -- Mail compresses badly for its cost at this rate: small ones stay in the row, large ones go out of line, none is compressed.
      ALTER TABLE blob ALTER COLUMN bytes SET STORAGE EXTERNAL;
      ALTER TABLE blob SET (toast_tuple_target = 4080);

      CREATE TABLE message (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        channel_id integer NOT NULL REFERENCES channel,
        department_id integer NOT NULL REFERENCES department,
        -- SHA-256 of channel and identity at the source: the same input never makes two rows
        source_key bytea NOT NULL UNIQUE CHECK (length(source_key) = 32),
        raw_sha256 bytea NOT NULL REFERENCES blob,
        size integer NOT NULL,
        -- { declaredBytes, limitBytes } where only the header section was taken
        oversize jsonb,
        transport jsonb NOT NULL,
        conversation_key text NOT NULL,
        received_at timestamptz NOT NULL,
        stored_at timestamptz NOT NULL DEFAULT now(),
        state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'ticketed', 'appended', 'suppressed', 'quarantined')),
        attempts smallint NOT NULL DEFAULT 0,
        -- suppressed: the rule's name; quarantined: the code
        reason text,
        detail text,
        ticket_id bigint,
        -- SHA-256 of what a reader sees: two copies of one mail that took different ways agree
        content_key bytea,
        decided_at timestamptz,
        CHECK ((state IN ('suppressed', 'quarantined')) = (reason IS NOT NULL)),
        CHECK (state NOT IN ('ticketed', 'appended') OR ticket_id IS NOT NULL)
      ) WITH (fillfactor = 85);
      CREATE INDEX message_pending ON message (stored_at) WHERE state = 'pending';
      CREATE INDEX message_quarantined ON message (department_id, id) WHERE state = 'quarantined';
      CREATE INDEX message_ticket ON message (ticket_id) WHERE ticket_id IS NOT NULL;
      -- The second copy of a mail on the same rail loses here, whichever order two workers write in.
      CREATE UNIQUE INDEX message_content ON message (department_id, content_key) WHERE state IN ('ticketed', 'appended');
      -- The same mail on another department's rail.
      CREATE INDEX message_twin ON message (content_key) WHERE content_key IS NOT NULL;

      -- Accepted, counted at the door and apart from the rows themselves, so that the balance can fail.
      -- Slots spread the writers; a figure is the sum over slots.
      CREATE TABLE ledger_counter (
        channel_id integer NOT NULL REFERENCES channel,
        day date NOT NULL,
        slot smallint NOT NULL,
        accepted bigint NOT NULL DEFAULT 0,
        PRIMARY KEY (channel_id, day, slot)
      ) WITH (fillfactor = 50);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE ledger_counter, message, blob, routing_rule, channel_secret, channel`);
  }
}
