// One reply template: its title, for whom and what it is, and its words.
import { useRef, useState } from 'react';
import type { Department, Kind, ReplyTemplate, SaveTemplate, TemplateList } from '#api';
import { deleteTemplate, saveTemplate } from '../../api/flow/standard-work.api.js';
import { Field, inputClass } from '../../dialog/frame/dialog-frame.js';
import { type Fault, fieldsOf } from '../../form/field.shape.js';
import { useUnsaved } from '../../leave/use-unsaved.js';
import { useSession } from '../../shell/session-context.js';
import { faultAt } from '../sheet/fault-at.js';
import { CommonFields } from './common-fields.js';
import { EditorFrame } from './editor-frame.js';
import { mayKeep, useKeeping } from './keeping.js';
import { TemplateBody } from './template-body.js';

type Props = {
  /** Null: a new one. */
  template: ReplyTemplate | null;
  variables: TemplateList['variables'];
  department: Department;
  kinds: readonly Kind[];
  onReload: () => void;
  onSaved: (id: number) => void;
  onDeleted: () => void;
};
type Draft = Omit<SaveTemplate, 'basedOn'>;

const emptyTemplate = (departmentId: number): Draft => ({
  departmentId,
  title: '',
  purpose: 'reply',
  kind: null,
  body: '',
});

export function TemplateEditor({ template, variables, department, kinds, onReload, onSaved, onDeleted }: Props) {
  const session = useSession();
  const box = useRef<HTMLFormElement>(null);
  const [basedOn, setBasedOn] = useState(template?.version ?? 0);
  const [draft, setDraft] = useState<Draft>(() => (template ? draftOf(template) : emptyTemplate(department.id)));
  const [saved, setSaved] = useState(draft);
  const { faults, show, run, overtaken, busy } = useKeeping(department.id, box);
  const change = (part: Partial<Draft>): void => setDraft(now => ({ ...now, ...part }));
  const readOnly = !mayKeep(session, template ? template.departmentId : department.id);
  const settled = useUnsaved(JSON.stringify(draft) !== JSON.stringify(saved));
  const kind = kinds.find(one => one.key === draft.kind);
  const fields = kind
    ? fieldsOf(kind.schema).map(({ name, title, type }) => ({
        name: `fields.${name}`,
        title,
        type: TYPES[type] ?? 'text',
      }))
    : [];
  const save = async (): Promise<void> => {
    const missing: Fault[] = [];
    if (draft.title.trim() === '') missing.push({ pointer: '/title', detail: 'Give it a title.' });
    if (draft.body.trim() === '') missing.push({ pointer: '/body', detail: 'Write what the reply says.' });
    if (missing.length > 0) return show(missing);
    const body = { ...draft, title: draft.title.trim(), basedOn };
    const now = await run(intent => saveTemplate(template?.id ?? null, body, intent), 'The template is saved.');
    if (!now) return;
    setBasedOn(now.version);
    setSaved(draft);
    settled();
    onSaved(now.id);
  };
  const remove = async (id: number): Promise<void> => {
    const done = await run(() => deleteTemplate(id).then(() => true), 'The template is deleted.');
    if (!done) return;
    settled();
    onDeleted();
  };
  return (
    <EditorFrame
      box={box}
      title={template?.title ?? 'New template'}
      what="template"
      readOnly={readOnly}
      overtaken={overtaken}
      busy={busy}
      onReload={onReload}
      onSave={() => void save()}
      onDelete={template ? () => void remove(template.id) : undefined}
    >
      <CommonFields
        values={draft}
        department={department}
        kinds={kinds}
        faults={faults}
        isAdmin={session.user.isAdmin}
        onChange={change}
      />
      <Field label="Purpose" error={faultAt(faults, '/purpose')}>
        <select
          className={inputClass}
          value={draft.purpose}
          onChange={event => change({ purpose: event.currentTarget.value as Draft['purpose'] })}
        >
          <option value="reply">A reply</option>
          <option value="promise-changed">Tell the customer of a new promised date</option>
        </select>
      </Field>
      <TemplateBody
        body={draft.body}
        variables={[...variables, ...fields]}
        fault={faultAt(faults, '/body')}
        readOnly={readOnly}
        onChange={body => change({ body })}
      />
    </EditorFrame>
  );
}

const TYPES: Record<string, string> = { number: 'number', integer: 'number', date: 'date', moment: 'moment' };

const draftOf = ({ departmentId, title, purpose, kind, body }: ReplyTemplate): Draft => ({
  departmentId,
  title,
  purpose,
  kind,
  body,
});
