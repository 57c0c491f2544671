// The editor of a contract: the form at the left, beside it what the sender fills in and what the receiver answers.
import { useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import type { Contract, Department, Kind } from '#api';
import { checkContract, listKey, saveContract, versionsKey } from '../../api/flow/definition.api.js';
import styles from '../definition/definition.module.css';
import { Preview } from '../definition/preview.js';
import { SaveBar } from '../definition/save-bar.js';
import { type Editor, useEditor } from '../definition/use-editor.js';
import { schemaOf } from '../fields/schema-draft.js';
import { type ContractDraft, contractBody, contractDraft, contractFaults, newContract } from './contract-draft.js';
import { ContractForm } from './contract-form.js';

const START = newContract();

type Props = { saved: Contract | null; departments: Department[]; kinds: Kind[] };

export function ContractEditor({ saved, departments, kinds }: Props) {
  const client = useQueryClient();
  const [, go] = useLocation();
  const editor = useEditor<ContractDraft, Contract>({
    id: `contracts/${saved?.key ?? ''}`,
    saved,
    start: START,
    draftOf: contractDraft,
    bodyOf: draft => [draft.key, draft.result.json?.text, contractBody(draft, 0)],
    faultsOf: contractFaults,
    check: (draft, basedOn, signal) => checkContract(draft.key, contractBody(draft, basedOn), signal),
    save: (draft, basedOn, intent) => saveContract(draft.key, contractBody(draft, basedOn), intent),
    refresh: () => saved && void client.invalidateQueries({ queryKey: versionsKey('contracts', saved.key) }),
    keeps: 'Handoffs that are offered already are shown the difference.',
    onSaved: async now => {
      await client.invalidateQueries({ queryKey: listKey('contracts') });
      if (!saved) go(`/console/contracts/${now.key}`, { replace: true });
    },
  });
  const { draft, faults, set } = editor;
  const theirs = (): void => {
    editor.discard();
    void client.invalidateQueries({ queryKey: versionsKey('contracts', draft.key) });
  };
  return (
    <div className={styles.desk}>
      <div>
        <ContractForm {...{ draft, set, faults, departments, kinds }} isNew={saved === null} />
        <SaveBar
          editor={editor as Editor<unknown>}
          what="contract"
          differences={(from, to) => `/console/contracts/${draft.key}?from=${from}&to=${to}`}
          onTheirs={theirs}
        />
      </div>
      <ContractPreviews kind={kinds.find(kind => kind.key === draft.kind)} result={schemaOf(draft.result)} />
    </div>
  );
}

export function ContractPreviews({ kind, result }: { kind: Kind | undefined; result: Record<string, unknown> }) {
  return (
    <div className={styles.asides}>
      <Preview
        title="The result"
        note="as the receiver fills it in"
        schema={result}
        empty="Nothing is asked for: it comes back with a note only."
      />
      <Preview
        title={kind?.title ?? 'The handoff'}
        note="as the sender fills it in"
        schema={kind?.schema ?? {}}
        empty={kind ? 'This kind has no fields.' : 'Choose what is handed off.'}
      />
    </div>
  );
}
