// When a department works: its time zone, its week, the public holidays of its place, and closures of its own.
import { useQuery } from '@tanstack/react-query';
import { type HolidayRegion, readRegions, regionsKey } from '../../api/company/department.api.js';
import { Field, inputClass } from '../../dialog/frame/dialog-frame.js';
import type { Fault } from '../../form/field.shape.js';
import { Button } from '../../look/button.js';
import { faultAt } from '../sheet/fault-at.js';
import { Section } from '../sheet/sheet.js';
import sheet from '../sheet/sheet.module.css';
import styles from './departments.module.css';
import { type Closure, type Draft, hoursOfWeek, partsOf } from './settings.draft.js';
import { TimeZoneField } from './time-zone-field.js';
import { WorkHoursFields } from './work-hours-fields.js';

const MOST_CLOSURES = 200;

type Props = { draft: Draft; faults: readonly Fault[]; onChange: (part: Partial<Draft>) => void };

export function CalendarFields({ draft, faults, onChange }: Props) {
  return (
    <>
      <Section title="Working hours" lead="A ticket’s time runs only while the department works.">
        <div className={styles.narrow}>
          <TimeZoneField
            value={draft.timeZone}
            fault={faultAt(faults, '/timeZone')}
            onChange={timeZone => onChange({ timeZone })}
          />
        </div>
        <WorkHoursFields hours={draft.workHours} faults={faults} onChange={workHours => onChange({ workHours })} />
        <p className={sheet.lead}>
          <span className="tab">{hoursOfWeek(draft.workHours)}</span> hours a week
        </p>
      </Section>
      <Section
        title="Public holidays"
        lead="Whole days off. A half day counts as worked: make a closure of it if nobody works then."
      >
        <RegionFields
          value={draft.holidayRegion}
          fault={faultAt(faults, '/holidayRegion')}
          onChange={holidayRegion => onChange({ holidayRegion })}
        />
      </Section>
      <Section title="Closures" lead="Days on which the department does not work: an inventory, a company holiday.">
        <ClosureFields closures={draft.closures} faults={faults} onChange={closures => onChange({ closures })} />
      </Section>
    </>
  );
}

type RegionProps = { value: string; fault: string | undefined; onChange: (code: string) => void };

/** The country first, then its part: a list of all would be some hundred lines long. */
function RegionFields({ value, fault, onChange }: RegionProps) {
  const regions = useQuery({ queryKey: regionsKey, queryFn: readRegions, staleTime: Number.POSITIVE_INFINITY });
  const known: HolidayRegion[] = regions.data ?? (value ? [{ code: value, name: value }] : []);
  const country = value.split('-')[0] ?? '';
  const parts = country ? partsOf(known, country) : [];
  return (
    <div className={styles.narrow}>
      <Field label="Country" error={fault}>
        <select className={inputClass} value={country} onChange={event => onChange(event.currentTarget.value)}>
          <option value="">No public holidays</option>
          {country && !known.some(region => region.code === country) && <option value={country}>{country}</option>}
          {known
            .filter(region => !region.code.includes('-'))
            .map(region => (
              <option key={region.code} value={region.code}>
                {region.name}
              </option>
            ))}
        </select>
      </Field>
      {parts.length > 0 && (
        <Field label="State or region">
          <select className={inputClass} value={value} onChange={event => onChange(event.currentTarget.value)}>
            <option value={country}>Only those of the whole country</option>
            {parts.map(part => (
              <option key={part.code} value={part.code}>
                {part.name}
              </option>
            ))}
          </select>
        </Field>
      )}
      {regions.isError && <span className={sheet.fault}>The list of places cannot be read. Load the page again.</span>}
    </div>
  );
}

type ClosureProps = { closures: Closure[]; faults: readonly Fault[]; onChange: (closures: Closure[]) => void };

function ClosureFields({ closures, faults, onChange }: ClosureProps) {
  const change = (place: number, part: Partial<Closure>): void =>
    onChange(closures.map((closure, i) => (i === place ? { ...closure, ...part } : closure)));
  return (
    <div className={styles.rows}>
      {closures.map((closure, place) => {
        const fault = faultAt(faults, `/closures/${place}`);
        const name = `Closure ${place + 1}`;
        return (
          <div key={place} className={styles.closure}>
            <input
              type="date"
              className={inputClass}
              aria-label={`${name}, first day`}
              aria-invalid={Boolean(fault)}
              value={closure.from}
              onChange={event => {
                const from = event.currentTarget.value;
                change(place, closure.to < from ? { from, to: from } : { from });
              }}
            />
            <input
              type="date"
              className={inputClass}
              aria-label={`${name}, last day`}
              aria-invalid={Boolean(fault)}
              value={closure.to}
              onChange={event => change(place, { to: event.currentTarget.value })}
            />
            <input
              className={inputClass}
              aria-label={`${name}, what for`}
              placeholder="What for"
              maxLength={80}
              value={closure.name}
              onChange={event => change(place, { name: event.currentTarget.value })}
            />
            <Button
              weight="quiet"
              icon="close"
              aria-label={`Take out closure ${place + 1}`}
              onClick={() => onChange(closures.filter((_, i) => i !== place))}
            />
            {fault && (
              <span className={`${sheet.fault} ${styles.wide}`} role="alert">
                {fault}
              </span>
            )}
          </div>
        );
      })}
      {closures.length < MOST_CLOSURES && (
        <Button small onClick={() => onChange([...closures, { from: '', to: '', name: '' }])}>
          Add a closure
        </Button>
      )}
    </div>
  );
}
