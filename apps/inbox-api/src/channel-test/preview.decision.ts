// What decide() says of one draft as things stand, in words. Guarantee: reads in the transaction that it is given and locks nothing.
import type { PreviewDecision } from '#api';
import { customersByNumber, foreseeCall, knownOrders, readKnown, type Tx } from '#store';
import {
  applyRules,
  authorshipOf,
  type CallFacts,
  type Decision,
  decide,
  type House,
  knownSender,
  orderNumber,
  type Repetition,
  type RoutingChannel,
  routeCall,
  type ThreadIndex,
  type TicketDraft,
  type TradingPartner,
  wantedOf,
} from '#tickets';

export interface PreviewMoment {
  channel: RoutingChannel;
  house: House;
  receivedAt: Date;
  now: Date;
  /** It stands on the rail already: that is no duplicate of itself. */
  isStored: boolean;
}

interface Previewed {
  draft: TicketDraft;
  partner: TradingPartner | null;
}

export async function decisionOn(tx: Tx, one: Previewed, at: PreviewMoment): Promise<PreviewDecision> {
  const { draft, partner } = one;
  if (draft.call) return callDecision(tx, draft, draft.call, at);
  const index = await knownFor(tx, one, at);
  const { channel, house, receivedAt, now } = at;
  return viewOf(decide({ draft, channel, partner, receivedAt, now }, house, index), one, at, index);
}

/** Without a look at what it holds: nothing of it is decided again. */
export function repeatedDecision(repetition: Exclude<Repetition, { outcome: 'first' }>): PreviewDecision {
  const { outcome, reason, detail } = repetition;
  return outcome === 'repeated'
    ? { ...nowhere('suppressed', [detail]), rule: { id: null, name: reason } }
    : nowhere('quarantined', [detail]);
}

async function knownFor(tx: Tx, { draft, partner }: Previewed, at: PreviewMoment): Promise<ThreadIndex> {
  const number = orderNumber(draft);
  const orders = partner && number ? await knownOrders(tx, [{ partnerId: partner.id, documentNumber: number }]) : [];
  const wanted = wantedOf([{ draft, channel: at.channel }], at.house.signed);
  const { index } = await readKnown(
    tx,
    {
      ...wanted,
      ticketIds: [...new Set([...wanted.ticketIds, ...orders.map(order => order.ticketId)])],
      contentKeys: at.isStored ? [] : wanted.contentKeys,
    },
    { lock: false },
  );
  for (const order of orders) index.addOrder(order.partnerId, order.documentNumber, order.ticketId);
  return index;
}

function viewOf(
  decision: Decision,
  { draft, partner }: Previewed,
  at: PreviewMoment,
  index: ThreadIndex,
): PreviewDecision {
  const { house, channel } = at;
  switch (decision.outcome) {
    case 'suppressed':
      return { ...nowhere('suppressed', [decision.detail]), rule: ruleOf(house, decision.rule) };
    case 'quarantined':
      return nowhere('quarantined', [decision.detail]);
    case 'appended': {
      const { ticketId, entry } = decision;
      const held = 'Held as unverified: whoever wrote takes no part in that ticket';
      const departmentId = index.ticket(ticketId)?.departmentId ?? channel.departmentId;
      const why = [sentence(entry.why), ...(entry.held ? [held] : [])];
      return { ...nowhere('appended', why), department: departmentOf(house, departmentId), ticketId };
    }
    case 'opened': {
      const { ticket, entry } = decision;
      const known = knownSender(authorshipOf(draft, channel).requester.address, partner, index);
      const { kind, priority, departmentId, business, tags } = applyRules(house, draft, channel.departmentId, known);
      const deciding = departmentId ?? kind ?? priority ?? business ?? tags[0];
      return {
        outcome: 'opened',
        department: departmentOf(house, ticket.departmentId),
        kind: { key: ticket.kind, name: house.kinds.current(ticket.kind).title },
        priority: ticket.priority,
        tags: ticket.tags.map(({ value }) => value),
        dueAt: ticket.dueAt.toISOString(),
        ticketId: null,
        why: [...ticket.why, sentence(entry.why)],
        rule: deciding ? ruleOf(house, deciding.rule) : null,
      };
    }
  }
}

/** Rules say where; who called and what came of it says the rest. */
async function callDecision(
  tx: Tx,
  draft: TicketDraft,
  record: CallFacts,
  { channel, house }: PreviewMoment,
): Promise<PreviewDecision> {
  const { number } = record.outside;
  const existingCustomer = number !== null && (await customersByNumber(tx, [number])).has(number);
  const route = routeCall(draft, channel.departmentId, existingCustomer, house);
  if (route.outcome === 'suppressed')
    return { ...nowhere('suppressed', ['By the rule table']), rule: ruleOf(house, route.rule) };
  if (route.outcome === 'quarantined') return nowhere('quarantined', [route.detail]);
  const { departmentId, priority, tags } = route;
  const effect = await foreseeCall(tx, { departmentId, record, address: null, meant: null });
  const { departmentId: moved, priority: raised } = applyRules(house, draft, channel.departmentId, {
    partnerId: null,
    existingCustomer,
  });
  const deciding = moved ?? raised ?? tags[0];
  const words = effect === 'unknown-ticket' ? [] : [effect.words];
  const ticketId = effect === 'unknown-ticket' ? null : effect.ticketId;
  return {
    ...nowhere(ticketId === null ? 'opened' : 'appended', [...words, ...route.why]),
    ...{ department: departmentOf(house, departmentId), priority, ticketId },
    // A call that joins a ticket brings it no tags.
    tags: ticketId === null ? tags.map(({ value }) => value) : [],
    rule: deciding ? ruleOf(house, deciding.rule) : null,
  };
}

const nowhere = (outcome: PreviewDecision['outcome'], why: string[]): PreviewDecision => ({
  ...{ outcome, department: null, kind: null, priority: null, dueAt: null, ticketId: null },
  ...{ why, rule: null, tags: [] },
});

const departmentOf = ({ departments }: House, id: number): PreviewDecision['department'] => {
  const found = departments.get(id);
  return found ? { id: found.id, name: found.name } : null;
};

/** One of the table where it has that name; else one that the house always has. */
const ruleOf = ({ rules }: House, name: string): PreviewDecision['rule'] => ({
  id: rules.find(rule => rule.name === name)?.id ?? null,
  name,
});

const sentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
