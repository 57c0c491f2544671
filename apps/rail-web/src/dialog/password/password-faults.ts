// What is wrong with a password that somebody wants to set, said at the field where it is wrong. Pure.
import type { Problem } from '#api';
import { problemWords } from '../../api/problem-words.js';

/** Words per field; `whole`: what belongs to no field. */
export type PasswordFaults = { old?: string; new?: string; whole?: string };

/** As the contract of PUT /session/password has it. */
const SHORTEST = 12;
const LONGEST = 1024;

/** `old`: null where the account has no password yet. Empty when nothing is wrong. */
export function passwordFaults(old: string | null, fresh: string): PasswordFaults {
  const faults: PasswordFaults = {};
  if (old === '') faults.old = 'Type the password that you have now.';
  if (fresh === '') faults.new = 'Type the new password.';
  else if (fresh.length < SHORTEST) {
    const missing = SHORTEST - fresh.length;
    faults.new = `Too short: ${missing} more ${missing === 1 ? 'character' : 'characters'}.`;
  } else if (fresh.length > LONGEST) faults.new = `Too long: at most ${LONGEST} characters.`;
  else if (fresh === old) faults.new = 'This is the password that you have now.';
  return faults;
}

/** The server's answer, laid at its fields. */
export function refusedPassword(problem: Problem): PasswordFaults {
  const faults: PasswordFaults = {};
  for (const { pointer, detail } of problem.errors ?? []) {
    if (pointer === '/oldPassword')
      faults.old = problem.code === 'PASSWORD.WRONG' ? 'That is not your password.' : detail;
    else if (pointer === '/newPassword') faults.new = detail;
  }
  if (faults.old || faults.new) return faults;
  const { title, next } = problemWords(problem);
  return { whole: `${title} ${next}` };
}
