// A macro as it stands in the form, and what is sent of it. Pure.
import type { Kind, Macro, SaveMacro } from '#api';
import { type Fault, fieldsOf, readNumber } from '../../../form/field.shape.js';

export type Then = { state: 'keep' | 'waiting' | 'done'; until: 'customer' | 'hours'; hours: string; outcome: string };
export type MacroDraft = {
  title: string;
  kind: string | null;
  departmentId: number | null;
  reply: number | null;
  note: string;
  fields: Record<string, unknown>;
  tick: string[];
  then: Then;
};

const KEEP: Then = { state: 'keep', until: 'customer', hours: '', outcome: '' };

export const emptyMacro = (departmentId: number): MacroDraft => ({
  title: '',
  kind: null,
  departmentId,
  reply: null,
  note: '',
  fields: {},
  tick: [],
  then: KEEP,
});

export function macroDraft({ title, kind, departmentId, steps }: Macro): MacroDraft {
  const { reply, note, fields, tick, then } = steps;
  return { title, kind, departmentId, reply, note, fields, tick, then: thenOf(then) };
}

function thenOf(then: Macro['steps']['then']): Then {
  if (then.state === 'done') return { ...KEEP, state: 'done', outcome: String(then.outcome ?? '') };
  if (then.state !== 'waiting') return KEEP;
  const hours = typeof then.workingHours === 'number' ? String(then.workingHours) : '';
  return { ...KEEP, state: 'waiting', until: hours ? 'hours' : 'customer', hours };
}

/** What belongs to another kind is let go, so that nothing unseen is saved. */
export function withKind(draft: MacroDraft, kind: Kind | null): MacroDraft {
  const names = kind ? fieldsOf(kind.schema).map(field => field.name) : [];
  const outcomes = kind?.outcomes.map(outcome => outcome.code);
  return {
    ...draft,
    kind: kind?.key ?? null,
    fields: Object.fromEntries(Object.entries(draft.fields).filter(([name]) => names.includes(name))),
    tick: draft.tick.filter(key => kind?.checklist.some(item => item.key === key)),
    then: outcomes && !outcomes.includes(draft.then.outcome) ? { ...draft.then, outcome: '' } : draft.then,
  };
}

export function readMacro(draft: MacroDraft, basedOn: number): { body: SaveMacro; faults: Fault[] } {
  const { title, kind, departmentId, reply, note, fields, tick, then } = draft;
  const faults: Fault[] = [];
  if (title.trim() === '') faults.push({ pointer: '/title', detail: 'Give it a title.' });
  const hours = readNumber(then.hours);
  const timed = then.state === 'waiting' && then.until === 'hours';
  if (timed && !(typeof hours === 'number' && hours > 0 && hours <= 2000))
    faults.push({ pointer: '/steps/then/workingHours', detail: 'Must be a number of hours, at most 2000.' });
  if (then.state === 'done' && then.outcome === '')
    faults.push({ pointer: '/steps/then/outcome', detail: 'Choose how it ends.' });
  const steps: SaveMacro['steps'] = {
    reply,
    note: note.trim(),
    fields,
    tick,
    then:
      then.state === 'done'
        ? { state: 'done', outcome: then.outcome }
        : then.state === 'waiting'
          ? { state: 'waiting', workingHours: timed ? Number(hours) : null }
          : { state: 'keep' },
  };
  const empty = reply === null && !steps.note && Object.keys(fields).length === 0 && tick.length === 0;
  if (empty && then.state === 'keep')
    faults.push({ pointer: '/steps', detail: 'It does nothing yet: give it a step.' });
  return { body: { basedOn, departmentId, title: title.trim(), kind, steps }, faults };
}
