// The rule table as one list, in its order. Guarantee: it is replaced as a whole, so that a reader finds the old order or the new one, never a mixture.
import type { RoutingRule } from '#tickets';
import { type Database, query, rows, type Tx } from '../database/database.js';
import { storableJson, storableText } from '../database/storable.js';

export type RuleRow = Omit<RoutingRule, 'id'> & { enabled: boolean };

export const allRules = (on: Database | Tx): Promise<RuleRow[]> =>
  query<RuleRow>(
    on,
    `SELECT name, department_id AS "departmentId", conditions, effect, enabled FROM routing_rule ORDER BY position, id`,
  );

export async function replaceRules(tx: Tx, rules: readonly RuleRow[]): Promise<void> {
  // Two who replace at once would both insert; readers wait for nobody.
  await rows(tx, 'LOCK TABLE routing_rule IN SHARE ROW EXCLUSIVE MODE');
  await rows(tx, 'DELETE FROM routing_rule');
  await rows(
    tx,
    `INSERT INTO routing_rule (position, department_id, name, conditions, effect, enabled)
     SELECT r.position, r.department_id, r.name, r.conditions, r.effect, r.enabled
       FROM unnest($1::int[], $2::text[], $3::jsonb[], $4::jsonb[], $5::boolean[]) WITH ORDINALITY AS r(department_id, name, conditions, effect, enabled, position)`,
    [
      rules.map(rule => rule.departmentId),
      rules.map(rule => storableText(rule.name)),
      rules.map(rule => storableJson(rule.conditions)),
      rules.map(rule => storableJson(rule.effect)),
      rules.map(rule => rule.enabled),
    ],
  );
}
