// The rules of a document: one list in its order, in place of the one before.
import { allRules, type DepartmentRow, type RuleRow, replaceRules, type Tx } from '#store';
import { type Difference, type KindBook, valueDifference } from '#tickets';
import type { DocumentRule } from './company.document.js';
import type { Findings } from './document.change.js';
import { documentRule } from './source.reader.js';

/** Undefined: the document says nothing of rules, and they stay. */
export async function importRules(
  tx: Tx,
  rules: readonly DocumentRule[] | undefined,
  { departments, kinds }: { departments: readonly DepartmentRow[]; kinds: KindBook },
): Promise<Findings> {
  const found: Findings = { changes: [], faults: [] };
  if (rules === undefined) return found;
  const idOf = (key: string | null | undefined) => departments.find(one => one.key === key)?.id;
  const rows = rules.map(
    ({ department, effect: { department: goesTo, ...effect }, conditions, ...rest }, i): RuleRow => {
      const fault = (place: string, detail: string) => found.faults.push({ pointer: `/rules/${i}${place}`, detail });
      if (department !== null && idOf(department) === undefined)
        fault('/department', `There is no department "${department}"`);
      if (goesTo !== undefined && idOf(goesTo) === undefined)
        fault('/effect/department', `There is no department "${goesTo}"`);
      for (const [place, kind] of [
        ['/conditions/kind', conditions.kind],
        ['/effect/kind', effect.kind],
      ] as const)
        if (kind !== undefined && !kinds.has(kind)) fault(place, `There is no ticket kind "${kind}"`);
      if (rules.slice(0, i).some(one => nameOf(one) === nameOf({ department, name: rest.name })))
        fault('/name', `"${rest.name}" stands here twice`);
      const departmentId = idOf(goesTo);
      return {
        ...rest,
        conditions,
        departmentId: idOf(department) ?? null,
        effect: { ...effect, ...(departmentId === undefined ? {} : { departmentId }) },
      };
    },
  );
  if (found.faults.length > 0) return found;
  const before = (await allRules(tx)).map(row => documentRule(row, departments));
  const lines = differencesOf(before, rules);
  if (lines.length === 0) return found;
  await replaceRules(tx, rows);
  found.changes.push({ title: 'rules', lines });
  return found;
}

const nameOf = ({ department, name }: Pick<DocumentRule, 'department' | 'name'>): string =>
  department === null ? name : `${name} of ${department}`;

function differencesOf(before: readonly DocumentRule[], after: readonly DocumentRule[]): string[] {
  const find = (list: readonly DocumentRule[], one: DocumentRule) => list.find(other => nameOf(other) === nameOf(one));
  const kept = (list: readonly DocumentRule[], other: readonly DocumentRule[]) =>
    list.filter(one => find(other, one)).map(nameOf);
  return [
    ...after.flatMap(one => {
      const old = find(before, one);
      return old
        ? ruleDifferences(old, one).map(found => `Rule ${nameOf(one)}: ${found.words}`)
        : [`Rule ${nameOf(one)} is new`];
    }),
    ...before.filter(one => !find(after, one)).map(one => `Rule ${nameOf(one)} is gone`),
    ...valueDifference('', 'Order', kept(before, after), kept(after, before)).map(found => found.words),
  ];
}

const ruleDifferences = (before: DocumentRule, after: DocumentRule): Difference[] => [
  ...valueDifference('/conditions', 'where', before.conditions, after.conditions),
  ...valueDifference('/effect', 'then', before.effect, after.effect),
  ...valueDifference('/enabled', 'switched on', before.enabled, after.enabled),
];
