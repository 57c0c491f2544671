// What a reader may do to a ticket now. Offers only: the store decides.
import type { Ticket } from '#api';
import type { TicketRow } from '#store';
import { type Actor, reaches, roleIn, worksIn } from '../access/actor.js';

export function actionsFor(row: TicketRow, actor: Actor, canReply: boolean): Ticket['actions'] {
  if (!worksIn(actor, row.departmentId) || row.state === 'merged') return [];
  // A handoff ends, moves and comes back by its own steps.
  const isHandoff = row.handoff !== null;
  if (row.state === 'done')
    return isHandoff ? ['note', 'set-tags'] : ['reopen', 'note', 'follow-up', 'set-tags', 'decide-held'];
  const userId = actor.kind === 'person' ? actor.userId : null;
  const isFree = row.state !== 'claimed' || row.holderId === userId;
  const isSupervisor = reaches(roleIn(actor, row.departmentId), 'supervisor');
  const isTied = isHandoff || row.handedOff.open + row.handedOff.returned > 0;
  const offers: [Ticket['actions'][number], boolean][] = [
    ['claim', userId !== null && row.state !== 'claimed'],
    ['release', row.state === 'claimed' && (row.holderId === userId || isSupervisor)],
    ['reply', isFree && canReply],
    ['note', true],
    ['snooze', isFree],
    ['wake', row.state === 'waiting'],
    ['done', isFree && !isHandoff],
    ['merge', isFree && !isTied],
    ['move', isFree && !isTied],
    ['assign', true],
    ['expedite', row.priority !== 'expedite'],
    ['set-fields', isFree],
    ['tick', isFree],
    ['follow-up', true],
    ['set-tags', true],
    ['correct-requester', isFree && !isHandoff],
    ['decide-held', !isHandoff],
    ['hand-off', !isHandoff || row.handoff?.state === 'accepted'],
  ];
  return offers.filter(([, offered]) => offered).map(([action]) => action);
}
