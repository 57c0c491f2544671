// Saving and deleting a text: faults at their places, and being told when somebody else was first.
import { useQueryClient } from '@tanstack/react-query';
import { type RefObject, useEffect, useState } from 'react';
import type { Session } from '#api';
import { say, sayProblem } from '../../act/say.js';
import { newIntent, ProblemError } from '../../api/http.js';
import { macrosKey, templatesKey } from '../../api/query-keys.js';
import type { Fault } from '../../form/field.shape.js';

/** Supervisors keep what is their department's; admins also what is the company's. */
export const mayKeep = ({ user, memberships }: Session, departmentId: number | null): boolean =>
  user.isAdmin ||
  memberships.some(one => one.departmentId === departmentId && (one.role === 'supervisor' || one.role === 'admin'));

export function useKeeping(departmentId: number, box: RefObject<HTMLElement | null>) {
  const client = useQueryClient();
  const [faults, setFaults] = useState<Fault[]>([]);
  const [overtaken, setOvertaken] = useState(false);
  const [busy, setBusy] = useState(false);
  const [intent, setIntent] = useState(newIntent);

  useEffect(() => {
    if (faults.length > 0) box.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [faults, box]);
  /** Null where it failed; why stands on the page then. */
  const run = async <T>(does: (intent: string) => Promise<T>, done: string): Promise<T | null> => {
    setBusy(true);
    setFaults([]);
    try {
      const answer = await does(intent);
      await Promise.all(
        [templatesKey(departmentId), macrosKey(departmentId)].map(queryKey => client.invalidateQueries({ queryKey })),
      );
      say(done);
      return answer;
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      // Another try with other words is another intent.
      setIntent(newIntent());
      if (error.code.endsWith('.CHANGED_MEANWHILE')) setOvertaken(true);
      else if (error.problem.errors?.length) setFaults(error.problem.errors);
      else sayProblem(error);
      return null;
    } finally {
      setBusy(false);
    }
  };
  return { faults, show: setFaults, run, overtaken, busy };
}
