// Requests that colleagues forward, by mail and on the page: who, when, and what became of it. Kept apart from tickets, because they are counted by person and
// week, and read by people who see no rail.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Forwards1700000000012 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE forward (
        message_id bigint PRIMARY KEY REFERENCES message,
        -- null while it waits in the ledger, and where it became no ticket
        ticket_id bigint REFERENCES ticket,
        -- where it came in: what is moved later was a stray request here all the same
        department_id integer NOT NULL REFERENCES department,
        -- of the colleague; SHA-256 of the lower-cased address
        address_key bytea NOT NULL CHECK (length(address_key) = 32),
        address text NOT NULL,
        name text NOT NULL,
        way text NOT NULL CHECK (way IN ('attached', 'inline', 'page')),
        -- the page's: whom to suggest the next time { name, company, address, phone }, and what is shown until there is a ticket
        who jsonb NOT NULL DEFAULT '{}',
        about text NOT NULL DEFAULT '',
        at timestamptz NOT NULL
      );
      CREATE INDEX forward_person ON forward (address_key, message_id DESC);
      -- counted by week from the index alone, name aside
      CREATE INDEX forward_week ON forward (department_id, at) INCLUDE (address_key);
      CREATE INDEX forward_ticket ON forward (ticket_id) WHERE ticket_id IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE forward');
  }
}
