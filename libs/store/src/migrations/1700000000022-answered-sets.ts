// What partners answer to documents of ours is kept for each set of the interchange, and a deadline ends only when each of them has its answer.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AnsweredSets1700000000022 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- sets: [{ functionalId, groupRef, messageRef, documentType, documentNumber, verdict? }]; a set without a verdict has no answer yet
      ALTER TABLE sent_document
        -- an answer is due for at least one of its sets
        ADD COLUMN is_open boolean NOT NULL DEFAULT true,
        -- that it arrived, as TA1 or CONTRL 8 say: no word about its content
        ADD COLUMN received_at timestamptz,
        ADD COLUMN received_by bigint REFERENCES message,
        -- we asked for nothing more (UNB 0031 is 2)
        ADD COLUMN receipt_settles boolean NOT NULL DEFAULT false,
        -- that it was not acknowledged in time; exception_ticket_id names the newest of its tickets
        ADD COLUMN overdue_ticket_id bigint REFERENCES ticket;
      UPDATE sent_document SET overdue_ticket_id = exception_ticket_id WHERE state = 'overdue';
      UPDATE sent_document SET is_open = false WHERE state IN ('accepted', 'accepted-with-errors', 'rejected');
      -- Which sets of a rejected one were refused was not kept.
      UPDATE sent_document s
         SET sets = (SELECT coalesce(jsonb_agg(one || jsonb_build_object('verdict', s.state) ORDER BY n), '[]')
                       FROM jsonb_array_elements(s.sets) WITH ORDINALITY AS x (one, n))
       WHERE state IN ('accepted', 'accepted-with-errors') AND jsonb_typeof(sets) = 'array';
      DROP INDEX sent_document_due;
      CREATE INDEX sent_document_due ON sent_document (due_at) WHERE is_open AND overdue_ticket_id IS NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX sent_document_due;
      CREATE INDEX sent_document_due ON sent_document (due_at) WHERE state = 'waiting';
      UPDATE sent_document
         SET sets = (SELECT coalesce(jsonb_agg(one - 'verdict' ORDER BY n), '[]') FROM jsonb_array_elements(sets) WITH ORDINALITY AS x (one, n))
       WHERE jsonb_typeof(sets) = 'array';
      ALTER TABLE sent_document
        DROP COLUMN is_open, DROP COLUMN received_at, DROP COLUMN received_by, DROP COLUMN receipt_settles, DROP COLUMN overdue_ticket_id;
    `);
  }
}
