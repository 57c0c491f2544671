// How much may be in hand at once: of one person, on the rail, of a kind; and how often a day something may be lifted to the top.
import { useQuery } from '@tanstack/react-query';
import { kindsKey, readKinds } from '../../api/company/department.api.js';
import { Field, inputClass } from '../../dialog/frame/dialog-frame.js';
import type { Fault } from '../../form/field.shape.js';
import { Button } from '../../look/button.js';
import { faultAt } from '../sheet/fault-at.js';
import { Section } from '../sheet/sheet.js';
import sheet from '../sheet/sheet.module.css';
import styles from './departments.module.css';
import { type Draft } from './settings.draft.js';

type Props = { draft: Draft; faults: readonly Fault[]; onChange: (part: Partial<Draft>) => void };

const NUMBERS = [
  ['claimLimit', 'Tickets in hand, one person', 'as many as one can finish without letting another wait'],
  ['railLimit', 'Tickets in hand, the whole rail', 'nobody takes a new one above it'],
  ['expediteBudget', 'Expedites a day', 'how often a ticket may be lifted to the top'],
] as const;

export function LimitFields({ draft, faults, onChange }: Props) {
  const kinds = useQuery({ queryKey: kindsKey, queryFn: readKinds });
  const limits = draft.kindLimits;
  const change = (place: number, part: Partial<Draft['kindLimits'][number]>): void =>
    onChange({ kindLimits: limits.map((limit, i) => (i === place ? { ...limit, ...part } : limit)) });
  return (
    <>
      <Section title="Limits" lead="New work comes as old work closes. A limit that is never met limits nothing.">
        <div className={styles.narrow}>
          {NUMBERS.map(([name, label, hint]) => (
            <Field key={name} label={label} hint={hint} error={faultAt(faults, `/${name}`)}>
              <input
                className={`mono tab ${inputClass}`}
                inputMode="numeric"
                maxLength={9}
                autoComplete="off"
                value={draft[name]}
                aria-invalid={Boolean(faultAt(faults, `/${name}`))}
                onChange={event => onChange({ [name]: event.currentTarget.value })}
              />
            </Field>
          ))}
        </div>
      </Section>
      <Section title="Limits of a kind" lead="So many tickets of one kind may be in hand on this rail at once.">
        <div className={styles.rows}>
          {limits.map(({ kind, limit }, place) => {
            const fault = faultAt(faults, `/kindLimits/${kind}`);
            return (
              <div key={place} className={styles.limit}>
                <select
                  className={inputClass}
                  aria-label={`Kind of limit ${place + 1}`}
                  aria-invalid={Boolean(fault)}
                  value={kind}
                  onChange={event => change(place, { kind: event.currentTarget.value })}
                >
                  <option value="">Choose a kind…</option>
                  {kind && !kinds.data?.some(one => one.key === kind) && <option value={kind}>{kind}</option>}
                  {kinds.data?.map(one => (
                    <option key={one.key} value={one.key}>
                      {one.title}
                    </option>
                  ))}
                </select>
                <input
                  className={`mono tab ${inputClass}`}
                  inputMode="numeric"
                  maxLength={9}
                  aria-label={`Limit ${place + 1}`}
                  aria-invalid={Boolean(fault)}
                  value={limit}
                  onChange={event => change(place, { limit: event.currentTarget.value })}
                />
                <Button
                  weight="quiet"
                  icon="close"
                  aria-label={`Take out limit ${place + 1}`}
                  onClick={() => onChange({ kindLimits: limits.filter((_, i) => i !== place) })}
                />
                {fault && (
                  <span className={`${sheet.fault} ${styles.wide}`} role="alert">
                    {fault}
                  </span>
                )}
              </div>
            );
          })}
          <Button small onClick={() => onChange({ kindLimits: [...limits, { kind: '', limit: '' }] })}>
            Add a limit
          </Button>
        </div>
      </Section>
    </>
  );
}
