// Tags of tickets: words in one spelling, in an order, and two ways to find them that cost a ticket without tags nothing.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Tags1700000000019 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- At most 20, each of 1 to 40 characters, without commas and control characters: written as one text they come apart as they were.
      ALTER TABLE ticket ADD COLUMN tags text[] NOT NULL DEFAULT '{}' CONSTRAINT ticket_tags_fit CHECK (
        cardinality(tags) <= 20 AND array_position(tags, NULL) IS NULL
        AND array_to_string(tags, ',') ~ '^([^,[:cntrl:]]{1,40}(,[^,[:cntrl:]]{1,40})*)?$'
        AND string_to_array(array_to_string(tags, ','), ',') = tags
      );
      -- By a tag, whatever the ticket's state. Most tickets have none, and are in neither index.
      CREATE INDEX ticket_tags ON ticket USING gin (tags) WHERE tags <> '{}';
      -- What is in use on a rail, the newest tickets first.
      CREATE INDEX ticket_tagged ON ticket (department_id, id DESC) WHERE tags <> '{}' AND state IN ('open', 'claimed', 'waiting');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE ticket DROP COLUMN tags');
  }
}
