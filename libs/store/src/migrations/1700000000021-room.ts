// Room for what is written once more soon after: an order's ticket hears of its acknowledgement, an acknowledgement of its delivery. Where the new row fits
// beside the old one no index is written, and the log holds the difference only. And two indexes leave out the rows that nobody asks for by them.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Room1700000000021 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE ticket SET (fillfactor = 45);
      ALTER TABLE outbound_recipient SET (fillfactor = 50);
      -- Most EDI has no requester with an address, and only a reply or a sent mail has an outbound.
      DROP INDEX ticket_requester;
      CREATE INDEX ticket_requester ON ticket (requester_id, id DESC) WHERE requester_id IS NOT NULL;
      ALTER TABLE entry DROP CONSTRAINT entry_outbound_id_key;
      CREATE UNIQUE INDEX entry_outbound ON entry (outbound_id) WHERE outbound_id IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX entry_outbound;
      ALTER TABLE entry ADD CONSTRAINT entry_outbound_id_key UNIQUE (outbound_id);
      DROP INDEX ticket_requester;
      CREATE INDEX ticket_requester ON ticket (requester_id, id DESC);
      ALTER TABLE outbound_recipient RESET (fillfactor);
      ALTER TABLE ticket SET (fillfactor = 70);
    `);
  }
}
