// What a macro does, in the order in which it does it: reply, note, fields, ticks, and what becomes of the ticket then.
import type { Kind, ReplyTemplate } from '#api';
import { Field, inputClass, tickClass } from '../../../dialog/frame/dialog-frame.js';
import { type Fault, faultsBeside, fieldsOf } from '../../../form/field.shape.js';
import { SchemaForm } from '../../../form/schema-form.js';
import { faultAt } from '../../sheet/fault-at.js';
import { Section } from '../../sheet/sheet.js';
import sheet from '../../sheet/sheet.module.css';
import styles from '../texts.module.css';
import type { MacroDraft } from './macro.draft.js';
import { MacroEnding } from './macro-ending.js';

type Props = {
  draft: MacroDraft;
  kind: Kind | undefined;
  kinds: readonly Kind[];
  templates: readonly ReplyTemplate[];
  faults: readonly Fault[];
  onChange: (part: Partial<MacroDraft>) => void;
};

export function MacroSteps({ draft, kind, kinds, templates, faults, onChange }: Props) {
  const replies = templates.filter(
    one =>
      one.purpose === 'reply' &&
      (one.kind === null || one.kind === draft.kind || one.id === draft.reply) &&
      (one.departmentId === null || draft.departmentId !== null),
  );
  const beside = kind ? faultsBeside(inFields(faults), '/steps/fields', fieldsOf(kind.schema)) : inFields(faults);
  return (
    <>
      <Section title="Reply and note">
        <Field label="Lay a template into the reply" error={faultAt(faults, '/steps/reply')}>
          <select
            className={inputClass}
            value={draft.reply ?? ''}
            aria-invalid={Boolean(faultAt(faults, '/steps/reply'))}
            onChange={event =>
              onChange({ reply: event.currentTarget.value ? Number(event.currentTarget.value) : null })
            }
          >
            <option value="">No reply</option>
            {replies.map(one => (
              <option key={one.id} value={one.id}>
                {one.title}
              </option>
            ))}
          </select>
        </Field>
        <Field label="Leave a note" error={faultAt(faults, '/steps/note')}>
          <textarea
            className={inputClass}
            rows={3}
            maxLength={10_000}
            dir="auto"
            value={draft.note}
            onChange={event => onChange({ note: event.currentTarget.value })}
          />
        </Field>
      </Section>
      <Section title="Fields" lead={kind ? undefined : 'Choose a kind of ticket to fill in its fields.'}>
        {kind && (
          <div className={styles.schema}>
            <SchemaForm
              schema={{ ...kind.schema, required: [] }}
              values={draft.fields}
              onChange={fields => onChange({ fields })}
              faults={[...faults]}
              prefix="/steps/fields"
            />
          </div>
        )}
        {beside.length > 0 && (
          <span className={sheet.fault} role="alert">
            {beside.map(fault => fault.detail).join(' ')}
          </span>
        )}
      </Section>
      {kind && kind.checklist.length > 0 && (
        <Section title="Tick off">
          {kind.checklist.map(({ key, title }) => (
            <label key={key} className={tickClass}>
              <input
                type="checkbox"
                checked={draft.tick.includes(key)}
                onChange={event =>
                  onChange({
                    tick: event.currentTarget.checked
                      ? [...draft.tick, key]
                      : draft.tick.filter(other => other !== key),
                  })
                }
              />
              {title}
            </label>
          ))}
          {faultAt(faults, '/steps/tick') && <span className={sheet.fault}>{faultAt(faults, '/steps/tick')}</span>}
        </Section>
      )}
      <MacroEnding
        then={draft.then}
        kinds={kind ? [kind] : kinds}
        faults={faults}
        onChange={then => onChange({ then })}
      />
    </>
  );
}

const inFields = (faults: readonly Fault[]): Fault[] =>
  faults.filter(fault => fault.pointer.startsWith('/steps/fields/'));
