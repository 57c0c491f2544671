// What one person may see of who is on which ticket. Pure. Guarantees: only tickets on rails that this person works; never the person itself.
import type { LivePresence } from '#api';
import { initialsOf, type PersonActor, worksIn } from '../access/actor.js';
import type { Sight } from './presence.board.js';

/** A ticket that left a rail of theirs for one that they do not work has nobody any more. */
export function presenceFor(actor: PersonActor, sights: readonly Sight[]): LivePresence['tickets'] {
  return sights.flatMap(({ ticketId, departmentId, formerDepartmentId, people }) => {
    if (worksIn(actor, departmentId)) {
      const others = people.filter(({ userId }) => userId !== actor.userId);
      return [
        {
          ticketId,
          people: others.map(({ userId, name, doing }) => ({ id: userId, name, initials: initialsOf(name), doing })),
        },
      ];
    }
    return formerDepartmentId !== null && worksIn(actor, formerDepartmentId) ? [{ ticketId, people: [] }] : [];
  });
}
