// Problem cases of a department: what the meeting set out to mend, who does what, and until when. Actions are ticked in place.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { ProblemCase } from '#api';
import { say, sayProblem } from '../../act/say.js';
import { type ProblemState, problemsKey, readProblems, saveProblem } from '../../api/flow/flow.api.js';
import { newIntent } from '../../api/http.js';
import { Button } from '../../look/button.js';
import { ticketPath } from '../../shell/paths.js';
import { Section } from '../sheet/section.js';
import sheetStyles from '../sheet/sheet.module.css';
import styles from './problem.module.css';
import { bodyOf, dayWords } from './problem-body.js';
import { ProblemDialog } from './problem-dialog.js';

export function ProblemCases({ departmentId, departmentKey }: { departmentId: number; departmentKey: string }) {
  const [state, setState] = useState<ProblemState>('open');
  const [edited, setEdited] = useState<ProblemCase | 'new' | null>(null);
  const list = useQuery({ queryKey: problemsKey(state), queryFn: () => readProblems(state), staleTime: 0 });
  const cases = list.data?.filter(one => one.departmentId === departmentId) ?? [];
  return (
    <Section
      id={`problems-${departmentId}`}
      title="Problem cases"
      acts={
        <span className={styles.acts}>
          <Button
            small
            weight="quiet"
            aria-pressed={state === 'closed'}
            onClick={() => setState(state === 'open' ? 'closed' : 'open')}
          >
            {state === 'open' ? 'Show closed' : 'Show open'}
          </Button>
          <Button small onClick={() => setEdited('new')}>
            New case
          </Button>
        </span>
      }
    >
      {list.isError && (
        <p className={sheetStyles.none}>
          They cannot be read.{' '}
          <Button small onClick={() => void list.refetch()}>
            Try again
          </Button>
        </p>
      )}
      {list.isSuccess && cases.length === 0 && (
        <p className={sheetStyles.none}>
          {state === 'open' ? 'None is open. Put down what keeps coming back.' : 'None was closed yet.'}
        </p>
      )}
      <ul className={styles.cases}>
        {cases.map(one => (
          <Case key={one.id} problem={one} departmentKey={departmentKey} onEdit={() => setEdited(one)} />
        ))}
      </ul>
      {edited && (
        <ProblemDialog
          departmentId={departmentId}
          problem={edited === 'new' ? null : edited}
          onClose={() => setEdited(null)}
        />
      )}
    </Section>
  );
}

type CaseProps = { problem: ProblemCase; departmentKey: string; onEdit: () => void };

function Case({ problem, departmentKey, onEdit }: CaseProps) {
  const client = useQueryClient();
  // Shown at once; what the server says comes after.
  const [ticking, setTicking] = useState<{ place: number; done: boolean } | null>(null);
  const tick = async (place: number, done: boolean): Promise<void> => {
    const body = bodyOf(problem);
    body.actions = body.actions.map((action, i) => (i === place ? { ...action, done } : action));
    setTicking({ place, done });
    try {
      await saveProblem(problem.id, body, newIntent());
      say(done ? 'Done.' : 'Open again.');
    } catch (error) {
      sayProblem(error);
    } finally {
      await client.invalidateQueries({ queryKey: ['problem-cases'] });
      setTicking(null);
    }
  };
  const { dueOn, ownerName, ticketId, overdue, cause, actions } = problem;
  return (
    <li className={styles.case} data-overdue={overdue || undefined}>
      <div className={styles.caseHead}>
        <button type="button" className={styles.caseTitle} onClick={onEdit}>
          <bdi>{problem.title}</bdi>
        </button>
        {overdue && <b className={styles.overdue}>overdue</b>}
      </div>
      <p className={styles.meta}>
        {[ownerName ?? 'nobody yet', dueOn && `until ${dayWords(dueOn)}`].filter(Boolean).join(', ')}
        {ticketId !== null && (
          <>
            {', '}
            <Link href={ticketPath(departmentKey, ticketId, 'rail', '')} className="mono tab">
              #{ticketId}
            </Link>
          </>
        )}
      </p>
      {cause && <p className={styles.cause}>{cause}</p>}
      {actions.length > 0 && (
        <ul className={styles.actions}>
          {actions.map((action, place) => (
            <li key={`${place}/${action.text}`}>
              <label className={styles.action} data-done={action.doneAt !== null || undefined}>
                <input
                  type="checkbox"
                  checked={ticking?.place === place ? ticking.done : action.doneAt !== null}
                  disabled={ticking !== null && ticking.place !== place}
                  onChange={event => void tick(place, event.currentTarget.checked)}
                />
                <span>
                  <bdi>{action.text}</bdi>
                  <span className={styles.who}>
                    {[action.ownerName, action.dueOn && `until ${dayWords(action.dueOn)}`].filter(Boolean).join(', ')}
                  </span>
                </span>
              </label>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
