// What a webhook is: its name, its address, whose events, and which.
import type { Department } from '#api';
import type { WebhookValues } from '../../api/company/webhook.api.js';
import { Field, inputClass, tickClass } from '../../dialog/frame/dialog-frame.js';
import type { Fault } from '../../form/field.shape.js';
import { faultAt } from '../sheet/fault-at.js';
import sheet from '../sheet/sheet.module.css';
import { EVENTS } from './webhook-words.js';
import styles from './webhooks.module.css';

export type WebhookDraft = WebhookValues & { all: boolean };
type Props = {
  draft: WebhookDraft;
  departments: readonly Department[];
  faults: readonly Fault[];
  onChange: (part: Partial<WebhookDraft>) => void;
};

export function WebhookFields({ draft, departments, faults, onChange }: Props) {
  const others = draft.events.filter(name => !EVENTS.some(event => event.name === name));
  return (
    <>
      <Field label="Name" error={faultAt(faults, '/name')}>
        <input
          className={inputClass}
          maxLength={80}
          data-autofocus
          value={draft.name}
          aria-invalid={Boolean(faultAt(faults, '/name'))}
          onChange={event => onChange({ name: event.currentTarget.value })}
        />
      </Field>
      <Field label="Address" error={faultAt(faults, '/url')}>
        <input
          type="url"
          className={`mono ${inputClass}`}
          maxLength={2000}
          placeholder="https://"
          autoComplete="off"
          value={draft.url}
          aria-invalid={Boolean(faultAt(faults, '/url'))}
          onChange={event => onChange({ url: event.currentTarget.value })}
        />
      </Field>
      <Field label="Events of" error={faultAt(faults, '/departmentId')}>
        <select
          className={inputClass}
          value={draft.departmentId ?? ''}
          onChange={event =>
            onChange({ departmentId: event.currentTarget.value ? Number(event.currentTarget.value) : null })
          }
        >
          <option value="">All departments</option>
          {departments.map(one => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </select>
      </Field>
      <fieldset className={styles.events}>
        <legend className={styles.label}>Events</legend>
        <label className={tickClass}>
          <input
            type="checkbox"
            checked={draft.all}
            onChange={event => onChange({ all: event.currentTarget.checked })}
          />
          All, and those that come with later versions
        </label>
        {!draft.all && (
          <div className={styles.ticks}>
            {[...EVENTS, ...others.map(name => ({ name, words: name }))].map(({ name, words }) => (
              <label key={name} className={styles.event}>
                <input
                  type="checkbox"
                  checked={draft.events.includes(name)}
                  onChange={event =>
                    onChange({
                      events: event.currentTarget.checked
                        ? [...draft.events, name]
                        : draft.events.filter(other => other !== name),
                    })
                  }
                />
                <span>
                  {words}
                  <code className={`mono ${styles.name}`}>{name}</code>
                </span>
              </label>
            ))}
          </div>
        )}
        {faultAt(faults, '/events') && (
          <span className={sheet.fault} role="alert">
            {faultAt(faults, '/events')}
          </span>
        )}
      </fieldset>
    </>
  );
}
