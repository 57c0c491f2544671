// What people do with tickets and handoffs, each act by the store's own functions. An act is a die roll until it meets a world: then it chooses its
// target among what stands there, mostly where it can succeed, sometimes where it must be refused.
import {
  acceptHandoff,
  addNote,
  adoptTerms,
  assignTicket,
  beginHandoff,
  cancelHandoff,
  claimTicket,
  completeHandoff,
  discardHandoff,
  editHandoff,
  expediteTicket,
  finishTicket,
  type HandoffRequest,
  mergeTicket,
  moveTicket,
  next,
  offerHandoff,
  releaseTicket,
  reopenTicket,
  returnHandoff,
  setFields,
  snoozeTicket,
  type TicketRequest,
  type Tx,
  tickItem,
  wakeTicket,
} from '#store';
import { ITEMS, OUTCOMES, RESULTS, VALUES } from './handoff.values.js';
import { type HandoffNow, QUESTION, type TicketNow, type World } from './handoff.world.js';

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

export interface Answer {
  outcome: string;
  code?: string;
  detail?: string;
  handoffId?: number;
}

/** An act that has found its target; `run` may take place beside another. */
export interface Ready {
  roll: Roll;
  on: { ticket?: number; handoff?: number };
  run: (tx: Tx) => Promise<Answer>;
}

type OnTicket = {
  from: readonly string[];
  run: (tx: Tx, request: TicketRequest, at: { ticket: TicketNow; world: World; dice: number }) => Promise<Answer>;
};
type OnHandoff = {
  from: readonly string[];
  to: string;
  run: (tx: Tx, request: HandoffRequest, at: { handoff: HandoffNow; world: World; dice: number }) => Promise<Answer>;
};

const LIVE = ['open', 'claimed', 'waiting'];
const DAY = 86_400_000;
const oneOf = <T>(list: readonly T[], dice: number): T => list[dice % list.length]!;
const CONTRACTS = [
  'design-request',
  'quote-support',
  'special-project',
  'sales-opportunity',
  QUESTION,
  QUESTION,
  'delivery-date-change',
  'no-contract',
];

export const TICKET_ACTS: Readonly<Record<string, OnTicket>> = {
  claim: { from: ['open', 'waiting'], run: (tx, request) => claimTicket(tx, request) },
  release: {
    from: ['claimed'],
    run: (tx, request, { dice }) => releaseTicket(tx, { ...request, bySupervisor: dice % 4 === 0 }),
  },
  assign: {
    from: LIVE,
    run: (tx, request, { world, dice }) =>
      assignTicket(tx, { ...request, personId: oneOf([...world.people.map(person => person.userId), null], dice) }),
  },
  snooze: {
    from: LIVE,
    run: (tx, request, { dice }) => {
      const reason = oneOf(['customer', 'handoff', 'until', 'customer', 'handoff'] as const, dice);
      const until =
        reason === 'until' || dice % 3 === 0 ? new Date(request.now.getTime() + (dice % 11 === 0 ? -DAY : DAY)) : null;
      return snoozeTicket(tx, { ...request, reason, until });
    },
  },
  wake: { from: ['waiting'], run: (tx, request) => wakeTicket(tx, request) },
  done: {
    from: LIVE,
    run: (tx, request, { ticket, dice }) =>
      finishTicket(tx, { ...request, outcome: dice % 5 === 0 ? 'declined' : (OUTCOMES[ticket.kind] ?? 'answered') }),
  },
  reopen: { from: ['done'], run: (tx, request) => reopenTicket(tx, request) },
  note: { from: [...LIVE, 'done'], run: (tx, request) => addNote(tx, { ...request, text: 'Seen' }) },
  fields: {
    from: LIVE,
    run: (tx, request, { dice }) =>
      setFields(tx, {
        ...request,
        fields: oneOf([{ quantity: 5 }, { quantity: -1 }, { nothing: 1 }, { quantity: null }], dice),
      }),
  },
  tick: {
    from: LIVE,
    run: (tx, request, { ticket, dice }) =>
      tickItem(tx, { ...request, item: ITEMS[ticket.kind] ?? 'no-item', done: dice % 8 !== 0 }),
  },
  expedite: { from: LIVE, run: (tx, request) => expediteTicket(tx, { ...request, reason: 'The line stands still' }) },
  move: {
    from: LIVE,
    run: (tx, request, { world, dice }) =>
      moveTicket(tx, {
        ...request,
        departmentId: oneOf(world.rails, dice).id,
        reason: 'other',
        newDueAt: new Date(request.now.getTime() + DAY),
        newMinutesAllowed: 1440,
      }),
  },
  merge: {
    from: LIVE,
    run: (tx, request, { ticket, world, dice }) => {
      const others = [...world.standing.tickets.values()].filter(one => one.departmentId === ticket.departmentId);
      return mergeTicket(tx, { ...request, into: oneOf(others, dice).id });
    },
  },
  begin: {
    from: LIVE,
    run: (tx, request, { dice }) =>
      beginHandoff(tx, { ticketId: request.ticketId, contract: oneOf(CONTRACTS, dice), actor: request.actor }),
  },
};

export const HANDOFF_ACTS: Readonly<Record<string, OnHandoff>> = {
  edit: {
    from: ['draft', 'returned'],
    to: '',
    run: (tx, request, { handoff, world, dice }) => {
      const whole = VALUES[handoff.kind] ?? {};
      const fields = dice % 6 === 0 ? { ...whole, quantity: -3, tolerance: 'tight' } : dice % 6 === 1 ? {} : whole;
      const file = world.files.get(handoff.originTicketId) ?? -1;
      const attachments =
        dice % 4 === 0 ? [{ id: file, rule: handoff.kind === 'design-request' ? 'drawing' : null }] : [];
      return editHandoff(tx, { ...request, fields, note: 'As agreed', attachments });
    },
  },
  adopt: { from: ['draft', 'returned'], to: '', run: (tx, request) => adoptTerms(tx, request) },
  offer: { from: ['draft', 'returned'], to: 'offered', run: (tx, request) => offerHandoff(tx, request) },
  accept: { from: ['offered'], to: 'accepted', run: (tx, request) => acceptHandoff(tx, request) },
  return: {
    from: ['offered'],
    to: 'returned',
    run: (tx, request, { handoff, dice }) => {
      const faults = [
        [],
        [{ pointer: `/fields/${Object.keys(VALUES[handoff.kind]!)[0]}`, detail: 'Is missing' }],
        [{ pointer: '/fields/nothing', detail: '?' }],
      ];
      return returnHandoff(tx, {
        ...request,
        reason: dice % 7 === 0 ? 'no-reason' : 'incomplete',
        faults: oneOf(faults, dice),
        note: '',
      });
    },
  },
  complete: {
    from: ['accepted'],
    to: 'completed',
    run: (tx, request, { handoff, dice }) =>
      completeHandoff(tx, { ...request, result: dice % 5 === 0 ? {} : RESULTS[handoff.contract]!, note: '' }),
  },
  cancel: {
    from: ['offered', 'accepted', 'returned'],
    to: 'cancelled',
    run: (tx, request) => cancelHandoff(tx, { ...request, reason: 'Not needed any more' }),
  },
  discard: { from: ['draft'], to: 'gone', run: (tx, request) => discardHandoff(tx, request) },
};

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
  const step = HANDOFF_ACTS[roll.act];
  return step ? readyStep(world, roll, step, beside) : readyAct(world, roll, TICKET_ACTS[roll.act]!, beside);
}

function readyStep(world: World, roll: Roll, step: OnHandoff, beside?: Ready): Ready | null {
  const handoff = targetOf([...world.standing.handoffs.values()], roll, step.from, beside?.on.handoff);
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

function readyAct(world: World, roll: Roll, act: OnTicket, beside?: Ready): Ready | null {
  const { tickets, handoffs } = world.standing;
  const near = beside?.on.handoff === undefined ? undefined : handoffs.get(beside.on.handoff)!;
  const id = near ? oneOf([near.ticketId ?? near.originTicketId, near.originTicketId], roll.dice) : beside?.on.ticket;
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
