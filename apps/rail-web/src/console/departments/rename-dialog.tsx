// Another name for a department. Its key stays, so no address breaks.
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Department } from '#api';
import { say, sayProblem } from '../../act/say.js';
import { settingsKey } from '../../api/company/department.api.js';
import { renameDepartment } from '../../api/company/member.api.js';
import { ProblemError } from '../../api/http.js';
import { departmentsKey } from '../../api/query-keys.js';
import { actionsClass, DialogFrame, Field, inputClass } from '../../dialog/frame/dialog-frame.js';
import { Button } from '../../look/button.js';

export function RenameDialog({ department, onClose }: { department: Department; onClose: () => void }) {
  const client = useQueryClient();
  const [name, setName] = useState(department.name);
  const [fault, setFault] = useState('');
  const [busy, setBusy] = useState(false);
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (name.trim() === '') return setFault('Give it a name.');
    setBusy(true);
    try {
      await renameDepartment(department.id, name.trim());
      await client.invalidateQueries({ queryKey: departmentsKey });
      await client.invalidateQueries({ queryKey: settingsKey(department.id) });
      say('The department has its new name.');
      onClose();
    } catch (error) {
      setBusy(false);
      if (!(error instanceof ProblemError)) throw error;
      setFault(error.problem.errors?.[0]?.detail ?? '');
      if (!error.problem.errors?.length) sayProblem(error);
    }
  };
  return (
    <DialogFrame
      title={`Rename ${department.name}`}
      lead="Everybody sees the new name at once. Its key for addresses stays."
      onClose={onClose}
    >
      <form noValidate onSubmit={event => void save(event)}>
        <Field label="Name" error={fault}>
          <input
            className={inputClass}
            maxLength={80}
            data-autofocus
            value={name}
            aria-invalid={fault !== ''}
            onChange={event => setName(event.currentTarget.value)}
          />
        </Field>
        <div className={actionsClass}>
          <Button onClick={onClose}>Cancel</Button>
          <Button weight="main" type="submit" busy={busy} disabled={name.trim() === department.name}>
            Rename
          </Button>
        </div>
      </form>
    </DialogFrame>
  );
}
