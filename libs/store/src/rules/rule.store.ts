// The rule table and its versions. Guarantees: a version is never changed; the newest one and the table that messages are decided by change in one
// commit; of two who save at once the second is told (their turn is a lock of the table of versions).
import { type CheckedRule, type KeptRule, readTags } from '#tickets';
import { type Database, query, rows, type Tx } from '../database/database.js';
import { storableJson, storableText } from '../database/storable.js';

export interface RuleVersionRow {
  version: number;
  /** '' where nobody said why. */
  note: string;
  /** The version that it went back to. */
  restores: number | null;
  savedAt: Date;
  /** Null: it came with the company, or was read in from a file. */
  savedByName: string | null;
}

export interface RuleTable extends RuleVersionRow {
  /** In their order. */
  rules: KeptRule[];
}

export type RulesSaved =
  /** `unchanged`: nothing differs from what stands; there is no new version. */
  { outcome: 'saved' | 'unchanged'; version: number } | { outcome: 'changed-meanwhile'; currentVersion: number };

const VERSION = `v.version, v.note, v.restores, v.saved_at AS "savedAt", u.name AS "savedByName"`;
const RULES = `SELECT id, name, department_id AS "departmentId", conditions, effect, enabled FROM routing_rule ORDER BY position, id`;

export class RuleStore {
  /** What stands now. */
  async current(on: Database | Tx): Promise<RuleTable> {
    const [newest] = await query<RuleVersionRow & { rules: KeptRule[] }>(
      on,
      `SELECT ${VERSION}, coalesce((SELECT json_agg(r) FROM (${RULES}) r), '[]') AS rules
         FROM rule_version v LEFT JOIN user_account u ON u.id = v.saved_by ORDER BY v.version DESC LIMIT 1`,
    );
    return newest!;
  }

  /** The newest first. */
  versions(
    on: Database | Tx,
    page: { before?: number; limit: number },
  ): Promise<(RuleVersionRow & { rules: number })[]> {
    return query(
      on,
      `SELECT ${VERSION}, jsonb_array_length(v.rules) AS rules FROM rule_version v LEFT JOIN user_account u ON u.id = v.saved_by
        WHERE $1::int IS NULL OR v.version < $1 ORDER BY v.version DESC LIMIT $2`,
      [page.before ?? null, page.limit],
    );
  }

  async at(on: Database | Tx, version: number): Promise<RuleTable | null> {
    const [found] = await query<RuleTable>(
      on,
      `SELECT ${VERSION}, v.rules FROM rule_version v LEFT JOIN user_account u ON u.id = v.saved_by WHERE v.version = $1`,
      [version],
    );
    return found ?? null;
  }

  /** Until the transaction ends: what was read of the table since stands until the save. */
  async lock(tx: Tx): Promise<RuleTable> {
    // Readers wait for nobody; of two who save, the second waits here and then sees the first.
    await rows(tx, 'LOCK TABLE rule_version IN SHARE ROW EXCLUSIVE MODE');
    return this.current(tx);
  }

  /**
   * After checkRules(). A rule keeps its id, also one that comes back; the ids of new ones are given here.
   * @param by.basedOn  the version that the editor saw; null: whatever stands
   */
  async save(
    tx: Tx,
    wanted: readonly CheckedRule[],
    by: { basedOn: number | null; note: string; userId: number | null; restores?: number },
  ): Promise<RulesSaved> {
    const standing = await this.lock(tx);
    const { version } = standing;
    if (by.basedOn !== null && by.basedOn !== version) return { outcome: 'changed-meanwhile', currentVersion: version };
    const rules = wanted.map(storable);
    if (JSON.stringify(rules) === JSON.stringify(standing.rules.map(storable)))
      return { outcome: 'unchanged', version };
    // Whole, because a place is unique and places change with each other. Nothing refers to a row of it.
    await rows(tx, 'DELETE FROM routing_rule');
    await rows(
      tx,
      `INSERT INTO routing_rule (id, position, name, department_id, conditions, effect, enabled) OVERRIDING SYSTEM VALUE
       SELECT coalesce((rule ->> 'id')::int, nextval(pg_get_serial_sequence('routing_rule', 'id'))), position, rule ->> 'name', (rule ->> 'departmentId')::int,
              rule -> 'conditions', rule -> 'effect', (rule ->> 'enabled')::boolean
         FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS wanted(rule, position)`,
      [storableJson(rules)],
    );
    await rows(
      tx,
      `INSERT INTO rule_version (version, rules, note, restores, saved_by)
       SELECT $1, coalesce((SELECT jsonb_agg(to_jsonb(r)) FROM (${RULES}) r), '[]'), $2, $3, $4`,
      [version + 1, storableText(by.note), by.restores ?? null, by.userId],
    );
    return { outcome: 'saved', version: version + 1 };
  }

  /** Ids that were ever given: a rule that is gone may come back under its own. */
  async knownIds(on: Database | Tx): Promise<Set<number>> {
    const found = await query<{ id: number }>(
      on,
      `SELECT id FROM routing_rule UNION SELECT (rule ->> 'id')::int FROM rule_version, jsonb_array_elements(rules) AS rule`,
    );
    return new Set(found.map(row => row.id));
  }
}

/** In one order of keys, without what is not said: equal rules are equal texts. */
function storable({ id, name, departmentId, conditions, effect, enabled }: CheckedRule) {
  const { recipient, sender, subject, text, kind, partner, number, customer } = conditions;
  const { suppress, departmentId: to, priority, business, tags } = effect;
  return {
    id,
    name: storableText(name.trim()),
    departmentId,
    conditions: { recipient, sender, subject, text, kind, partner, number, customer },
    effect: {
      suppress: suppress || undefined,
      departmentId: to,
      kind: effect.kind,
      priority,
      business,
      tags: tags && readTags(tags).tags,
    },
    enabled,
  };
}
