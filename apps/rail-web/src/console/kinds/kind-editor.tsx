// The editor of a kind: the form at the left, beside it what agents will see, at the foot what saving does.
import { useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import type { Kind } from '#api';
import { checkKind, listKey, saveKind, versionsKey } from '../../api/flow/definition.api.js';
import styles from '../definition/definition.module.css';
import { Preview } from '../definition/preview.js';
import { SaveBar } from '../definition/save-bar.js';
import { type Editor, useEditor } from '../definition/use-editor.js';
import { inOrder } from '../fields/field-row.js';
import { schemaOf, toClose } from '../fields/schema-draft.js';
import { type KindDraft, kindBody, kindDraft, kindFaults, newKind } from './kind-draft.js';
import { KindForm } from './kind-form.js';

const START = newKind();

export function KindEditor({ saved }: { saved: Kind | null }) {
  const client = useQueryClient();
  const [, go] = useLocation();
  const editor = useEditor<KindDraft, Kind>({
    id: `kinds/${saved?.key ?? ''}`,
    saved,
    start: START,
    draftOf: kindDraft,
    bodyOf: draft => [draft.key, draft.fields.json?.text, kindBody(draft, 0)],
    faultsOf: kindFaults,
    check: (draft, basedOn, signal) => checkKind(draft.key, kindBody(draft, basedOn), signal),
    save: (draft, basedOn, intent) => saveKind(draft.key, kindBody(draft, basedOn), intent),
    refresh: () => saved && void client.invalidateQueries({ queryKey: versionsKey('kinds', saved.key) }),
    keeps: 'Tickets that hang already keep theirs.',
    onSaved: async now => {
      await client.invalidateQueries({ queryKey: listKey('kinds') });
      if (!saved) go(`/console/kinds/${now.key}`, { replace: true });
    },
  });
  const { draft, faults } = editor;
  const theirs = (): void => {
    editor.discard();
    void client.invalidateQueries({ queryKey: versionsKey('kinds', draft.key) });
  };
  return (
    <div className={styles.desk}>
      <div>
        <KindForm draft={draft} set={editor.set} faults={faults} isNew={saved === null} />
        <SaveBar
          editor={editor as Editor<unknown>}
          what="kind"
          differences={(from, to) => `/console/kinds/${draft.key}?from=${from}&to=${to}`}
          onTheirs={theirs}
        />
      </div>
      <Preview
        schema={schemaOf(draft.fields)}
        note="as agents fill it in"
        required={inOrder(toClose(draft.fields), draft.closedBefore)}
        empty="This kind has no fields: a ticket of it is its conversation."
      />
    </div>
  );
}
