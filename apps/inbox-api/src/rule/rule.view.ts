// Rules as the contract shows them, and the names of what they name. Pure but for the reading of names.
import type { RoutingRule, RuledAs, RuleTable, RuleVersion } from '#api';
import type { RuleVersionRow, RuleTable as StoredTable } from '#store';
import type { KeptRule, RuledOutcome, RuleNames } from '#tickets';

export const ruleView = ({ id, name, enabled, departmentId, conditions, effect }: KeptRule): RoutingRule => ({
  id,
  name,
  enabled,
  departmentId,
  conditions,
  effect,
});

export const tableView = ({ rules, ...row }: StoredTable): RuleTable => ({
  ...versionView(row),
  rules: rules.map(ruleView),
});

const versionView = ({ version, note, restores, savedAt, savedByName }: RuleVersionRow) => ({
  version,
  note,
  restores,
  savedAt: savedAt.toISOString(),
  savedBy: savedByName,
});

export const listedVersion = ({ rules, ...row }: RuleVersionRow & { rules: number }): RuleVersion => ({
  ...versionView(row),
  ruleCount: rules,
});

export function ruledView(of: RuledOutcome, names: RuleNames): RuledAs {
  if (of.outcome === 'left-out')
    return {
      ...{ leftOutBy: of.rule, departmentName: null, kindTitle: null, priority: null, business: null },
      tags: [],
      rules: [of.rule],
    };
  return {
    leftOutBy: null,
    departmentName: names.department(of.departmentId),
    kindTitle: of.kind === null ? null : names.kind(of.kind),
    priority: of.priority,
    business: of.business,
    tags: of.tags,
    rules: of.rules,
  };
}
