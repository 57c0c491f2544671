// Everything about a kind, in one column.
import { useId } from 'react';
import { Field, inputClass } from '../../dialog/frame/dialog-frame.js';
import type { Fault } from '../../form/field.shape.js';
import styles from '../definition/definition.module.css';
import { HoursField } from '../definition/hours-field.js';
import { KeyedRows } from '../fields/keyed-rows.js';
import { codeFrom, faultAt, faultsAt } from '../fields/row-words.js';
import { SchemaFields } from '../fields/schema-fields.js';
import type { KindDraft } from './kind-draft.js';

type Props = { draft: KindDraft; set: (part: Partial<KindDraft>) => void; faults: Fault[]; isNew: boolean };

const BUSINESS = [
  ['repeat', 'Repeat business: it stays with customer service'],
  ['new', 'Something new: it is offered to sales'],
] as const;

export function KindForm({ draft, set, faults, isNew }: Props) {
  const rows = { faults, part: 'key' as const };
  const radios = useId();
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
      <HoursField
        label="Tolerance"
        hint="from receipt to finish"
        value={draft.hours}
        error={faultAt(faults, '/toleranceMinutes')}
        onChange={hours => set({ hours })}
      />
      <fieldset className={styles.plain}>
        <legend className={styles.label}>From an existing customer this is</legend>
        <div className={styles.ways}>
          {BUSINESS.map(([value, words]) => (
            <label key={value} className={styles.way}>
              <input
                type="radio"
                name={radios}
                checked={draft.business === value}
                onChange={() => set({ business: value })}
              />
              {words}
            </label>
          ))}
        </div>
      </fieldset>
      <SchemaFields
        legend="Fields"
        draft={draft.fields}
        onChange={fields => set({ fields })}
        faults={faults}
        pointer="/schema"
        closes
      />
      {faultsAt(faults, '/requiredToClose').map(words => (
        <p key={words} className={styles.fault} data-fault="">
          Needed to be done: {words}
        </p>
      ))}
      <KeyedRows
        {...rows}
        legend="Checklist"
        note="ticked on the ticket"
        what="step"
        rows={draft.checklist}
        onChange={checklist => set({ checklist })}
        pointer="/checklist"
        most={50}
        must="Stops the close until it is ticked"
      />
      <KeyedRows
        {...rows}
        legend="Attachments"
        note="what must come with it"
        what="attachment"
        rows={draft.attachments}
        onChange={attachments => set({ attachments })}
        pointer="/attachments"
        most={20}
        must="Needed"
        endings
      />
      <KeyedRows
        {...rows}
        legend="Outcomes"
        note="how a ticket can end"
        what="outcome"
        rows={draft.outcomes}
        onChange={outcomes => set({ outcomes })}
        pointer="/outcomes"
        part="code"
        most={30}
      />
      <div className={styles.wide}>
        <Field
          label="Acknowledgement"
          hint="sent when a mail comes in; empty sends none"
          error={faultAt(faults, '/acknowledgement')}
        >
          <textarea
            className={inputClass}
            rows={10}
            maxLength={4000}
            value={draft.acknowledgement}
            aria-invalid={Boolean(faultAt(faults, '/acknowledgement'))}
            onChange={event => set({ acknowledgement: event.currentTarget.value })}
          />
        </Field>
        <p className={styles.none}>
          Places are written like <span className="mono">{'{{requester.name|there}}'}</span>,{' '}
          <span className="mono">{'{{promise.words}}'}</span> or{' '}
          <span className="mono">{'{{fields.documentNumber}}'}</span>: a field of this kind by its name, and after the
          line what stands there when it is empty.
        </p>
      </div>
    </div>
  );
}
