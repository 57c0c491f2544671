// Everything about a rule: its name, when it matches, and what it decides then. What is left empty is not asked, and not decided.
import type { ReactNode } from 'react';
import type { Department } from '#api';
import { Field, inputClass, tickClass } from '../../dialog/frame/dialog-frame.js';
import type { Fault } from '../../form/field.shape.js';
import { faultAt } from '../sheet/fault-at.js';
import sheet from '../sheet/sheet.module.css';
import type { RuleDraft } from './rule.draft.js';
import { BUSINESS_TITLES, type RuleNames } from './rule-words.js';
import styles from './rules.module.css';

export interface RuleChoices {
  departments: readonly Department[];
  kinds: readonly { key: string; title: string }[];
  partners: readonly { id: number; name: string }[];
  names: RuleNames;
}

type Props = {
  draft: RuleDraft;
  change: (part: Partial<RuleDraft>) => void;
  faults: readonly Fault[];
  /** Pointer of the rule in the table. */
  at: string;
  choices: RuleChoices;
};
type TextName = 'name' | 'recipient' | 'sender' | 'number' | 'subject' | 'text' | 'tags';
type ChoiceName =
  | 'departmentId'
  | 'kind'
  | 'partner'
  | 'customer'
  | 'toDepartment'
  | 'toKind'
  | 'priority'
  | 'business';

export function RuleFields({ draft, change, faults, at, choices: { departments, kinds, partners } }: Props) {
  const fault = (pointer: string) => faultAt(faults, at + pointer);
  const text = (name: TextName, pointer: string, mono = false) => ({
    className: mono ? `mono ${inputClass}` : inputClass,
    autoComplete: 'off',
    spellCheck: false,
    value: draft[name],
    'aria-invalid': Boolean(fault(pointer)),
    onChange: (event: React.ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
      change({ [name]: event.currentTarget.value }),
  });
  const choice = (name: ChoiceName, label: string, pointer: string, none: string, of: readonly [string, string][]) => (
    <Field label={label} error={fault(pointer)}>
      <select
        className={inputClass}
        value={draft[name]}
        aria-invalid={Boolean(fault(pointer))}
        onChange={event => change({ [name]: event.currentTarget.value })}
      >
        <option value="">{none}</option>
        {of.map(([value, title]) => (
          <option key={value} value={value}>
            {title}
          </option>
        ))}
        {draft[name] !== '' && !of.some(([value]) => value === draft[name]) && (
          <option value={draft[name]}>{draft[name]} (is not there any more)</option>
        )}
      </select>
    </Field>
  );
  const rails = departments.map(one => [String(one.id), one.name] as [string, string]);
  const sorts = kinds.map(one => [one.key, one.title] as [string, string]);
  return (
    <>
      <div className={styles.pair}>
        <Field label="Name" hint="stands in the ledger and on tickets" error={fault('/name')}>
          <input {...text('name', '/name')} maxLength={80} />
        </Field>
        <label className={`${tickClass} ${styles.on}`}>
          <input
            type="checkbox"
            checked={draft.enabled}
            onChange={event => change({ enabled: event.currentTarget.checked })}
          />
          Switched on
        </label>
      </div>
      <Part legend="When all of this is so">
        <Field label="Sent to" hint="* for any characters" error={fault('/conditions/recipient')}>
          <input
            {...text('recipient', '/conditions/recipient', true)}
            maxLength={254}
            placeholder="orders@* or @host"
          />
        </Field>
        <Field label="Sent by" hint="* for any characters" error={fault('/conditions/sender')}>
          <input {...text('sender', '/conditions/sender', true)} maxLength={254} placeholder="name@host or @host" />
        </Field>
        <Field label="Subject has any of" hint="one on each line" error={fault('/conditions/subject')}>
          <textarea {...text('subject', '/conditions/subject')} rows={3} />
        </Field>
        <Field label="Text has any of" hint="one on each line" error={fault('/conditions/text')}>
          <textarea {...text('text', '/conditions/text')} rows={3} />
        </Field>
        {choice('customer', 'Who asks', '/conditions/customer', 'Anybody', [
          ['customer', 'A customer'],
          ['stranger', 'A stranger'],
        ])}
        {choice(
          'partner',
          'Trading partner',
          '/conditions/partner',
          'Any, or none',
          partners.map(one => [String(one.id), one.name]),
        )}
        <Field label="Telephone number" hint="of whoever asks" error={fault('/conditions/number')}>
          <input
            {...text('number', '/conditions/number', true)}
            maxLength={40}
            inputMode="tel"
            placeholder="+49 30 *"
          />
        </Field>
        {choice('kind', 'Arrives as', '/conditions/kind', 'Any kind', sorts)}
        {choice('departmentId', 'Comes in to', '/departmentId', 'Any department', rails)}
      </Part>
      <Part legend="Then">
        <label className={`${tickClass} ${styles.whole}`}>
          <input
            type="checkbox"
            checked={draft.suppress}
            onChange={event => change({ suppress: event.currentTarget.checked })}
          />
          Leave it out: it becomes no ticket, and stands in the ledger under this name
        </label>
        {!draft.suppress && (
          <>
            {choice('toDepartment', 'Rail', '/effect/departmentId', 'As it comes in', rails)}
            {choice('toKind', 'Kind of ticket', '/effect/kind', 'As it arrives', sorts)}
            {choice('priority', 'Priority', '/effect/priority', 'Not decided here', [
              ['normal', 'Normal'],
              ['expedite', 'Expedited'],
            ])}
            <Field label="Tags" hint="commas between; added to those of other rules" error={fault('/effect/tags')}>
              <input {...text('tags', '/effect/tags')} maxLength={1000} placeholder="spare-part, vip" />
            </Field>
            {choice('business', 'Business', '/effect/business', 'By who asks', Object.entries(BUSINESS_TITLES))}
          </>
        )}
        {faults.some(one => one.pointer === `${at}/effect` || one.pointer === `${at}/effect/suppress`) && (
          <p className={`${sheet.fault} ${styles.whole}`} role="alert" data-fault="">
            {fault('/effect')}
          </p>
        )}
      </Part>
    </>
  );
}

function Part({ legend, children }: { legend: string; children: ReactNode }) {
  return (
    <fieldset className={styles.part}>
      <legend className={styles.partTitle}>{legend}</legend>
      <div className={styles.pair}>{children}</div>
    </fieldset>
  );
}
