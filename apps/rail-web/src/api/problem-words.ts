// What went wrong, in a clerk's words, and what to do next. Pure.
import type { Problem } from '#api';

export type ProblemWords = { title: string; next: string };

const BY_CODE: Record<string, ProblemWords> = {
  'NET.OFFLINE': { title: 'No connection to the rail.', next: 'Check the network. Nothing you wrote is lost.' },
  'TICKET.STALE': { title: 'This ticket has moved on.', next: 'Look at what changed, then try again.' },
  'PROBLEM.STALE': {
    title: 'Somebody changed this problem case meanwhile.',
    next: 'It is shown as it is now. Make your change again.',
  },
  'TICKET.CLAIMED_BY_OTHER': { title: 'Somebody else holds this ticket.', next: 'Take the next one, or ask them.' },
  'AUTH.REQUIRED': { title: 'You are signed out.', next: 'Sign in to go on where you were.' },
  'AUTH.TOO_MANY_TRIES': { title: 'Too many tries.', next: 'Wait a few minutes, then try again.' },
  'OUTBOUND.TOO_LATE': { title: 'The reply has left already.', next: 'Write another one to correct it.' },
  'TICKET.CLAIM_LIMIT': { title: 'You hold as many tickets as you may.', next: 'Finish or release one first.' },
  'IDEMPOTENCY.IN_PROGRESS': { title: 'This is being done already.', next: 'Wait a moment.' },
  'SERVER.NOT_READY': { title: 'The server is starting.', next: 'Try again in a moment.' },
  'STORE.UNREACHABLE': { title: 'The server cannot reach its database.', next: 'Try again in a moment.' },
  'AUTH.BAD_CREDENTIALS': { title: 'That email and password do not match.', next: 'Check both, then try again.' },
};

const BY_STATUS: Record<number, ProblemWords> = {
  401: { title: 'You are signed out.', next: 'Sign in to go on where you were.' },
  403: { title: 'This is not yours to do.', next: 'Ask your supervisor if you need it.' },
  404: { title: 'It is not here.', next: 'It may be on another rail, or the number is wrong.' },
  409: { title: 'That does not fit with what the ticket is now.', next: 'Look at the ticket again.' },
  412: { title: 'This ticket has moved on.', next: 'Look at what changed, then try again.' },
  422: { title: 'Something in the form is not right.', next: 'Correct it and send again.' },
  429: { title: 'Too many tries.', next: 'Wait a minute, then try again.' },
};

const SERVER: ProblemWords = { title: 'The server could not do that.', next: 'Try again in a moment.' };

/** The server's own `detail` is kept where it says more than the status does. */
export function problemWords(problem: Problem): ProblemWords {
  const known = BY_CODE[problem.code];
  if (known) return known;
  const general = BY_STATUS[problem.status] ?? SERVER;
  const field = problem.errors?.[0]?.detail;
  const detail = field ?? (problem.status < 500 ? problem.detail : undefined);
  return detail ? { title: sentence(detail), next: general.next } : general;
}

const sentence = (text: string): string => {
  const full = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(full) ? full : `${full}.`;
};
