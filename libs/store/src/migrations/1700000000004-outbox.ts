// The outbox: events written in the transaction of the change that they tell of. Three partitions take turns: when the
// newest fills, the oldest is truncated once nothing in it is unsent (docs/decisions/0007).
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Outbox1700000000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Fences of leases: from a sequence, so that a lost lease row does not make an old fence valid again.
      CREATE SEQUENCE lease_fence AS bigint;

      CREATE SEQUENCE outbox_id AS bigint;
      CREATE TABLE outbox (
        id bigint NOT NULL DEFAULT nextval('outbox_id'),
        -- turns every 8 hours: 0, 1, 2, 0 …
        slot smallint NOT NULL DEFAULT ((extract(epoch FROM now())::bigint / 28800) % 3)::smallint,
        event_id uuid NOT NULL DEFAULT gen_random_uuid(),
        topic text NOT NULL,
        key text NOT NULL,
        -- 0..15, from the key: one relay per lane keeps the order per key
        lane smallint NOT NULL CHECK (lane BETWEEN 0 AND 15),
        -- per ticket, gap-free; 0 where the key is not a ticket
        seq integer NOT NULL DEFAULT 0,
        type text NOT NULL,
        payload jsonb NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        sent_at timestamptz,
        -- of the relay, while the bus does not take the event; shown to ops
        attempts smallint NOT NULL DEFAULT 0,
        next_attempt_at timestamptz,
        error text,
        PRIMARY KEY (slot, id)
      ) PARTITION BY LIST (slot);
      -- Each row is updated once, when it is sent. Vacuum early, or the reader walks over the dead.
      CREATE TABLE outbox_0 PARTITION OF outbox FOR VALUES IN (0) WITH (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.02);
      CREATE TABLE outbox_1 PARTITION OF outbox FOR VALUES IN (1) WITH (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.02);
      CREATE TABLE outbox_2 PARTITION OF outbox FOR VALUES IN (2) WITH (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.02);
      CREATE INDEX outbox_unsent ON outbox (lane, id) WHERE sent_at IS NULL;

      -- What a consumer could not take, and what came after it for the same key. The rows of one consumer and key, in the
      -- order of their ids, are the order in which they are delivered once an operator requeues them.
      CREATE TABLE dead_letter (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        outbox_id bigint NOT NULL,
        event_id uuid NOT NULL,
        -- which consumer could not take it; 'relay' where it could not even be sent
        consumer text NOT NULL,
        topic text NOT NULL,
        key text NOT NULL,
        seq integer NOT NULL,
        type text NOT NULL,
        payload jsonb NOT NULL,
        happened_at timestamptz NOT NULL,
        -- true: nothing is wrong with it, it waits behind one that failed
        parked boolean NOT NULL,
        attempts integer NOT NULL,
        error text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        -- an operator asked for another try; taken back where that fails too
        requeued_at timestamptz,
        resolved_at timestamptz,
        resolution text CHECK (resolution IN ('delivered', 'discarded')),
        UNIQUE (event_id, consumer),
        CHECK ((resolved_at IS NULL) = (resolution IS NULL))
      );
      -- The key's beginning only: an index row must stay under 2,704 bytes whatever a sender puts into a Message-ID.
      CREATE INDEX dead_letter_open ON dead_letter (consumer, left(key, 200), id) WHERE resolved_at IS NULL;

      -- Event ids that a consumer has taken, recorded in the transaction of its effect: at-least-once becomes exactly once.
      CREATE TABLE taken_event (
        consumer text NOT NULL,
        event_id uuid NOT NULL,
        taken_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (consumer, event_id)
      );
      CREATE INDEX taken_event_age ON taken_event USING brin (taken_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE taken_event, dead_letter, outbox; DROP SEQUENCE outbox_id, lease_fence`);
  }
}
