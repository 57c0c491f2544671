// Files that a person lays beside a reply or a note before it is sent. They stand apart from the blobs: what is never sent is thrown away, and a blob never is.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Uploads1700000000025 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE upload (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        ticket_id bigint NOT NULL REFERENCES ticket,
        -- who may send it: user:<id> or key:<id>, as idempotency keys name them
        owner text NOT NULL,
        filename text NOT NULL CHECK (filename <> ''),
        content_type text NOT NULL,
        size integer NOT NULL CHECK (size > 0),
        -- null until all of its parts have come. Of its parts, or of a blob where it is a file of an earlier entry.
        sha256 bytea CHECK (length(sha256) = 32),
        -- the reply or note that took it along; null: it lies on the pad
        entry_id bigint REFERENCES entry,
        created_at timestamptz NOT NULL DEFAULT now(),
        -- when something last happened to it: it is thrown away so long after that
        touched_at timestamptz NOT NULL DEFAULT now(),
        CHECK (entry_id IS NULL OR sha256 IS NOT NULL)
      );
      CREATE INDEX upload_lying ON upload (owner, ticket_id) WHERE entry_id IS NULL;
      CREATE INDEX upload_taken ON upload (entry_id) WHERE entry_id IS NOT NULL;
      CREATE INDEX upload_touched ON upload (touched_at);

      CREATE TABLE upload_part (
        upload_id bigint NOT NULL REFERENCES upload ON DELETE CASCADE,
        n integer NOT NULL CHECK (n >= 0),
        bytes bytea NOT NULL,
        PRIMARY KEY (upload_id, n)
      );
      ALTER TABLE upload_part ALTER COLUMN bytes SET STORAGE EXTERNAL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE upload_part, upload');
  }
}
