// What this page tells of its person. It has no answer, and nobody is told when it fails: the next sign says the same.
import type { TellPresence } from '#api';
import { call, ProblemError } from '../http.js';

/** Shorter than the pause to the next sign. */
const SIGN_MS = 10_000;
/** Signed out, not for this person, not there: it would be answered so each time. */
const REFUSALS = new Set([401, 403, 404]);

const pathOf = (ticketId: number): string => `/tickets/${ticketId}/presence`;

/** Answers false where the server refuses, and true where it took it or could not be reached. */
export async function tellPresence(ticketId: number, body: TellPresence): Promise<boolean> {
  try {
    await call('POST', pathOf(ticketId), { body, limitMs: SIGN_MS, keepalive: true });
    return true;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return !REFUSALS.has(error.status);
  }
}

/** For a page that goes: browsers send a beacon after it has gone. */
export function tellLast(ticketId: number, body: TellPresence): void {
  const text = new Blob([JSON.stringify(body)], { type: 'application/json' });
  if (!navigator.sendBeacon(`/api/v1${pathOf(ticketId)}`, text)) void tellPresence(ticketId, body);
}
