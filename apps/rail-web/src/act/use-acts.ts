// What a person can do to the open ticket, each with its words, its undo, and where it leads next.
import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Department, Person, Ticket } from '#api';
import { showTicket } from '../api/ticket/slip-cache.js';
import type { ActName, Acts, MoveReason } from '../api/ticket/ticket.api.js';
import { useRailPlace } from '../rail/rail-context.js';
import { clockWords } from '../rail/words/time-words.js';
import { useMe } from '../shell/session-context.js';
import { taggedWords } from '../tags/tag-words.js';
import { followingOf } from './following.js';
import { foreseeAssigned, foreseeDone, foreseeOpen, foreseeTags, foreseeWaiting } from './foresee.js';
import { holdBack } from './hold-back.js';
import { perform } from './perform.js';
import { said, say } from './say.js';
import { offerUndo } from './undo.js';
import { useGoOn } from './use-next.js';

export function useActs(ticket: Ticket) {
  const client = useQueryClient();
  const place = useRailPlace();
  const goOn = useGoOn();
  const me = useMe();
  return useMemo(() => {
    const id = ticket.id;
    const plain = <A extends ActName>(name: A, body: Acts[A], foresee?: (ticket: Ticket) => Ticket): Promise<Ticket> =>
      perform(client, { id, name, body, foresee });
    /** Takes a finish back, and holds the ticket again for whoever held it. */
    const back = (name: 'wake' | 'reopen', held: boolean): void => {
      const undone =
        name === 'wake' ? plain('wake', undefined, foreseeOpen) : plain('reopen', { note: '' }, foreseeOpen);
      undone
        .then(() => {
          place.open(id);
          return held ? plain('claim', undefined) : undefined;
        })
        .then(() => undefined, said);
    };
    const holdAgain = (entryId: number): void =>
      void plain(`held/${entryId}/hold-again`, undefined).then(() => say('Held again.'), said);
    const held = ticket.holder?.id === me.id;
    /** Finishes: the next ticket is opened at once, the words and the undo follow. */
    const finish = (asked: Promise<Ticket>, words: string, undo: () => void): void => {
      const following = followingOf(place.slips, id);
      asked.then(() => {
        offerUndo({ words, undo });
        goOn(id, following);
      }, said);
    };
    return {
      take: () => void plain('claim', undefined).then(() => say('It is yours.'), said),
      release: () => void plain('release', undefined, foreseeOpen).then(() => say('Hung back on the rail.'), said),
      wake: () => void plain('wake', undefined, foreseeOpen).then(() => say('Back on the rail.'), said),
      reopen: () => void plain('reopen', { note: '' }, foreseeOpen).then(() => say('Reopened.'), said),
      expedite: (reason: string) =>
        void plain('expedite', { reason }).then(() => say('Expedited: it hangs in front.'), said),
      correctRequester: (name: string, address: string) =>
        void plain('correct-requester', { name, address }).then(() => {
          const { requester } = ticket;
          const { address: before } = requester;
          const words = `#${id} is of ${name || address} now.`;
          if (before === null) return say(words);
          offerUndo({
            words,
            undo: () =>
              void plain('correct-requester', { name: requester.name, address: before }).then(() => undefined, said),
          });
        }, said),
      done: (outcome: string, note: string) =>
        finish(
          plain('done', { outcome, note }, now => foreseeDone(now, outcome, new Date().toISOString())),
          `#${id} is done.`,
          () => back('reopen', held),
        ),
      snooze: (body: Acts['snooze'], words: string) =>
        finish(
          plain('snooze', body, now => foreseeWaiting(now, body.reason, body.until, body.note)),
          `#${id} waits ${words}.`,
          () => back('wake', held),
        ),
      followUp: (at: string | null, note: string) =>
        void plain('follow-up', { at, note }).then(
          () => say(at ? `#${id} comes up ${clockWords(at, Date.now())}.` : 'No follow-up any more.'),
          said,
        ),
      tag: (tags: string[]) => {
        const before = ticket.tags;
        if (tags.join() === before.join()) return;
        const put = (wanted: string[]) => plain('tags', { tags: wanted }, now => foreseeTags(now, wanted));
        put(tags).then(() => {
          void client.invalidateQueries({ queryKey: ['tags'] });
          offerUndo({ words: taggedWords(before, tags), undo: () => void put(before).then(() => undefined, said) });
        }, said);
      },
      assign: (person: Person | null) => {
        const before = ticket.assignee;
        plain('assign', { personId: person?.id ?? null }, now => foreseeAssigned(now, person)).then(
          () =>
            offerUndo({
              words: person ? `#${id} is ${person.name}'s.` : `#${id} is nobody's.`,
              undo: () =>
                plain('assign', { personId: before?.id ?? null }, now => foreseeAssigned(now, before)).then(
                  () => undefined,
                  said,
                ),
            }),
          said,
        );
      },
      move: (department: Department, reason: MoveReason, note: string) => {
        const following = followingOf(place.slips, id);
        holdBack(client, {
          id,
          words: `#${id} moves to ${department.name}.`,
          commit: keepalive =>
            perform(client, { id, name: 'move', body: { departmentId: department.id, reason, note }, keepalive }),
          onUndone: () => place.open(id),
        });
        goOn(id, following);
      },
      merge: (into: number) => {
        holdBack(client, {
          id,
          words: `#${id} is merged into #${into}.`,
          commit: keepalive => perform(client, { id, name: 'merge', body: { into }, keepalive }),
          onUndone: () => place.open(id),
        });
        place.open(into);
      },
      approveHeld: (entryId: number) =>
        void plain(`held/${entryId}/approve`, undefined).then(
          () => offerUndo({ words: 'Taken for a participant’s message.', undo: () => holdAgain(entryId) }),
          said,
        ),
      discardHeld: (entryId: number, reason: string) =>
        void plain(`held/${entryId}/discard`, { reason }).then(
          () => offerUndo({ words: 'The message is discarded.', undo: () => holdAgain(entryId) }),
          said,
        ),
      /** A ticket that was opened cannot be unmade: the server hears of it when nobody called it back. */
      splitHeld: (entryId: number) =>
        offerUndo({
          words: 'The message becomes a ticket of its own.',
          undo: () => undefined,
          onExpire: keepalive =>
            perform(client, { id, name: `held/${entryId}/split`, body: undefined, keepalive }).then(
              () => client.invalidateQueries({ queryKey: ['numbers'] }),
              said,
            ),
        }),
      reachAgain: (address: string) =>
        void plain('reach-again', { address }).then(() => say(`Mail to ${address} may go again.`), said),
      /** For what already came back from the server. */
      show: (now: Ticket) => showTicket(client, now, true),
    };
  }, [client, goOn, place, me.id, ticket.id, ticket.assignee, ticket.holder, ticket.tags]);
}

export type TicketActs = ReturnType<typeof useActs>;
