// Automatic mail: what reports said of each recipient, addresses that mail does not reach, and how often a machine has written to whom.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Automatic1700000000013 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What a delivery report said of one recipient of one mail of ours. The recipient's own row says what our server's neighbour answered; this is what
      -- became of the mail after that.
      CREATE TABLE delivery_report (
        entry_id bigint NOT NULL REFERENCES entry ON DELETE CASCADE,
        -- from 1, in the report's order
        position smallint NOT NULL,
        -- null: it names a recipient that no mail of this ticket was sent to
        outbound_id bigint REFERENCES outbound,
        -- of the recipient as we wrote it
        address_key bytea NOT NULL CHECK (length(address_key) = 32),
        address text NOT NULL,
        -- RFC 3464: failed, delayed, delivered, relayed, expanded
        action text NOT NULL,
        -- RFC 3463, '' where unknown
        status text NOT NULL,
        diagnostic text NOT NULL,
        at timestamptz NOT NULL,
        PRIMARY KEY (entry_id, position)
      );
      CREATE INDEX delivery_report_outbound ON delivery_report (outbound_id) WHERE outbound_id IS NOT NULL;

      -- Mail to it came back for good (5.1.x). Goes with the next mail that comes from there, or by hand.
      CREATE TABLE undeliverable_address (
        address_key bytea PRIMARY KEY CHECK (length(address_key) = 32),
        address text NOT NULL,
        at timestamptz NOT NULL,
        status text NOT NULL,
        diagnostic text NOT NULL,
        -- where the report stands
        entry_id bigint NOT NULL REFERENCES entry ON DELETE CASCADE
      );
      -- It was never filled: people take part in tickets without being contacts.
      ALTER TABLE contact DROP COLUMN undeliverable_at;

      -- One row for each mail that a machine decided to send, kept for an hour: limits are counted over it, whichever instance sends.
      CREATE TABLE automatic_mail (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        address_key bytea NOT NULL CHECK (length(address_key) = 32),
        at timestamptz NOT NULL
      );
      CREATE INDEX automatic_mail_address ON automatic_mail (address_key, at);
      CREATE INDEX automatic_mail_at ON automatic_mail (at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE automatic_mail, undeliverable_address, delivery_report;
      ALTER TABLE contact ADD COLUMN undeliverable_at timestamptz;
    `);
  }
}
