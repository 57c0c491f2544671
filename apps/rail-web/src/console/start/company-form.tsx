// What the company is called, and where its clock stands.
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Company } from '#api';
import { say, sayProblem } from '../../act/say.js';
import { companyKey, saveCompany } from '../../api/company/member.api.js';
import { ProblemError } from '../../api/http.js';
import { Field, inputClass } from '../../dialog/frame/dialog-frame.js';
import type { Fault } from '../../form/field.shape.js';
import { useUnsaved } from '../../leave/use-unsaved.js';
import { Button } from '../../look/button.js';
import { ownTimeZone } from '../departments/new-department-dialog.js';
import { TimeZoneField } from '../departments/time-zone-field.js';
import { faultAt } from '../sheet/fault-at.js';
import styles from './start.module.css';

export function CompanyForm({ company, onSaved }: { company: Company; onSaved: () => void }) {
  const client = useQueryClient();
  const before = { name: company.name, timeZone: company.timeZone ?? ownTimeZone() };
  const [draft, setDraft] = useState(before);
  const [faults, setFaults] = useState<Fault[]>([]);
  const [busy, setBusy] = useState(false);
  const letGo = useUnsaved(draft.name !== before.name || draft.timeZone !== before.timeZone);
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (draft.name.trim() === '') return setFaults([{ pointer: '/name', detail: 'Write what it is called.' }]);
    if (draft.timeZone.trim() === '') return setFaults([{ pointer: '/timeZone', detail: 'Choose a time zone.' }]);
    setBusy(true);
    try {
      const saved = await saveCompany({ name: draft.name.trim(), timeZone: draft.timeZone.trim() });
      letGo();
      client.setQueryData(companyKey, saved);
      say('The company is saved.');
      onSaved();
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      setFaults(error.problem.errors ?? []);
      if (!error.problem.errors?.length) sayProblem(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form noValidate className={styles.form} onSubmit={event => void save(event)}>
      <Field label="Name of the company" error={faultAt(faults, '/name')}>
        <input
          className={inputClass}
          maxLength={80}
          autoComplete="organization"
          value={draft.name}
          aria-invalid={Boolean(faultAt(faults, '/name'))}
          onChange={event => setDraft({ ...draft, name: event.currentTarget.value })}
        />
      </Field>
      <TimeZoneField
        value={draft.timeZone}
        fault={faultAt(faults, '/timeZone')}
        onChange={timeZone => setDraft({ ...draft, timeZone })}
      />
      <div className={styles.acts}>
        <Button weight="main" type="submit" busy={busy}>
          Save the company
        </Button>
      </div>
    </form>
  );
}
