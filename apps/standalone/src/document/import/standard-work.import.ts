// Reply templates and macros of a document. Neither has a key of its own: one is known again by its department (or none) and its title, so another title
// makes another one.
import { type DepartmentRow, macroFaults, saveMacro, saveTemplate, type Tx, templateFaults } from '#store';
import { type Difference, type FieldFault, type KindBook, valueDifference } from '#tickets';
import { type DocumentMacro, type DocumentTemplate, nameOf, type TemplateName } from '../company.document.js';
import { type Change, type Findings, refuseLost } from '../document.change.js';
import { readStandardWork } from '../house.reader.js';

export interface StandardHouse {
  departments: readonly DepartmentRow[];
  kinds: KindBook;
}

export async function importTemplates(
  tx: Tx,
  templates: readonly DocumentTemplate[],
  { departments, kinds }: StandardHouse,
): Promise<Findings> {
  const found: Findings = { changes: [], faults: [] };
  if (templates.length === 0) return found;
  const known = (await readStandardWork(tx, departments)).templates;
  for (const [i, template] of templates.entries()) {
    const { departmentId, faults } = placed(template, departments, templates.slice(0, i));
    faults.push(...templateFaults(kinds, template));
    found.faults.push(...faults.map(({ pointer, detail }) => ({ pointer: `/templates/${i}${pointer}`, detail })));
    const before = known.find(one => nameOf(one) === nameOf(template));
    const differences = before ? templateDifferences(before, template) : [];
    if (faults.length > 0 || (before && differences.length === 0)) continue;
    const { department: _, ...values } = template;
    const by = { basedOn: before?.row.version ?? 0, userId: null };
    const saved = await saveTemplate(tx, before?.row.id ?? null, { ...values, departmentId }, by);
    refuseLost(saved, `template ${nameOf(template)}`);
    found.changes.push(changeOf('template', template, before !== undefined, differences));
  }
  return found;
}

/** After the templates: a macro may name one of the same document. */
export async function importMacros(
  tx: Tx,
  macros: readonly DocumentMacro[],
  { departments, kinds }: StandardHouse,
): Promise<Findings> {
  const found: Findings = { changes: [], faults: [] };
  if (macros.length === 0) return found;
  const known = await readStandardWork(tx, departments);
  for (const [i, macro] of macros.entries()) {
    const { departmentId, faults } = placed(macro, departments, macros.slice(0, i));
    const { reply } = macro.steps;
    const template = reply && known.templates.find(one => nameOf(one) === nameOf(reply));
    if (reply && !template) faults.push({ pointer: '/steps/reply', detail: `There is no template ${nameOf(reply)}` });
    const steps = { ...macro.steps, reply: template?.row.id ?? null };
    const owner = template ? { departmentId: idOf(template.department, departments) ?? null } : null;
    faults.push(...macroFaults(kinds, { ...macro, departmentId, steps }, owner));
    found.faults.push(...faults.map(({ pointer, detail }) => ({ pointer: `/macros/${i}${pointer}`, detail })));
    const before = known.macros.find(one => nameOf(one) === nameOf(macro));
    const differences = before ? macroDifferences(before, macro) : [];
    if (faults.length > 0 || (before && differences.length === 0)) continue;
    const { title, kind } = macro;
    const by = { basedOn: before?.row.version ?? 0, userId: null };
    const saved = await saveMacro(tx, before?.row.id ?? null, { departmentId, title, kind, steps }, by);
    refuseLost(saved, `macro ${nameOf(macro)}`);
    found.changes.push(changeOf('macro', macro, before !== undefined, differences));
  }
  return found;
}

function placed(
  row: TemplateName,
  departments: readonly DepartmentRow[],
  earlier: readonly TemplateName[],
): { departmentId: number | null; faults: FieldFault[] } {
  const faults: FieldFault[] = [];
  const departmentId = idOf(row.department, departments);
  if (departmentId === undefined)
    faults.push({ pointer: '/department', detail: `There is no department "${row.department}"` });
  if (earlier.some(one => nameOf(one) === nameOf(row)))
    faults.push({ pointer: '/title', detail: `${nameOf(row)} stands here twice` });
  return { departmentId: departmentId ?? null, faults };
}

/** Undefined: there is none of that key. */
const idOf = (key: string | null, departments: readonly DepartmentRow[]): number | null | undefined =>
  key === null ? null : departments.find(one => one.key === key)?.id;

const templateDifferences = (before: DocumentTemplate, after: DocumentTemplate): Difference[] => [
  ...valueDifference('/purpose', 'Purpose', before.purpose, after.purpose),
  ...valueDifference('/kind', 'Kind of ticket', before.kind, after.kind),
  ...valueDifference('/body', 'Text', before.body, after.body),
];

const macroDifferences = (before: DocumentMacro, after: DocumentMacro): Difference[] => [
  ...valueDifference('/kind', 'Kind of ticket', before.kind, after.kind),
  ...valueDifference('/steps/reply', 'Reply', before.steps.reply, after.steps.reply),
  ...valueDifference('/steps/note', 'Note', before.steps.note, after.steps.note),
  ...valueDifference('/steps/fields', 'Fields', before.steps.fields, after.steps.fields),
  ...valueDifference('/steps/tick', 'Checklist', before.steps.tick, after.steps.tick),
  ...valueDifference('/steps/then', 'Then', before.steps.then, after.steps.then),
];

const changeOf = (what: string, row: TemplateName, isKnown: boolean, differences: Difference[]): Change => ({
  title: `${what} ${nameOf(row)}${isKnown ? '' : ' is new'}`,
  lines: differences.map(one => one.words),
});
