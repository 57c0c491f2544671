// How a die roll becomes an act: it chooses its target among what stands in the world, mostly where it can succeed, sometimes where it must be refused,
// and somebody who does it.
import { next, type Tx } from '#store';
import { type Answer, HANDOFF_ACTS, type OnHandoff, type OnTicket, oneOf, TICKET_ACTS } from './handoff.acts.js';
import type { TicketNow, World } from './handoff.world.js';

export interface Roll {
  act: string;
  /** Which of the possible targets, and which of the people. */
  target: number;
  who: number;
  /** For the act's own choices. */
  dice: number;
  /** By whoever holds the ticket, where somebody does. */
  asHolder: boolean;
  /** On any target, whatever its state. */
  wild: boolean;
  /** As seen before the last change. */
  stale: boolean;
}

/** An act that has found its target; `run` may take place beside another. */
export interface Ready {
  roll: Roll;
  on: { ticket?: number; handoff?: number };
  run: (tx: Tx) => Promise<Answer>;
}

/** Chooses target and actor. `beside`: on the same handoff as that act, or a ticket of it. Null where there is nothing to act on. */
export function ready(world: World, roll: Roll, beside?: Ready): Ready | null {
  if (roll.act === 'next')
    return {
      roll,
      on: {},
      run: tx =>
        next(tx, {
          departmentId: oneOf(world.rails, roll.target).id,
          userId: personOf(world, roll).userId,
          leaseMinutes: 30,
        }),
    };
  if (roll.act === 'onward' && !beside) return onward(world, roll);
  const step = HANDOFF_ACTS[roll.act];
  if (step) return readyStep(world, roll, step, beside?.on.handoff);
  return readyAct(world, roll, TICKET_ACTS[roll.act]!, ticketNear(world, roll, beside));
}

/** Takes a handoff where it usually goes next, so that walks reach its end and do not only begin. */
const ONWARD: Readonly<Record<string, readonly string[]>> = {
  draft: ['edit', 'offer', 'offer', 'adopt'],
  offered: ['accept', 'accept', 'return'],
  accepted: ['tick', 'complete', 'begin', 'tick'],
  returned: ['edit', 'offer'],
};

function onward(world: World, roll: Roll): Ready | null {
  const out = [...world.standing.handoffs.values()].filter(handoff => ONWARD[handoff.state]);
  if (out.length === 0) return ready(world, { ...roll, act: 'begin' });
  const handoff = oneOf(out, roll.target);
  const act = oneOf(ONWARD[handoff.state]!, roll.dice);
  const found = { ...roll, act, dice: Math.floor(roll.dice / 12) };
  const step = HANDOFF_ACTS[act];
  if (step) return readyStep(world, found, step, handoff.id);
  return readyAct(world, found, TICKET_ACTS[act]!, handoff.ticketId!);
}

function readyStep(world: World, roll: Roll, step: OnHandoff, id?: number): Ready | null {
  const handoff = targetOf([...world.standing.handoffs.values()], roll, step.from, id);
  if (!handoff) return null;
  const ticket = world.standing.tickets.get(handoff.ticketId ?? handoff.originTicketId)!;
  const request = {
    handoffId: handoff.id,
    expectedVersion: handoff.version - (roll.stale ? 1 : 0),
    actor: personOf(world, roll, ticket),
    now: world.now,
  };
  return { roll, on: { handoff: handoff.id }, run: tx => step.run(tx, request, { handoff, world, dice: roll.dice }) };
}

/** The ticket of a neighbour's handoff, or its origin. */
function ticketNear(world: World, roll: Roll, beside: Ready | undefined): number | undefined {
  const handoff = beside?.on.handoff === undefined ? undefined : world.standing.handoffs.get(beside.on.handoff);
  return handoff
    ? oneOf([handoff.ticketId ?? handoff.originTicketId, handoff.originTicketId], roll.dice)
    : beside?.on.ticket;
}

function readyAct(world: World, roll: Roll, act: OnTicket, id?: number): Ready | null {
  const { tickets } = world.standing;
  const ticket = targetOf([...tickets.values()], roll, act.from, id);
  if (!ticket) return null;
  const request = {
    ticketId: ticket.id,
    expectedVersion: ticket.version - (roll.stale ? 1 : 0),
    actor: personOf(world, roll, ticket),
    now: world.now,
  };
  return { roll, on: { ticket: ticket.id }, run: tx => act.run(tx, request, { ticket, world, dice: roll.dice }) };
}

function targetOf<T extends { id: number; state: string }>(
  all: T[],
  roll: Roll,
  from: readonly string[],
  fixed: number | undefined,
): T | undefined {
  if (fixed !== undefined) return all.find(one => one.id === fixed);
  const fitting = roll.wild ? [] : all.filter(one => from.includes(one.state));
  const among = fitting.length > 0 ? fitting : all;
  return among.length > 0 ? oneOf(among, roll.target) : undefined;
}

function personOf(world: World, roll: Roll, ticket?: TicketNow) {
  const holder = roll.asHolder ? world.people.find(person => person.userId === ticket?.claimedBy) : undefined;
  return holder ?? oneOf(world.people, roll.who);
}
