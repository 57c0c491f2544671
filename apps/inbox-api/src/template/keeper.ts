// Who keeps standard work: the supervisors of a department for it, admins for the whole company.
import type { StoredOutcome } from '#store';
import { type Actor, isAdmin, reaches, roleIn } from '../access/actor.js';
import { notFound, RequestFault } from '../http/request.fault.js';

/** Throws: as if it were not there for a department that the actor does not work, AUTH.FORBIDDEN for a role that is too small. */
export function refuseUnlessKeeper(actor: Actor, departmentId: number | null): void {
  if (isAdmin(actor)) return;
  if (departmentId !== null) {
    const role = roleIn(actor, departmentId);
    if (reaches(role, 'supervisor')) return;
    if (!reaches(role, 'agent')) throw notFound();
  }
  throw new RequestFault('AUTH.FORBIDDEN', 'Your role does not allow this');
}

/** The number of what was saved. Throws <AREA>.CHANGED_MEANWHILE where another saved it since. */
export function savedId(outcome: StoredOutcome, area: 'TEMPLATE' | 'MACRO'): number {
  if (outcome.outcome === 'saved') return outcome.id;
  if (outcome.outcome === 'unknown') throw notFound();
  throw new RequestFault(`${area}.CHANGED_MEANWHILE`, 'Somebody saved this since you opened it. Open it again.');
}
