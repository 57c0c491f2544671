// Everything about a contract, in one column: between whom, about what, how soon, what is asked and what comes back.
import type { Department, Kind } from '#api';
import { Field, inputClass } from '../../dialog/frame/dialog-frame.js';
import type { Fault } from '../../form/field.shape.js';
import styles from '../definition/definition.module.css';
import { HoursField } from '../definition/hours-field.js';
import { KeyedRows } from '../fields/keyed-rows.js';
import { RowList } from '../fields/row-list.js';
import { codeFrom, faultAt } from '../fields/row-words.js';
import { SchemaFields } from '../fields/schema-fields.js';
import type { ContractDraft } from './contract-draft.js';
import { PrefillTable } from './prefill-table.js';

type Props = {
  draft: ContractDraft;
  set: (part: Partial<ContractDraft>) => void;
  faults: Fault[];
  isNew: boolean;
  departments: Department[];
  kinds: Kind[];
};

export function ContractForm({ draft, set, faults, isNew, departments, kinds }: Props) {
  const houses = departments.map(({ key, name }) => ({ key, title: name }));
  const hours = (name: 'accept' | 'finish' | 'correct', label: string, hint: string) => (
    <HoursField
      label={label}
      hint={hint}
      value={draft[name]}
      error={faultAt(faults, `/${name}Minutes`)}
      onChange={value => set({ [name]: value })}
    />
  );
  return (
    <div>
      <Field label="Title" error={faultAt(faults, '/title')}>
        <input
          className={inputClass}
          maxLength={80}
          value={draft.title}
          aria-invalid={Boolean(faultAt(faults, '/title'))}
          onChange={event => {
            const title = event.currentTarget.value;
            set(isNew && draft.key === codeFrom(draft.title) ? { title, key: codeFrom(title) } : { title });
          }}
        />
      </Field>
      {isNew && (
        <Field label="Key" hint="for rules, files and programs; it stays as it is" error={faultAt(faults, '/key')}>
          <input
            className={`mono ${inputClass}`}
            maxLength={61}
            spellCheck={false}
            autoCapitalize="none"
            value={draft.key}
            aria-invalid={Boolean(faultAt(faults, '/key'))}
            onChange={event => set({ key: event.currentTarget.value })}
          />
        </Field>
      )}
      <Choose
        label="From"
        none="Any department"
        options={houses}
        value={draft.fromDepartment}
        error={faultAt(faults, '/fromDepartment')}
        onChange={fromDepartment => set({ fromDepartment })}
      />
      <Choose
        label="To"
        none="Choose…"
        options={houses}
        value={draft.toDepartment}
        error={faultAt(faults, '/toDepartment')}
        onChange={toDepartment => set({ toDepartment })}
      />
      <Choose
        label="What is handed off"
        none="Choose…"
        options={kinds}
        value={draft.kind}
        error={faultAt(faults, '/kind')}
        onChange={kind => set({ kind })}
      />
      {hours('accept', 'Time to accept', 'of the department that receives it')}
      {hours('finish', 'Time to finish', 'from when it is accepted')}
      {hours('correct', 'Time to correct', 'of the department that sent it, when it comes back')}
      <RowList<{ text: string }>
        legend="Acceptance criteria"
        note="the sender sees them while filling it in"
        rows={draft.criteria}
        nameOf={(_, place) => `criterion ${place + 1}`}
        onChange={criteria => set({ criteria })}
        add={{ words: 'Add a criterion', row: () => ({ text: '' }), most: 30 }}
      >
        {(criterion, place, change) => (
          <>
            <textarea
              className={inputClass}
              rows={2}
              aria-label={`Criterion ${place + 1}`}
              maxLength={300}
              value={criterion.text}
              aria-invalid={Boolean(faultAt(faults, `/acceptanceCriteria/${place}`))}
              onChange={event => change({ text: event.currentTarget.value })}
            />
            {faultAt(faults, `/acceptanceCriteria/${place}`) && (
              <p className={styles.fault}>{faultAt(faults, `/acceptanceCriteria/${place}`)}</p>
            )}
          </>
        )}
      </RowList>
      <KeyedRows
        legend="Reasons to send it back"
        what="reason"
        rows={draft.reasons}
        onChange={reasons => set({ reasons })}
        faults={faults}
        pointer="/returnReasons"
        part="code"
        most={30}
      />
      <SchemaFields
        legend="Result"
        draft={draft.result}
        onChange={result => set({ result })}
        faults={faults}
        pointer="/resultSchema"
      />
      <PrefillTable
        kind={kinds.find(kind => kind.key === draft.kind)}
        kinds={kinds}
        prefill={draft.prefill}
        onChange={prefill => set({ prefill })}
        faults={faults}
      />
    </div>
  );
}

type ChooseProps = {
  label: string;
  none: string;
  options: readonly { key: string; title: string }[];
  value: string;
  error: string | undefined;
  onChange: (key: string) => void;
};

/** A key that is not there any more stays chosen until another one is. */
function Choose({ label, none, options, value, error, onChange }: ChooseProps) {
  return (
    <Field label={label} error={error}>
      <select
        className={inputClass}
        value={value}
        aria-invalid={Boolean(error)}
        onChange={event => onChange(event.currentTarget.value)}
      >
        <option value="">{none}</option>
        {value !== '' && options.every(option => option.key !== value) && <option value={value}>{value}</option>}
        {options.map(option => (
          <option key={option.key} value={option.key}>
            {option.title}
          </option>
        ))}
      </select>
    </Field>
  );
}
