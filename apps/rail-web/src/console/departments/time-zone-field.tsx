// A time zone, chosen from those that this browser knows or typed.
import { useId } from 'react';
import { Field, inputClass } from '../../dialog/frame/dialog-frame.js';

type Props = { value: string; fault: string | undefined; onChange: (zone: string) => void };

export function TimeZoneField({ value, fault, onChange }: Props) {
  const zones = useId();
  return (
    <>
      <Field label="Time zone" error={fault}>
        <input
          className={inputClass}
          list={zones}
          maxLength={60}
          autoComplete="off"
          value={value}
          aria-invalid={Boolean(fault)}
          onChange={event => onChange(event.currentTarget.value)}
        />
      </Field>
      <datalist id={zones}>
        {Intl.supportedValuesOf('timeZone').map(zone => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
    </>
  );
}
