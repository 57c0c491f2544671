// What becomes of the ticket when a macro has done its steps: it stays, it waits, or it is done.
import { useId } from 'react';
import type { Kind } from '#api';
import { Field, inputClass, tickClass } from '../../../dialog/frame/dialog-frame.js';
import type { Fault } from '../../../form/field.shape.js';
import { faultAt } from '../../sheet/fault-at.js';
import { Section } from '../../sheet/sheet.js';
import type { Then } from './macro.draft.js';

type Props = {
  then: Then;
  /** Those whose outcomes can be chosen. */
  kinds: readonly Kind[];
  faults: readonly Fault[];
  onChange: (then: Then) => void;
};

const CHOICES: { words: string; is: Partial<Then> }[] = [
  { words: 'It stays as it is', is: { state: 'keep' } },
  { words: 'It waits until the customer answers', is: { state: 'waiting', until: 'customer' } },
  { words: 'It waits for some working hours', is: { state: 'waiting', until: 'hours' } },
  { words: 'It is done', is: { state: 'done' } },
];

export function MacroEnding({ then, kinds, faults, onChange }: Props) {
  const name = useId();
  const outcomes = new Map(kinds.flatMap(kind => kind.outcomes).map(({ code, title }) => [code, title]));
  const timed = then.state === 'waiting' && then.until === 'hours';
  const late = faultAt(faults, '/steps/then/workingHours');
  const open = faultAt(faults, '/steps/then/outcome');
  return (
    <Section title="Then">
      <div role="radiogroup" aria-label="Then">
        {CHOICES.map(({ words, is }) => (
          <label key={words} className={tickClass}>
            <input
              type="radio"
              name={name}
              checked={is.state === then.state && (is.until ?? then.until) === then.until}
              onChange={() => onChange({ ...then, ...is })}
            />
            {words}
          </label>
        ))}
      </div>
      {timed && (
        <Field label="Working hours" error={late}>
          <input
            className={`mono tab ${inputClass}`}
            inputMode="decimal"
            value={then.hours}
            aria-invalid={Boolean(late)}
            onChange={event => onChange({ ...then, hours: event.currentTarget.value })}
          />
        </Field>
      )}
      {then.state === 'done' && (
        <Field label="Outcome" error={open}>
          <select
            className={inputClass}
            value={then.outcome}
            aria-invalid={Boolean(open)}
            onChange={event => onChange({ ...then, outcome: event.currentTarget.value })}
          >
            <option value="">Choose…</option>
            {then.outcome && !outcomes.has(then.outcome) && <option value={then.outcome}>{then.outcome}</option>}
            {[...outcomes].map(([code, title]) => (
              <option key={code} value={code}>
                {title}
              </option>
            ))}
          </select>
        </Field>
      )}
    </Section>
  );
}
