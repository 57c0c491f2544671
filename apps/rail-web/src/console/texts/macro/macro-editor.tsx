// One macro: several steps of standard work under one name.
import { useRef, useState } from 'react';
import type { Department, Kind, Macro, ReplyTemplate } from '#api';
import { deleteMacro, saveMacro } from '../../../api/flow/standard-work.api.js';
import { useUnsaved } from '../../../leave/use-unsaved.js';
import { useSession } from '../../../shell/session-context.js';
import sheet from '../../sheet/sheet.module.css';
import { CommonFields } from '../common-fields.js';
import { EditorFrame } from '../editor-frame.js';
import { mayKeep, useKeeping } from '../keeping.js';
import { emptyMacro, type MacroDraft, macroDraft, readMacro, withKind } from './macro.draft.js';
import { MacroSteps } from './macro-steps.js';

type Props = {
  /** Null: a new one. */
  macro: Macro | null;
  templates: readonly ReplyTemplate[];
  department: Department;
  kinds: readonly Kind[];
  onReload: () => void;
  onSaved: (id: number) => void;
  onDeleted: () => void;
};

export function MacroEditor({ macro, templates, department, kinds, onReload, onSaved, onDeleted }: Props) {
  const session = useSession();
  const box = useRef<HTMLFormElement>(null);
  const [basedOn, setBasedOn] = useState(macro?.version ?? 0);
  const [draft, setDraft] = useState<MacroDraft>(() => (macro ? macroDraft(macro) : emptyMacro(department.id)));
  const [saved, setSaved] = useState(draft);
  const { faults, show, run, overtaken, busy } = useKeeping(department.id, box);
  const settled = useUnsaved(JSON.stringify(draft) !== JSON.stringify(saved));
  const kindOf = (key: string | null): Kind | undefined => kinds.find(one => one.key === key);
  const nothing = faults.find(fault => fault.pointer === '/steps')?.detail;
  const change = (part: Partial<MacroDraft>): void => {
    const next = { ...draft, ...part };
    setDraft(part.kind === undefined ? next : withKind(next, kindOf(part.kind) ?? null));
  };
  const save = async (): Promise<void> => {
    const { body, faults: seen } = readMacro(draft, basedOn);
    if (seen.length > 0) return show(seen);
    const now = await run(intent => saveMacro(macro?.id ?? null, body, intent), 'The macro is saved.');
    if (!now) return;
    setBasedOn(now.version);
    setSaved(draft);
    settled();
    onSaved(now.id);
  };
  const remove = async (id: number): Promise<void> => {
    const done = await run(() => deleteMacro(id).then(() => true), 'The macro is deleted.');
    if (!done) return;
    settled();
    onDeleted();
  };
  return (
    <EditorFrame
      box={box}
      title={macro?.title ?? 'New macro'}
      what="macro"
      readOnly={!mayKeep(session, macro ? macro.departmentId : department.id)}
      overtaken={overtaken}
      busy={busy}
      onReload={onReload}
      onSave={() => void save()}
      onDelete={macro ? () => void remove(macro.id) : undefined}
    >
      <CommonFields
        values={draft}
        department={department}
        kinds={kinds}
        faults={faults}
        isAdmin={session.user.isAdmin}
        onChange={change}
      />
      <div className={sheet.apart}>
        <MacroSteps
          draft={draft}
          kind={kindOf(draft.kind)}
          kinds={kinds}
          templates={templates}
          faults={faults}
          onChange={change}
        />
      </div>
      {nothing && (
        <span className={sheet.fault} role="alert">
          {nothing}
        </span>
      )}
    </EditorFrame>
  );
}
