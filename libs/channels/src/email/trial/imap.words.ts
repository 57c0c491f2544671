// What an IMAP server refused, in plain words with the next thing to try. Pure.
import { StepFault } from '#channels/contract';
import type { ImapSettings } from '../email.settings.js';
import { problemOf } from '../imap/imap.problem.js';

export const NO_ROOM = 'Delete or archive old mails, or ask whoever runs the server for more room.';

const NEXT: Partial<Record<string, string>> = {
  'IMAP.AUTH':
    'Enter user name and password again; some providers want the whole address as user name, or a password for apps. Check that IMAP is switched on for the mailbox.',
  'IMAP.THROTTLED': 'Wait a few minutes. Somebody else may read this mailbox very often.',
  'IMAP.FOLDER': 'Check the name of the folder, and the rights of the user.',
  'IMAP.UNREACHABLE': 'Try it again; if it stays so, ask whoever runs the server.',
  'IMAP.CLOSED': 'Try it again; if it stays so, ask whoever runs the server.',
};

const TOKEN_NEXT =
  'Press Sign in again as the user of the mailbox. Check that the application has the permission for IMAP, and that IMAP is switched on for the mailbox.';

export function imapFault(error: unknown, imap: ImapSettings): StepFault {
  if (error instanceof StepFault) return error;
  if (codeOfServer(error) === 'OVERQUOTA') return new StepFault('The mailbox is full.', NO_ROOM, { cause: error });
  const problem = problemOf(error, imap);
  const byToken = problem.code === 'IMAP.AUTH' && imap.auth === 'oauth2';
  const next = byToken ? TOKEN_NEXT : (NEXT[problem.code] ?? 'Check host, port and TLS.');
  return new StepFault(problem.message, next, { cause: error });
}

/** RFC 5530. */
const codeOfServer = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'serverResponseCode' in error ? error.serverResponseCode : null;
