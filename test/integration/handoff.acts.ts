// What people do with tickets and handoffs, each act by the store's own functions, with what it takes from a die roll.
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

export interface Answer {
  outcome: string;
  code?: string;
  detail?: string;
  handoffId?: number;
}

export type OnTicket = {
  from: readonly string[];
  run: (tx: Tx, request: TicketRequest, at: { ticket: TicketNow; world: World; dice: number }) => Promise<Answer>;
};
export type OnHandoff = {
  from: readonly string[];
  to: string;
  run: (tx: Tx, request: HandoffRequest, at: { handoff: HandoffNow; world: World; dice: number }) => Promise<Answer>;
};

const LIVE = ['open', 'claimed', 'waiting'];
const DAY = 86_400_000;
export const oneOf = <T>(list: readonly T[], dice: number): T => list[dice % list.length]!;
/** Contracts that a department may begin, and some that nobody or only others may. */
const CONTRACTS: Readonly<Record<string, readonly string[]>> = {
  'customer-service': ['design-request', 'sales-opportunity', 'quote-support'],
  engineering: [QUESTION],
  sales: [QUESTION, 'quote-support', 'special-project'],
};
const ALL_CONTRACTS = [
  'design-request',
  'special-project',
  'sales-opportunity',
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
      const others = [...world.standing.tickets.values()].filter(
        one => one.departmentId === ticket.departmentId && (dice % 3 === 0 || one.state === 'open'),
      );
      return mergeTicket(tx, { ...request, into: oneOf(others.length > 0 ? others : [ticket], dice).id });
    },
  },
  begin: {
    from: LIVE,
    run: (tx, request, { ticket, world, dice }) => {
      const { key } = world.rails.find(rail => rail.id === ticket.departmentId)!;
      const contract = oneOf(dice % 5 === 0 ? ALL_CONTRACTS : CONTRACTS[key]!, Math.floor(dice / 5));
      return beginHandoff(tx, { ticketId: request.ticketId, contract, actor: request.actor });
    },
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
