// What a batch needs to know of trading partners: before it is converted, whose messages they are; in the transaction, what came before. Guarantee: the
// partners' rows are locked first and in the order of their ids, so that batches of one partner take turns and no two wait for each other in a ring.
import { channelKind } from '#channels';
import {
  type Database,
  documentMeant,
  earlyDocuments,
  interchangeKey,
  type KnownOrder,
  knownInterchanges,
  knownOrders,
  lastAnswers,
  PartnerStore,
  type PendingMessage,
  sentDocumentsOf,
  type Tx,
} from '#store';
import { identityKey, orderNumber, type TradeIdentity, type TradeStandard, type TradingPartner } from '#tickets';
import type { Converted, KnownTrade } from '../planning.js';

const partners = new PartnerStore();

/** The partner of each message, in its order; null where its channel knows none, or nobody has that identity. One statement, none without EDI. */
export async function partnersOf(
  database: Database,
  messages: readonly PendingMessage[],
  kindOf: (channelId: number) => string,
): Promise<(TradingPartner | null)[]> {
  const senders = messages.map(message => channelKind(kindOf(message.channelId)).senderOf?.(message.raw) ?? null);
  const asked = new Map<string, TradeIdentity & { standard: TradeStandard }>();
  for (const said of senders)
    if (said) asked.set(identityKey(said.standard, said.sender), { standard: said.standard, ...said.sender });
  if (asked.size === 0) return messages.map(() => null);
  const known = await partners.byIdentities(database, [...asked.values()]);
  return senders.map(said => (said && known.get(identityKey(said.standard, said.sender))) ?? null);
}

export interface TradeOfBatch {
  trade: KnownTrade;
  orders: KnownOrder[];
  /** Tickets that told of silence about documents which are answered now, and those of documents that came before their orders: they hear of it. */
  toldTicketIds: number[];
  /** The last control number that we gave, by partner. */
  lastNumbers: Map<number, number>;
}

/** Nothing to read, and nothing locked, for a batch without interchanges. */
export async function tradeOf(tx: Tx, converted: readonly Converted[]): Promise<TradeOfBatch> {
  const interchanges = converted.flatMap(one =>
    one.partner && one.conversion.interchange ? [{ ...one, partner: one.partner }] : [],
  );
  if (interchanges.length === 0)
    return {
      ...{
        trade: { interchanges: new Map(), sent: [], early: [], answered: new Map() },
        orders: [],
        toldTicketIds: [],
      },
      lastNumbers: new Map(),
    };
  const lastNumbers = await partners.lockForAnswer(tx, [...new Set(interchanges.map(one => one.partner.id))]);
  const keys = [...new Set(interchanges.map(one => interchangeKey(one.conversion.interchange!)))];
  const returning = interchanges.filter(one => (one.conversion.returned ?? []).length > 0);
  const wanted = interchanges.flatMap(({ partner, conversion }) =>
    conversion.drafts.flatMap(draft => {
      const number = orderNumber(draft);
      return number ? [{ partnerId: partner.id, documentNumber: number }] : [];
    }),
  );
  const opening = interchanges.flatMap(({ partner, conversion }) =>
    conversion.drafts.flatMap(({ kind, trade }) =>
      kind === 'order' && trade?.documentNumber
        ? [{ partnerId: partner.id, documentNumber: trade.documentNumber }]
        : [],
    ),
  );
  const known = await knownInterchanges(tx, keys);
  const early = await earlyDocuments(tx, opening);
  const answered = await lastAnswers(
    tx,
    interchanges.map(({ message }) => message.id),
  );
  const sent = await sentDocumentsOf(tx, [...new Set(returning.map(one => one.partner.id))]);
  const overdueTicketIds = returning.flatMap(({ partner, conversion }) =>
    conversion.returned!.flatMap(one => documentMeant(one, partner.id, sent)?.overdueTicketId ?? []),
  );
  return {
    ...{ trade: { interchanges: known, sent, early, answered }, orders: await knownOrders(tx, wanted), lastNumbers },
    toldTicketIds: [...new Set([...overdueTicketIds, ...early.map(one => one.ticketId)])],
  };
}

/** The control numbers that the answers took, written back to their partners, whose rows are locked. */
export async function givenNumbers(tx: Tx, answers: readonly { partnerId: number }[]): Promise<void> {
  const counts = new Map<number, number>();
  for (const { partnerId } of answers) counts.set(partnerId, (counts.get(partnerId) ?? 0) + 1);
  if (counts.size > 0) await partners.takeControlNumbers(tx, counts);
}
