// Versions of the rule table: each is kept whole, so that it can be looked at and gone back to.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Rules1700000000014 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE rule_version (
        version integer PRIMARY KEY CHECK (version > 0),
        -- in their order: [{ id, name, departmentId, conditions, effect, enabled }]; the newest is what stands in routing_rule
        rules jsonb NOT NULL,
        -- why, by whoever applied it; '' where nobody said
        note text NOT NULL DEFAULT '',
        -- the version that it went back to
        restores integer REFERENCES rule_version,
        -- null: it came with the company
        saved_by integer REFERENCES user_account,
        saved_at timestamptz NOT NULL DEFAULT now()
      );
      INSERT INTO rule_version (version, rules)
      SELECT 1, coalesce(jsonb_agg(jsonb_build_object('id', id, 'name', name, 'departmentId', department_id, 'conditions', conditions, 'effect', effect,
                                                      'enabled', enabled) ORDER BY position, id), '[]')
        FROM routing_rule;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE rule_version');
  }
}
