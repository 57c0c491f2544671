// Forms: which posts came lately, so that a second click is the same post, and how much comes from whom, shared by all instances; and an index for those who
// look through what was suppressed.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Forms1700000000011 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- One row for each post of a form, kept for a while.
      CREATE TABLE form_post (
        -- SHA-256 of channel, sender and what was filled in
        key bytea PRIMARY KEY CHECK (length(key) = 32),
        -- the post that the row is of: a second click within the window is this one
        nonce uuid NOT NULL,
        began_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX form_post_began ON form_post (began_at);

      -- Posts of one address, or of one network address, within an hour that begins with the first.
      CREATE TABLE form_limit (
        -- SHA-256 of channel and subject: the table must not become a list of people
        subject bytea PRIMARY KEY CHECK (length(subject) = 32),
        began_at timestamptz NOT NULL,
        hits integer NOT NULL
      ) WITH (fillfactor = 70);
      CREATE INDEX form_limit_began ON form_limit (began_at);

      CREATE INDEX message_suppressed ON message (department_id, id) WHERE state = 'suppressed';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX message_suppressed; DROP TABLE form_limit, form_post`);
  }
}
