// What is agreed with a trading partner, in plain words.
import { Field, inputClass, tickClass } from '../../dialog/frame/dialog-frame.js';
import type { Fault } from '../../form/field.shape.js';
import { faultAt } from '../sheet/fault-at.js';
import { Section } from '../sheet/sheet.js';
import { ANSWERS, CHARSETS } from './agreement-words.js';
import { IdentityRows } from './identity-rows.js';
import { type PartnerDraft, type Unit, withStandard } from './partner.draft.js';
import { Choice } from './partner-choice.js';
import styles from './partners.module.css';

type Props = {
  draft: PartnerDraft;
  faults: readonly Fault[];
  isNew: boolean;
  onChange: (part: Partial<PartnerDraft>) => void;
};

const UNITS: readonly Unit[] = ['minutes', 'hours', 'days'];

export function PartnerFields({ draft, faults, isNew, onChange }: Props) {
  const text = (name: 'name' | 'key' | 'versions' | 'days' | 'deadline' | 'ackAddress', pointer: string) => ({
    className: inputClass,
    autoComplete: 'off',
    value: draft[name],
    'aria-invalid': Boolean(faultAt(faults, pointer)),
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => onChange({ [name]: event.currentTarget.value }),
  });
  return (
    <>
      <Section title="Who they are">
        <div className={styles.narrow}>
          <Field label="Name" error={faultAt(faults, '/name')}>
            <input {...text('name', '/name')} maxLength={80} data-autofocus={isNew || undefined} />
          </Field>
          <Field label="Key" hint="for the command line and files" error={faultAt(faults, '/key')}>
            <input {...text('key', '/key')} className={`mono ${inputClass}`} maxLength={61} spellCheck={false} />
          </Field>
          <Choice
            label="Standard"
            value={draft.standard}
            choices={[
              ['x12', 'X12'],
              ['edifact', 'EDIFACT'],
            ]}
            onChange={standard => onChange(withStandard(standard))}
          />
        </div>
        <h3 className={styles.label}>What they send as</h3>
        <p className={styles.about}>
          {draft.standard === 'x12'
            ? 'Sender of their interchanges: ISA05 and ISA06.'
            : 'Sender of their interchanges: in UNB, the identification and its qualifier.'}
        </p>
        <IdentityRows
          whose="their"
          pointer="/identities"
          identities={draft.identities}
          faults={faults}
          onChange={identities => onChange({ identities })}
        />
        <h3 className={styles.label}>What they address us as</h3>
        <p className={styles.about}>
          {draft.ownIdentities.length === 0
            ? 'Anything. Name it, and what is for somebody else is refused.'
            : 'What is addressed to anybody else is refused.'}
        </p>
        <IdentityRows
          whose="our"
          pointer="/ownIdentities"
          identities={draft.ownIdentities}
          faults={faults}
          onChange={ownIdentities => onChange({ ownIdentities })}
        />
      </Section>
      <Section title="What we take" lead="A file that was not agreed is held, and they are told.">
        <div className={styles.narrow}>
          <Choice
            label="Test files"
            value={draft.accepts}
            choices={[
              ['production', 'Do not take them'],
              ['both', 'Take them as orders, too'],
              ['test', 'Take nothing else: this partner only tests'],
            ]}
            onChange={accepts => onChange({ accepts })}
          />
          <Choice
            label="A set with errors"
            value={draft.errors}
            choices={[
              ['reject', 'Refuse it'],
              ['note-errors', 'Take it and tell them'],
            ]}
            onChange={errors => onChange({ errors })}
          />
          <Field label="Versions agreed" hint="left empty: any" error={faultAt(faults, '/versions')}>
            <input
              {...text('versions', '/versions')}
              className={`mono ${inputClass}`}
              placeholder={draft.standard === 'x12' ? '004010, 005010' : 'D:96A, D:01B'}
            />
          </Field>
          <Choice
            label="Character set"
            hint="where their files say the wrong one"
            value={draft.charset}
            choices={CHARSETS}
            error={faultAt(faults, '/charset')}
            onChange={charset => onChange({ charset })}
          />
          <Field
            label="A control number is used again after"
            hint="days"
            error={faultAt(faults, '/duplicateWindowDays')}
          >
            <input {...text('days', '/duplicateWindowDays')} inputMode="numeric" maxLength={4} />
          </Field>
        </div>
      </Section>
      <Section title="Acknowledgements">
        <div className={styles.narrow}>
          <Choice
            label="Acknowledge with"
            value={draft.acknowledge}
            choices={ANSWERS[draft.standard]}
            error={faultAt(faults, '/acknowledge')}
            onChange={acknowledge => onChange({ acknowledge })}
          />
          <Field
            label="Acknowledgements by mail go to"
            hint="left empty: to whoever sent the order"
            error={faultAt(faults, '/ackAddress')}
          >
            <input {...text('ackAddress', '/ackAddress')} type="email" maxLength={254} />
          </Field>
          <div className={styles.deadline}>
            <Field label="They acknowledge ours within" error={faultAt(faults, '/ackDeadlineMinutes')}>
              <input {...text('deadline', '/ackDeadlineMinutes')} inputMode="numeric" maxLength={6} />
            </Field>
            <select
              className={inputClass}
              aria-label="Unit of the deadline"
              value={draft.deadlineUnit}
              onChange={event => onChange({ deadlineUnit: event.currentTarget.value as Unit })}
            >
              {UNITS.map(unit => (
                <option key={unit} value={unit}>
                  {unit}
                </option>
              ))}
            </select>
          </div>
        </div>
        <label className={tickClass}>
          <input
            type="checkbox"
            checked={draft.enabled}
            onChange={event => onChange({ enabled: event.currentTarget.checked })}
          />
          We trade with them
        </label>
      </Section>
    </>
  );
}
