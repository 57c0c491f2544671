// A change or a question that came before its order waits for it: when the order comes, it finds what is about it. Old ones are told from their documents.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class EarlyDocuments1700000000023 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- number of the order that it is about, while none of that number is known of its partner; it has a ticket of its own meanwhile
      ALTER TABLE message_part ADD COLUMN awaits_order text;
      UPDATE message_part p SET awaits_order = named.number
        FROM (
          SELECT w.message_id, w.number AS part,
                 nullif(CASE WHEN w.document_type IN ('860', 'ORDCHG')
                             THEN coalesce(e.detail -> 'document' ->> 'originalOrder', w.document_number)
                             ELSE e.detail -> 'document' ->> 'originalOrder' END, '') AS number
            FROM message_part w JOIN entry e ON e.message_id = w.message_id AND e.part = w.number
           WHERE w.state = 'ticketed' AND w.document_type IN ('860', 'ORDCHG', '869', 'OSTENQ')
        ) named
       WHERE p.message_id = named.message_id AND p.number = named.part AND named.number IS NOT NULL
         AND NOT EXISTS (SELECT FROM message_part o WHERE o.partner_id = p.partner_id AND o.document_number = named.number AND o.is_order);
      CREATE INDEX message_part_awaits ON message_part (partner_id, awaits_order) WHERE awaits_order IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE message_part DROP COLUMN awaits_order');
  }
}
