// A problem case as it is sent, and its days in words. Pure.
import type { ProblemCase, SaveProblemCase } from '#api';

export function bodyOf(problem: ProblemCase): SaveProblemCase {
  const { version, departmentId, ticketId, title, cause, ownerId, dueOn, closedAt, actions } = problem;
  return {
    ...{ version, departmentId, ticketId, title, cause, ownerId, dueOn },
    closed: closedAt !== null,
    actions: actions.map(action => ({
      text: action.text,
      ownerId: action.ownerId,
      dueOn: action.dueOn,
      done: action.doneAt !== null,
    })),
  };
}

export const emptyBody = (departmentId: number): SaveProblemCase => ({
  ...{ version: 0, departmentId, ticketId: null, title: '', cause: '', ownerId: null, dueOn: null },
  ...{ closed: false, actions: [] },
});

/** `3 Dec`, or `3 Dec 2027` in another year. A day of the calendar, in no time zone. */
export function dayWords(day: string, thisYear = new Date().getFullYear()): string {
  const at = new Date(`${day}T12:00:00Z`);
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'short',
    year: at.getUTCFullYear() === thisYear ? undefined : 'numeric',
  }).format(at);
}

/** What is wrong before it is sent: by field, as the server would name it. */
export function faultsOf(body: SaveProblemCase, ticket: string): Record<string, string> {
  const faults: Record<string, string> = {};
  if (body.title.trim().length < 3) faults['/title'] = 'Say in a few words what keeps coming back.';
  if (ticket.trim() !== '' && !/^#?[1-9]\d{0,14}$/.test(ticket.trim())) faults['/ticketId'] = 'Is no ticket number.';
  return faults;
}
