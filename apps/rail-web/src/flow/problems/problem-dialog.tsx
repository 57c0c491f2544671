// A problem case, new or changed: what it is, why, who mends it, until when, and the steps.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { ProblemCase, SaveProblemCase } from '#api';
import { say, sayProblem } from '../../act/say.js';
import { saveProblem } from '../../api/flow/flow.api.js';
import { newIntent, ProblemError } from '../../api/http.js';
import { readPeople } from '../../api/ticket/rail.api.js';
import { actionsClass, DialogFrame, Field, inputClass, tickClass } from '../../dialog/frame/dialog-frame.js';
import { Button } from '../../look/button.js';
import { ActionFields } from './action-fields.js';
import { OwnerSelect } from './owner-select.js';
import styles from './problem.module.css';
import { bodyOf, emptyBody, faultsOf } from './problem-body.js';

type Props = { departmentId: number; problem: ProblemCase | null; onClose: () => void };

export function ProblemDialog({ departmentId, problem, onClose }: Props) {
  const client = useQueryClient();
  const people = useQuery({ queryKey: ['people', departmentId], queryFn: () => readPeople(departmentId) });
  const [body, setBody] = useState<SaveProblemCase>(() => (problem ? bodyOf(problem) : emptyBody(departmentId)));
  const [ticket, setTicket] = useState(problem?.ticketId ? `#${problem.ticketId}` : '');
  const [faults, setFaults] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);
  const [intent] = useState(newIntent);
  const set = (part: Partial<SaveProblemCase>): void => setBody({ ...body, ...part });
  const owners = ownersOf(people.data ?? [], problem);

  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const found = faultsOf(body, ticket);
    setFaults(found);
    if (Object.keys(found).length > 0) return;
    const number = ticket.trim().replace('#', '');
    const actions = body.actions.filter(action => action.text.trim() !== '');
    setBusy(true);
    try {
      await saveProblem(problem?.id ?? null, { ...body, actions, ticketId: number ? Number(number) : null }, intent);
      await client.invalidateQueries({ queryKey: ['problem-cases'] });
      say(problem ? 'The case is changed.' : 'The case is put down.');
      onClose();
    } catch (error) {
      setBusy(false);
      if (!(error instanceof ProblemError)) throw error;
      setFaults(Object.fromEntries((error.problem.errors ?? []).map(fault => [fault.pointer, fault.detail])));
      if (!error.problem.errors?.length) sayProblem(error);
      if (error.code === 'PROBLEM.STALE') {
        await client.invalidateQueries({ queryKey: ['problem-cases'] });
        onClose();
      }
    }
  };
  return (
    <DialogFrame title={problem ? 'Problem case' : 'New problem case'} size={720} onClose={onClose}>
      <form noValidate onSubmit={event => void save(event)}>
        <Field label="Problem" error={faults['/title']}>
          <input
            className={inputClass}
            maxLength={200}
            data-autofocus
            value={body.title}
            aria-invalid={Boolean(faults['/title'])}
            onChange={event => set({ title: event.currentTarget.value })}
          />
        </Field>
        <Field label="Cause" hint="(as far as it is known)" error={faults['/cause']}>
          <textarea
            className={inputClass}
            rows={3}
            maxLength={5000}
            value={body.cause}
            onChange={event => set({ cause: event.currentTarget.value })}
          />
        </Field>
        <div className={styles.row}>
          <Field label="Owner" error={faults['/ownerId']}>
            <OwnerSelect owners={owners} value={body.ownerId} onChange={ownerId => set({ ownerId })} />
          </Field>
          <Field label="Until" error={faults['/dueOn']}>
            <input
              type="date"
              className={inputClass}
              value={body.dueOn ?? ''}
              onChange={event => set({ dueOn: event.currentTarget.value || null })}
            />
          </Field>
          <Field label="Ticket" hint="(number)" error={faults['/ticketId']}>
            <input
              className={inputClass}
              inputMode="numeric"
              value={ticket}
              aria-invalid={Boolean(faults['/ticketId'])}
              onChange={event => setTicket(event.currentTarget.value)}
            />
          </Field>
        </div>
        <ActionFields actions={body.actions} owners={owners} faults={faults} onChange={actions => set({ actions })} />
        {problem && (
          <label className={tickClass}>
            <input
              type="checkbox"
              checked={body.closed}
              onChange={event => set({ closed: event.currentTarget.checked })}
            />
            Closed: the problem is mended
          </label>
        )}
        <div className={actionsClass}>
          <Button onClick={onClose}>Cancel</Button>
          <Button weight="main" type="submit" busy={busy}>
            Save
          </Button>
        </div>
      </form>
    </DialogFrame>
  );
}

/** Those who work the rail, and whoever stands in the case already. */
function ownersOf(people: { id: number; name: string }[], problem: ProblemCase | null): { id: number; name: string }[] {
  const named = [problem, ...(problem?.actions ?? [])].flatMap(one =>
    one && one.ownerId !== null ? [{ id: one.ownerId, name: one.ownerName ?? `#${one.ownerId}` }] : [],
  );
  const all = new Map([...named, ...people].map(person => [person.id, person]));
  return [...all.values()].sort((a, b) => a.name.localeCompare(b.name));
}
