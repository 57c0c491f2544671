// The hours of each weekday: none, one shift or several. `8` and `830` are understood when the field is left.
import { inputClass } from '../../dialog/frame/dialog-frame.js';
import type { Fault } from '../../form/field.shape.js';
import { Button } from '../../look/button.js';
import { faultAt } from '../sheet/fault-at.js';
import sheet from '../sheet/sheet.module.css';
import styles from './departments.module.css';
import { DAY_NAMES, DAYS, type Day, type Draft, readTime, type Shift } from './settings.draft.js';

const FIRST: Shift = ['08:00', '17:00'];
const MOST_SHIFTS = 12;

type Props = { hours: Draft['workHours']; faults: readonly Fault[]; onChange: (hours: Draft['workHours']) => void };

export function WorkHoursFields({ hours, faults, onChange }: Props) {
  const set = (day: Day, shifts: Shift[]): void => onChange({ ...hours, [day]: shifts });
  const general = faults.find(fault => fault.pointer === '/workHours')?.detail;
  return (
    <div className={styles.week}>
      {DAYS.map(day => (
        <DayRow
          key={day}
          day={day}
          shifts={hours[day]}
          fault={dayFault(faults, day)}
          before={day === 'mon' ? undefined : hours.mon}
          onChange={shifts => set(day, shifts)}
        />
      ))}
      {general && (
        <span className={sheet.fault} role="alert">
          {general}
        </span>
      )}
    </div>
  );
}

type RowProps = {
  day: Day;
  shifts: Shift[];
  fault: string | undefined;
  /** A day that begins to be worked has the hours of Monday. */
  before: Shift[] | undefined;
  onChange: (shifts: Shift[]) => void;
};

function DayRow({ day, shifts, fault, before, onChange }: RowProps) {
  const name = DAY_NAMES[day];
  const put = (place: number, end: 0 | 1, time: string): void =>
    onChange(shifts.map((shift, i) => (i === place ? (end === 0 ? [time, shift[1]] : [shift[0], time]) : shift)));
  const add = (): void => {
    if (shifts.length > 0) onChange([...shifts, [shifts.at(-1)?.[1] ?? '', '']]);
    else onChange(before?.length ? before.map(([from, to]): Shift => [from, to]) : [FIRST]);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend does not lie in a grid
    <div className={styles.day} role="group" aria-label={name}>
      <span className={styles.dayName}>{name}</span>
      <div className={styles.shifts}>
        {shifts.length === 0 && <span className={styles.off}>Off</span>}
        {shifts.map((shift, place) => (
          <span key={place} className={styles.shift}>
            {([0, 1] as const).map(end => (
              <input
                key={end}
                className={`mono tab ${inputClass}`}
                aria-label={`${name}, shift ${place + 1}, ${end === 0 ? 'from' : 'to'}`}
                aria-invalid={fault !== undefined}
                inputMode="numeric"
                maxLength={5}
                autoComplete="off"
                value={shift[end]}
                onChange={event => put(place, end, event.currentTarget.value)}
                onBlur={event => put(place, end, readTime(event.currentTarget.value))}
              />
            ))}
            <Button
              weight="quiet"
              small
              icon="close"
              aria-label={`Take out shift ${place + 1} of ${name}`}
              onClick={() => onChange(shifts.filter((_, i) => i !== place))}
            />
          </span>
        ))}
        {shifts.length < MOST_SHIFTS && (
          <Button
            weight="quiet"
            small
            aria-label={shifts.length > 0 ? `Add a shift on ${name}` : `Work on ${name}`}
            onClick={add}
          >
            {shifts.length > 0 ? 'Add a shift' : 'Work'}
          </Button>
        )}
        {fault && (
          <span className={sheet.fault} role="alert">
            {fault}
          </span>
        )}
      </div>
    </div>
  );
}

/** The server names the day before it says what is wrong; it stands beside the day already. */
function dayFault(faults: readonly Fault[], day: Day): string | undefined {
  const words = faultAt(faults, `/workHours/${day}`)?.replace(`${day}: `, '');
  return words && words.charAt(0).toUpperCase() + words.slice(1);
}
