// The rules of a document: one list in its order, in place of the one before, checked as the console's. A rule is known again by its name, so another name
// makes another rule.
import { type DepartmentRow, PartnerStore, RuleStore, type Tx } from '#store';
import { type CheckedRule, checkRules, type FieldFault, type KindBook, ruleDifferences } from '#tickets';
import type { DocumentRule } from '../company.document.js';
import type { Findings } from '../document.change.js';

const store = new RuleStore();
/** Stands for what the document names and the company has not: that is said in the document's own words. */
const UNKNOWN = 0;

type Named = readonly { id: number; key: string; name: string }[];

/** Undefined: the document says nothing of rules, and they stay. */
export async function importRules(
  tx: Tx,
  rules: readonly DocumentRule[] | undefined,
  { departments, kinds }: { departments: readonly DepartmentRow[]; kinds: KindBook },
): Promise<Findings> {
  if (rules === undefined) return { changes: [], faults: [] };
  // Before anything is read: what was compared is what is replaced.
  const { rules: standing } = await store.lock(tx);
  const partners = await new PartnerStore().list(tx);
  const ids = new Map(standing.map(({ id, name }) => [folded(name), id]));
  const wanted = rules.map((rule, i): CheckedRule => {
    const isFirst = rules.findIndex(other => folded(other.name) === folded(rule.name)) === i;
    const id = isFirst ? (ids.get(folded(rule.name)) ?? null) : null;
    return ruleOf(rule, id, departments, partners);
  });
  const faults = [
    ...rules.flatMap((rule, i) => nameFaults(rule, `/rules/${i}`, departments, partners)),
    ...checkRules(wanted, {
      kinds,
      departmentIds: known(departments),
      partnerIds: known(partners),
      ruleIds: new Set(ids.values()),
    }),
  ];
  if (faults.length > 0) return { changes: [], faults };
  const differences = ruleDifferences(standing, wanted, {
    department: id => departments.find(one => one.id === id)?.name ?? `department ${id}`,
    partner: id => partners.find(one => one.id === id)?.name ?? `partner ${id}`,
    kind: key => kinds.titleOf(key),
  });
  if (differences.length === 0) return { changes: [], faults: [] };
  await store.save(tx, wanted, { basedOn: null, note: 'Read in from a file', userId: null });
  return { changes: [{ title: 'rules', lines: differences.map(one => one.words) }], faults: [] };
}

const folded = (name: string): string => name.trim().toLowerCase();
const known = (rows: Named): Set<number> => new Set([UNKNOWN, ...rows.map(one => one.id)]);
const idOf = (rows: Named, key: string): number => rows.find(one => one.key === key)?.id ?? UNKNOWN;

function ruleOf(
  {
    department,
    name,
    conditions: { partner, ...conditions },
    effect: { department: to, ...effect },
    enabled,
  }: DocumentRule,
  id: number | null,
  departments: Named,
  partners: Named,
): CheckedRule {
  return {
    id,
    name,
    enabled,
    departmentId: department === null ? null : idOf(departments, department),
    conditions: { ...conditions, ...(partner === undefined ? {} : { partner: idOf(partners, partner) }) },
    effect: { ...effect, ...(to === undefined ? {} : { departmentId: idOf(departments, to) }) },
  };
}

function nameFaults(rule: DocumentRule, place: string, departments: Named, partners: Named): FieldFault[] {
  const named: [pointer: string, what: string, key: string | null | undefined, rows: Named][] = [
    ['/department', 'department', rule.department, departments],
    ['/conditions/partner', 'trading partner', rule.conditions.partner, partners],
    ['/effect/department', 'department', rule.effect.department, departments],
  ];
  return named.flatMap(([pointer, what, key, rows]) =>
    key == null || idOf(rows, key) !== UNKNOWN
      ? []
      : [{ pointer: `${place}${pointer}`, detail: `There is no ${what} "${key}"` }],
  );
}
