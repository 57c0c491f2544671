// The table on its sheet: rules in their order, what is tried of them before, and applying them as a new version.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Department, RuleTable } from '#api';
import { applyRules, checkRules, rulesKey } from '../../api/channel/rule.api.js';
import { inputClass } from '../../dialog/frame/dialog-frame.js';
import { Button } from '../../look/button.js';
import { SaveBar } from '../definition/save-bar.js';
import { type Editor, useEditor } from '../definition/use-editor.js';
import { Labelled } from '../fields/labelled.js';
import { RowList } from '../fields/row-list.js';
import { DryRun } from './dry-run.js';
import { newRule, type RulesDraft, rulesDraft, rulesOf } from './rule.draft.js';
import type { RuleChoices } from './rule-fields.js';
import { RuleRow } from './rule-row.js';
import { RuleVersions } from './rule-versions.js';
import { useDryRun } from './use-dry-run.js';

type Titled = RuleTable & { title: string };
type Props = { table: RuleTable; choices: RuleChoices; departments: readonly Department[] };

const APPLY = ['Apply', 'applied'] as const;
const START: RulesDraft = { rules: [], note: '' };
const titled = (table: RuleTable): Titled => ({ ...table, title: 'Rules' });

export function RuleEditor({ table, choices, departments }: Props) {
  const client = useQueryClient();
  const [saved, setSaved] = useState(() => titled(table));
  // The same table read again is no reason to draw the form anew.
  if (saved.version !== table.version) setSaved(titled(table));
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  const [days, setDays] = useState(7);
  const runner = useDryRun();
  const editor = useEditor<RulesDraft, Titled>({
    id: 'rules',
    saved,
    start: START,
    draftOf: rulesDraft,
    bodyOf: rulesOf,
    faultsOf: () => [],
    check: (draft, _, signal) => checkRules(rulesOf(draft), signal),
    save: async (draft, basedOn, intent) =>
      titled(await applyRules({ rules: rulesOf(draft), note: draft.note }, basedOn, intent)),
    refresh: () => void client.invalidateQueries({ queryKey: rulesKey }),
    keeps: 'What comes in from now on is decided by them; tickets that hang already stay as they are.',
    onSaved: () => client.invalidateQueries({ queryKey: rulesKey }),
  });
  const { draft, dirty, faults } = editor;
  const rules = rulesOf(draft);
  const body = JSON.stringify(rules);
  const begin = (): void => {
    void runner.begin(rules, days);
    document.getElementById('dry-run')?.scrollIntoView({ block: 'start' });
  };
  const toggle = (row: number): void => {
    const next = new Set(open);
    if (!next.delete(row)) next.add(row);
    setOpen(next);
  };
  const add = (): RulesDraft['rules'][number] => {
    const made = newRule();
    setOpen(now => new Set([...now, made.row]));
    return made;
  };
  const obstacle = !dirty ? 'Change a rule first.' : faults.length > 0 ? 'Correct what is wrong first.' : null;
  return (
    <>
      <RowList
        legend="Rules in their order"
        note="the first one that says something about a thing decides it"
        rows={draft.rules}
        keyOf={rule => rule.row}
        nameOf={(rule, place) => `rule ${rule.name || place + 1}`}
        onChange={next => editor.set({ rules: next })}
        add={{ words: 'Add a rule', row: add, most: 300 }}
      >
        {(rule, place, change) => (
          <RuleRow
            draft={rule}
            place={place}
            change={change}
            faults={faults.filter(({ pointer }) => `${pointer}/`.startsWith(`/rules/${place}/`))}
            choices={choices}
            open={open.has(rule.row)}
            onOpen={() => toggle(rule.row)}
          />
        )}
      </RowList>
      {dirty && (
        <Labelled label="Why" hint="for whoever looks at the versions">
          <input
            className={inputClass}
            maxLength={500}
            value={draft.note}
            onChange={event => editor.set({ note: event.currentTarget.value })}
          />
        </Labelled>
      )}
      <SaveBar
        editor={editor as Editor<unknown>}
        what="table of rules"
        verb={APPLY}
        differences={(from, to) => `/console/rules?from=${from}&to=${to}`}
        onTheirs={() => {
          editor.discard();
          void client.invalidateQueries({ queryKey: rulesKey });
        }}
        acts={
          <Button disabled={obstacle !== null} busy={runner.run?.running} onClick={begin}>
            Dry run
          </Button>
        }
      />
      <DryRun
        runner={runner}
        days={days}
        onDays={setDays}
        onBegin={begin}
        obstacle={obstacle}
        outdated={runner.run !== null && runner.run.of !== body}
        departments={departments}
      />
      <RuleVersions standing={table.version} dirty={dirty} />
    </>
  );
}
