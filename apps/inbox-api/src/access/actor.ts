// Who asks: a person with a session, or another system with a key. Pure.
import type { Role } from '#tickets';

export interface ActorMembership {
  departmentId: number;
  departmentKey: string;
  departmentName: string;
  role: Role;
}

export interface PersonActor {
  kind: 'person';
  /** Scope of idempotency keys: `user:<id>`. */
  id: string;
  userId: number;
  name: string;
  email: string;
  isAdmin: boolean;
  hasPassword: boolean;
  memberships: ActorMembership[];
  session: { tokenHash: Buffer; beganWith: 'password' | 'link'; isFreshLink: boolean };
}

export interface KeyActor {
  kind: 'key';
  /** `key:<id>`. */
  id: string;
  keyId: string;
  name: string;
  /** Null: every department. */
  departmentId: number | null;
  role: Role;
}

export type Actor = PersonActor | KeyActor;

const RANK: Record<Role, number> = { sales: 0, agent: 1, supervisor: 2, admin: 3 };

/** At least that role. */
export const reaches = (role: Role | null, needed: Role): boolean => role !== null && RANK[role] >= RANK[needed];

export const isAdmin = (actor: Actor): boolean =>
  actor.kind === 'person' ? actor.isAdmin : actor.role === 'admin' && actor.departmentId === null;

/** Null: no part in that department, which must then look as if it were not there. */
export function roleIn(actor: Actor, departmentId: number): Role | null {
  if (isAdmin(actor)) return 'admin';
  if (actor.kind === 'key') {
    if (actor.departmentId !== null && actor.departmentId !== departmentId) return null;
    // An admin key of one department rules that department, not the company.
    return actor.role === 'admin' ? 'supervisor' : actor.role;
  }
  return actor.memberships.find(membership => membership.departmentId === departmentId)?.role ?? null;
}

/** Departments whose rails the actor works; null: all of them. Salespeople work none. */
export function workedDepartments(actor: Actor): number[] | null {
  if (isAdmin(actor)) return null;
  if (actor.kind === 'person')
    return actor.memberships.filter(({ role }) => reaches(role, 'agent')).map(({ departmentId }) => departmentId);
  if (!reaches(actor.role, 'agent')) return [];
  return actor.departmentId === null ? null : [actor.departmentId];
}

/** Works the rail of that department? */
export const worksIn = (actor: Actor, departmentId: number): boolean => reaches(roleIn(actor, departmentId), 'agent');

/** Supervises a department, whichever, or rules the company. */
export const supervises = (actor: Actor): boolean =>
  isAdmin(actor) ||
  (actor.kind === 'person'
    ? actor.memberships.some(({ role }) => reaches(role, 'supervisor'))
    : reaches(actor.role, 'supervisor'));

/** First letters of the first and last name, upper case. */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter(word => /\p{L}|\p{N}/u.test(word));
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map(word => [...(word ?? '')][0] ?? '');
  return letters.join('').toUpperCase() || '?';
}
