// A new department: its name, its key for addresses, and its time zone. It begins with office hours.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Department } from '#api';
import { sayProblem } from '../../act/say.js';
import { companyKey, createDepartment, readCompany } from '../../api/company/member.api.js';
import { newIntent, ProblemError } from '../../api/http.js';
import { departmentsKey } from '../../api/query-keys.js';
import { actionsClass, DialogFrame, Field, inputClass } from '../../dialog/frame/dialog-frame.js';
import type { Fault } from '../../form/field.shape.js';
import { Button } from '../../look/button.js';
import { keyFrom } from '../partners/partner.draft.js';
import { faultAt } from '../sheet/fault-at.js';
import { TimeZoneField } from './time-zone-field.js';

type Props = { onMade: (made: Department) => void; onClose: () => void };

export function NewDepartmentDialog({ onMade, onClose }: Props) {
  const client = useQueryClient();
  const company = useQuery({ queryKey: companyKey, queryFn: readCompany });
  const [name, setName] = useState('');
  const [typedKey, setTypedKey] = useState<string | null>(null);
  const [typedZone, setTypedZone] = useState<string | null>(null);
  const [faults, setFaults] = useState<Fault[]>([]);
  const [busy, setBusy] = useState(false);
  const key = typedKey ?? keyFrom(name);
  const timeZone = typedZone ?? company.data?.timeZone ?? ownTimeZone();
  const make = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const seen = faultsOf(name, key, timeZone);
    setFaults(seen);
    if (seen.length > 0) return;
    setBusy(true);
    try {
      const made = await createDepartment({ name: name.trim(), key, timeZone: timeZone.trim() }, newIntent());
      await client.invalidateQueries({ queryKey: departmentsKey });
      onMade(made);
    } catch (error) {
      setBusy(false);
      if (!(error instanceof ProblemError)) throw error;
      setFaults(error.problem.errors ?? []);
      if (!error.problem.errors?.length) sayProblem(error);
    }
  };
  return (
    <DialogFrame
      title="New department"
      lead="It has a rail of its own, and begins with office hours, Monday to Friday."
      onClose={onClose}
    >
      <form noValidate onSubmit={event => void make(event)}>
        <Field label="Name" error={faultAt(faults, '/name')}>
          <input
            className={inputClass}
            maxLength={80}
            data-autofocus
            autoComplete="off"
            value={name}
            aria-invalid={Boolean(faultAt(faults, '/name'))}
            onChange={event => setName(event.currentTarget.value)}
          />
        </Field>
        <Field label="Key for addresses" hint="stays for ever" error={faultAt(faults, '/key')}>
          <input
            className={`mono ${inputClass}`}
            maxLength={61}
            autoComplete="off"
            value={key}
            aria-invalid={Boolean(faultAt(faults, '/key'))}
            onChange={event => setTypedKey(event.currentTarget.value)}
          />
        </Field>
        <TimeZoneField value={timeZone} fault={faultAt(faults, '/timeZone')} onChange={setTypedZone} />
        <div className={actionsClass}>
          <Button onClick={onClose}>Cancel</Button>
          <Button weight="main" type="submit" busy={busy}>
            Make it
          </Button>
        </div>
      </form>
    </DialogFrame>
  );
}

export const ownTimeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';

function faultsOf(name: string, key: string, timeZone: string): Fault[] {
  const faults: Fault[] = [];
  if (name.trim() === '') faults.push({ pointer: '/name', detail: 'Give it a name.' });
  else if (!/^[a-z0-9][a-z0-9-]{0,60}$/.test(key))
    faults.push({ pointer: '/key', detail: 'Small letters, digits and hyphens, like customer-service.' });
  if (timeZone.trim() === '') faults.push({ pointer: '/timeZone', detail: 'Choose a time zone.' });
  return faults;
}
