// A person's session as the contract shows it.
import type { Session } from '#api';
import { initialsOf, type PersonActor } from '../access/actor.js';

export function sessionView(actor: PersonActor): Session {
  const { userId, name, email, isAdmin, memberships, hasPassword } = actor;
  return { user: { id: userId, name, email, initials: initialsOf(name), isAdmin }, memberships, hasPassword };
}
