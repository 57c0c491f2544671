// Trading partners and their traffic as the API shows them.
import type { ListedPartner, PartnerView, ReceivedInterchange, SentInterchange, Traffic } from '#api';
import type { PartnerPulse, ReceivedRow, SentRow, TrafficRow } from '#store';
import { type TradingPartner, verdictWords } from '#tickets';
import { setAnswers } from './set.answers.js';

export const partnerView = (partner: TradingPartner): PartnerView => ({
  ...partner,
  versions: [...partner.versions],
  identities: [...partner.identities],
  ownIdentities: [...partner.ownIdentities],
});

export const listedPartner = (partner: TradingPartner, pulse: PartnerPulse | undefined): ListedPartner => ({
  ...partnerView(partner),
  lastTrafficAt: pulse?.lastTrafficAt?.toISOString() ?? null,
  overdue: pulse?.overdue ?? 0,
  undelivered: pulse?.undelivered ?? 0,
});

export const trafficView = (row: TrafficRow): Traffic => (row.what === 'received' ? receivedView(row) : sentView(row));

const timeOf = (micros: number): string => new Date(Math.floor(micros / 1000)).toISOString();

function receivedView({ at, acknowledgements, documents, ...row }: ReceivedRow): ReceivedInterchange {
  const answers = setAnswers(documents, acknowledgements);
  return {
    ...row,
    at: timeOf(at),
    documents: documents.map((document, i) => ({ ...document, answer: answers[i] ?? null })),
    acknowledgements: acknowledgements.map(({ state, error, endedAt, ...answer }) => ({
      ...answer,
      messageId: row.messageId,
      verdict: verdictWords(answer.type, answer.code),
      delivery: { state, error, sentAt: sentAt(state, endedAt === null ? null : new Date(endedAt)) },
    })),
  };
}

function sentView({ at, sets, delivery, ...row }: SentRow): SentInterchange {
  const { state, error, endedAt } = delivery;
  return {
    ...row,
    at: timeOf(at),
    documents: sets.map(({ documentType, messageRef, documentNumber, verdict }) => ({
      ...{ type: documentType, ref: messageRef, number: documentNumber },
      answer: verdict ?? null,
    })),
    dueAt: row.dueAt.toISOString(),
    acknowledgedAt: row.acknowledgedAt?.toISOString() ?? null,
    delivery: { state, error, sentAt: sentAt(state, endedAt) },
  };
}

/** What ended otherwise was not sent. */
const sentAt = (state: string, endedAt: Date | null): string | null =>
  state === 'sent' ? (endedAt?.toISOString() ?? null) : null;
