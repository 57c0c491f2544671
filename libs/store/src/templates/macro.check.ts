// What of a macro no ticket of its kind could take. The same check serves the API and the command line. Each fault with its place in the macro.
import { checkFields, type FieldFault, isReadOnly, type KindBook, propertiesOf } from '#tickets';
import type { MacroRow, TemplateRow } from './template.store.js';

export interface MacroSteps {
  /** Number of a template; null: none. */
  reply: number | null;
  fields: Record<string, unknown>;
  tick: readonly string[];
  then: { state: 'keep' } | { state: 'waiting' } | { state: 'done'; outcome: string };
}

/**
 * A macro for every kind is judged when it is used.
 * @param template  the one that `steps.reply` names; null where there is none
 */
export function macroFaults(
  kinds: KindBook,
  { kind, departmentId, steps }: Pick<MacroRow, 'kind' | 'departmentId'> & { steps: MacroSteps },
  template: Pick<TemplateRow, 'departmentId'> | null,
): FieldFault[] {
  const faults: FieldFault[] = [];
  if (steps.reply !== null && (!template || (template.departmentId ?? departmentId) !== departmentId))
    faults.push({ pointer: '/steps/reply', detail: 'Is no template of this department' });
  if (kind === null) return faults;
  if (!kinds.has(kind)) return [...faults, { pointer: '/kind', detail: `There is no kind "${kind}"` }];
  const { schema, checklist, outcomes } = kinds.current(kind);
  const known = propertiesOf(schema);
  for (const name of Object.keys(steps.fields))
    if (!Object.hasOwn(known, name))
      faults.push({ pointer: `/steps/fields/${name}`, detail: 'Is no field of this kind' });
    else if (isReadOnly(schema, name))
      faults.push({ pointer: `/steps/fields/${name}`, detail: 'Stands as it was sent and cannot be changed' });
  for (const fault of checkFields(schema, steps.fields, { partial: true }))
    faults.push({ ...fault, pointer: `/steps/fields${fault.pointer}` });
  for (const [i, key] of steps.tick.entries())
    if (!checklist.some(item => item.key === key))
      faults.push({ pointer: `/steps/tick/${i}`, detail: 'Is no item of this kind’s checklist' });
  const { then } = steps;
  if (then.state === 'done' && !outcomes.some(outcome => outcome.code === then.outcome))
    faults.push({ pointer: '/steps/then/outcome', detail: 'Is no outcome of this kind' });
  return faults;
}
