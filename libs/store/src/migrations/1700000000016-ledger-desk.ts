// What people decided of messages in the ledger, and a way to count a day of it without reading the others.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class LedgerDesk1700000000016 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- One row for each time that a person, or a key, sent a message on its way again, brought it to the rail, or put it aside.
      CREATE TABLE message_verdict (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        message_id bigint NOT NULL REFERENCES message,
        -- which document of the message; null: all of it
        part integer CHECK (part > 0),
        act text NOT NULL CHECK (act IN ('replayed', 'released', 'discarded')),
        -- why it was held or left out until then
        was text NOT NULL,
        -- null: a key of the API
        user_id integer REFERENCES user_account,
        name text NOT NULL,
        reason text,
        at timestamptz NOT NULL DEFAULT now(),
        -- Another try needs no reason; a decision does.
        CHECK (act = 'replayed' OR reason IS NOT NULL)
      );
      CREATE INDEX message_verdict_message ON message_verdict (message_id);
      CREATE TRIGGER message_verdict_stays BEFORE UPDATE OR DELETE ON message_verdict FOR EACH ROW EXECUTE FUNCTION refuse_change();

      -- Messages lie in the order in which they were stored, but for what was settled late: a summary of each stretch is enough to find a day, and
      -- costs the door next to nothing.
      CREATE INDEX message_stored ON message USING brin (stored_at) WITH (pages_per_range = 32, autosummarize = on);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX message_stored;
      DROP TABLE message_verdict;
    `);
  }
}
