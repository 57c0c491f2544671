// A person's session as the contract shows it.
import type { Session } from '#api';
import { initialsOf, type PersonActor } from '../access/actor.js';

export function sessionView(actor: PersonActor): Session {
  const { userId, name, email, isAdmin, memberships, hasPassword } = actor;
  const user = { id: userId, name, email, initials: initialsOf(name), isAdmin };
  return { user, memberships, hasPassword, needsOldPassword: needsOldPassword(actor) };
}

/**
 * Whether a new password needs the old one (A39). Not where there is none yet and a link was the way in; nor right after a link, which is how
 * somebody who forgot his comes back.
 */
export const needsOldPassword = ({ hasPassword, session }: PersonActor): boolean =>
  !(session.isFreshLink || (session.beganWith === 'link' && !hasPassword));
