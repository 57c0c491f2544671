// A new key. Its secret is in the answer, and nowhere afterwards.
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Department } from '#api';
import { sayProblem } from '../../act/say.js';
import { apiKeysKey, createKey, type NewKey } from '../../api/company/company.api.js';
import { newIntent } from '../../api/http.js';
import { CopyDialog } from '../../dialog/copy-dialog.js';
import { actionsClass, DialogFrame, Field, inputClass } from '../../dialog/frame/dialog-frame.js';
import { Button } from '../../look/button.js';
import { endOfDay, ROLES } from './key-words.js';

const KNOWN = Object.keys(ROLES) as NewKey['role'][];

export function NewKeyDialog({ departments, onClose }: { departments: readonly Department[]; onClose: () => void }) {
  const client = useQueryClient();
  const [draft, setDraft] = useState<NewKey>({ name: '', departmentId: null, role: 'agent', expiresAt: null });
  const [secret, setSecret] = useState('');
  const [day, setDay] = useState('');
  const [busy, setBusy] = useState(false);
  const [nameless, setNameless] = useState(false);
  const make = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const name = draft.name.trim();
    setNameless(name === '');
    if (name === '') return;
    setBusy(true);
    try {
      setSecret((await createKey({ ...draft, name, expiresAt: endOfDay(day) }, newIntent())).secret);
    } catch (error) {
      sayProblem(error);
    } finally {
      setBusy(false);
      await client.invalidateQueries({ queryKey: apiKeysKey });
    }
  };
  if (secret)
    return (
      <CopyDialog
        title="The key, shown this once"
        lead="Put it into the system that uses it. If it is lost, revoke it and make another one."
        label="Key"
        value={secret}
        onClose={onClose}
      />
    );
  return (
    <DialogFrame title="New key" onClose={onClose}>
      <form noValidate onSubmit={event => void make(event)}>
        <Field label="Name" hint="the system that uses it" error={nameless ? 'Give it a name.' : undefined}>
          <input
            className={inputClass}
            maxLength={80}
            aria-invalid={nameless}
            value={draft.name}
            onChange={event => setDraft({ ...draft, name: event.currentTarget.value })}
          />
        </Field>
        <Field label="Department">
          <select
            className={inputClass}
            value={draft.departmentId ?? ''}
            onChange={event => setDraft({ ...draft, departmentId: Number(event.currentTarget.value) || null })}
          >
            <option value="">All departments</option>
            {departments.map(one => (
              <option key={one.id} value={one.id}>
                {one.name}
              </option>
            ))}
          </select>
        </Field>
        <Field label="Role">
          <select
            className={inputClass}
            value={draft.role}
            onChange={event => setDraft({ ...draft, role: event.currentTarget.value as NewKey['role'] })}
          >
            {KNOWN.map(role => (
              <option key={role} value={role}>
                {ROLES[role].title}: {ROLES[role].about}
              </option>
            ))}
          </select>
        </Field>
        <Field label="Ends" hint="empty: never">
          <input
            type="date"
            className={inputClass}
            min={new Date().toLocaleDateString('en-CA')}
            value={day}
            onChange={event => setDay(event.currentTarget.value)}
          />
        </Field>
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
