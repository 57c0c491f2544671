// What a channel cannot send is a fault of the channel, told of as one: since when its mail has been held up.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class HeldUp1700000000020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The channel itself could not send (name, connection, sign-in, settings); null where the last attempt got as far as the mail.
      ALTER TABLE outbound ADD COLUMN held_up_since timestamptz;
      CREATE INDEX outbound_held_up ON outbound (channel_id) WHERE held_up_since IS NOT NULL;
      ALTER TABLE channel_fault
        DROP CONSTRAINT channel_fault_what_check,
        ADD CONSTRAINT channel_fault_what_check CHECK (what IN ('connection', 'nobody', 'sending', 'canary', 'backlog'));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM channel_fault WHERE what = 'sending';
      ALTER TABLE channel_fault
        DROP CONSTRAINT channel_fault_what_check,
        ADD CONSTRAINT channel_fault_what_check CHECK (what IN ('connection', 'nobody', 'canary', 'backlog'));
      DROP INDEX outbound_held_up;
      ALTER TABLE outbound DROP COLUMN held_up_since;
    `);
  }
}
