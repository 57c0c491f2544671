// Whose a channel is, and what it is called.
import type { Department } from '#api';
import { Field, inputClass } from '../../dialog/frame/dialog-frame.js';
import type { Fault } from '../../form/field.shape.js';
import { faultAt } from '../sheet/fault-at.js';
import { type ChannelDraft, renamed } from './channel.draft.js';
import styles from './channels.module.css';
import { sentence } from './form/fault.places.js';

type Props = {
  draft: ChannelDraft;
  departments: readonly Department[];
  faults: readonly Fault[];
  isNew: boolean;
  onChange: (change: (now: ChannelDraft) => ChannelDraft) => void;
};

export function ChannelPlace({ draft, departments, faults, isNew, onChange }: Props) {
  const fault = (pointer: string): string | undefined => {
    const words = faultAt(faults, pointer);
    return words && sentence(words);
  };
  return (
    <div className={styles.narrow}>
      <Field label="Name" hint="as it stands in lists" error={fault('/name')}>
        <input
          className={inputClass}
          maxLength={80}
          autoComplete="off"
          data-autofocus={isNew || undefined}
          value={draft.name}
          aria-invalid={Boolean(fault('/name'))}
          onChange={event => {
            const name = event.currentTarget.value;
            onChange(now => (isNew ? renamed(now, name) : { ...now, name }));
          }}
        />
      </Field>
      <Field label="Key" hint="for addresses and the command line" error={fault('/key')}>
        <input
          className={`mono ${inputClass}`}
          maxLength={61}
          autoComplete="off"
          spellCheck={false}
          value={draft.key}
          aria-invalid={Boolean(fault('/key'))}
          onChange={event => {
            const key = event.currentTarget.value;
            onChange(now => ({ ...now, key }));
          }}
        />
      </Field>
      <Field label="Department" hint="on whose rail its tickets hang" error={fault('/departmentId')}>
        <select
          className={inputClass}
          value={draft.departmentId ?? ''}
          aria-invalid={Boolean(fault('/departmentId'))}
          onChange={event => {
            const id = event.currentTarget.value;
            onChange(now => ({ ...now, departmentId: id === '' ? null : Number(id) }));
          }}
        >
          {draft.departmentId === null && <option value="">Choose one</option>}
          {departments.map(one => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </select>
      </Field>
    </div>
  );
}
