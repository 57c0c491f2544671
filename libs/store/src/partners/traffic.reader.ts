// What passed between a partner and us, newest first: interchanges of theirs with what became of them and what we answered, documents of ours with what
// they answered. Whoever works only some departments sees what came into those.
import type { OutboundState } from '#tickets';
import { type Database, query, type Tx } from '../database/database.js';
import type { SentSetRow, TrafficAnswer, TrafficDocument } from './traffic.row.js';

/** A place in the order of the list. `at` in microseconds since 1970: a Date would cut them, and serve a row twice. */
export interface TrafficPlace {
  at: number;
  what: 'received' | 'sent';
  id: number;
}

interface Placed {
  at: number;
}

export interface ReceivedRow extends Placed {
  what: 'received';
  messageId: number;
  controlRef: string;
  test: boolean;
  state: 'pending' | 'ticketed' | 'appended' | 'suppressed' | 'quarantined';
  reason: string | null;
  detail: string | null;
  ticketId: number | null;
  repeatsMessageId: number | null;
  /** All of them, and how many of them are held. */
  documentCount: number;
  heldCount: number;
  /** The first 20. */
  documents: TrafficDocument[];
  acknowledgements: TrafficAnswer[];
}

export interface SentRow extends Placed {
  what: 'sent';
  id: number;
  interchangeRef: string;
  sets: SentSetRow[];
  state: 'waiting' | 'accepted' | 'accepted-with-errors' | 'rejected' | 'overdue';
  dueAt: Date;
  acknowledgedAt: Date | null;
  findings: string[];
  ticketId: number | null;
  exceptionTicketId: number | null;
  /** Of the ticket, else of the channel that it left by. */
  departmentId: number;
  delivery: { state: OutboundState; error: string | null; endedAt: Date | null };
}

export type TrafficRow = ReceivedRow | SentRow;

interface Page {
  partnerId: number;
  /** Null: all. */
  departmentIds: number[] | null;
  after?: TrafficPlace;
  limit: number;
}

const MICROS = (column: string) => `(extract(epoch FROM ${column}) * 1000000)::bigint`;
const AT = `timestamptz 'epoch' + $2::bigint * interval '1 microsecond'`;
const END_OF_TIME = 8_000_000_000_000_000;
const SHOWN = 20;
/** What stands at one moment: received before sent. */
const RANK = { received: 1, sent: 0 } as const;

/** `limit` at most, from both lists. */
export async function trafficOf(on: Database | Tx, page: Page): Promise<TrafficRow[]> {
  const { after } = page;
  const place = [
    page.partnerId,
    after?.at ?? END_OF_TIME,
    after ? RANK[after.what] : 2,
    after?.id ?? Number.MAX_SAFE_INTEGER,
    page.departmentIds,
    page.limit,
  ];
  const [received, sent] = [
    await query<ReceivedRow>(on, RECEIVED, place),
    (await query<SentRow>(on, SENT, place)).map(row => ({
      ...row,
      delivery: { ...row.delivery, endedAt: row.delivery.endedAt && new Date(row.delivery.endedAt) },
    })),
  ];
  return [...received, ...sent]
    .sort((a, b) => b.at - a.at || RANK[b.what] - RANK[a.what] || trafficId(b) - trafficId(a))
    .slice(0, page.limit);
}

export const trafficId = (row: TrafficRow): number => (row.what === 'received' ? row.messageId : row.id);

const RECEIVED = `
  SELECT 'received' AS what, ${MICROS('i.received_at')} AS at, i.message_id AS "messageId", i.control_ref AS "controlRef", i.test, m.state, m.reason, m.detail,
         m.ticket_id AS "ticketId", i.repeats_message_id AS "repeatsMessageId", p.count AS "documentCount", p.held AS "heldCount", p.documents,
         coalesce((SELECT json_agg(json_build_object('outboundId', a.outbound_id, 'type', a.type, 'code', a.code, 'ref', a.ref, 'controlRef', a.control_ref,
             'sets', a.sets, 'state', o.state, 'error', o.error, 'endedAt', o.ended_at) ORDER BY a.outbound_id)
           FROM sent_acknowledgement a JOIN outbound o ON o.id = a.outbound_id WHERE a.message_id = i.message_id), '[]') AS acknowledgements
    FROM interchange i JOIN message m ON m.id = i.message_id
   CROSS JOIN LATERAL (
     SELECT count(*) AS count, count(*) FILTER (WHERE state = 'quarantined') AS held,
            coalesce(json_agg(json_build_object('part', number, 'type', document_type, 'ref', document_ref, 'number', document_number, 'state', state,
              'reason', reason, 'ticketId', ticket_id, 'departmentId', department_id) ORDER BY number) FILTER (WHERE place <= ${SHOWN}), '[]') AS documents
       FROM (SELECT p.*, t.department_id, row_number() OVER (ORDER BY p.number) AS place
               FROM message_part p LEFT JOIN ticket t ON t.id = p.ticket_id WHERE p.message_id = i.message_id) one) p
   WHERE i.partner_id = $1 AND i.received_at <= ${AT} AND (i.received_at, ${RANK.received}, i.message_id) < (${AT}, $3::int, $4::bigint)
     AND ($5::int[] IS NULL OR m.department_id = ANY($5)) ORDER BY i.received_at DESC, i.message_id DESC LIMIT $6`;

const SENT = `
  SELECT 'sent' AS what, ${MICROS('o.created_at')} AS at, s.id, s.interchange_ref AS "interchangeRef", s.sets, s.state, s.due_at AS "dueAt",
         s.acknowledged_at AS "acknowledgedAt", s.findings, s.ticket_id AS "ticketId", s.exception_ticket_id AS "exceptionTicketId",
         coalesce(t.department_id, c.department_id) AS "departmentId",
         json_build_object('state', o.state, 'error', o.error, 'endedAt', o.ended_at) AS delivery
    FROM sent_document s JOIN outbound o ON o.id = s.outbound_id JOIN channel c ON c.id = o.channel_id LEFT JOIN ticket t ON t.id = s.ticket_id
   WHERE s.partner_id = $1 AND (o.created_at, ${RANK.sent}, s.id) < (${AT}, $3::int, $4::bigint)
     AND ($5::int[] IS NULL OR coalesce(t.department_id, c.department_id) = ANY($5)) ORDER BY o.created_at DESC, s.id DESC LIMIT $6`;

/** How it goes with each partner, by its id. */
export interface PartnerPulse {
  partnerId: number;
  /** Of the newest interchange, theirs or ours. */
  lastTrafficAt: Date | null;
  /** Documents of ours that they have not acknowledged in time. */
  overdue: number;
  /** Acknowledgements that did not reach them, of their last 100 interchanges. */
  undelivered: number;
}

export async function partnerPulses(on: Database | Tx): Promise<Map<number, PartnerPulse>> {
  const found = await query<PartnerPulse>(
    on,
    `SELECT p.id AS "partnerId", greatest(i.last, s.last) AS "lastTrafficAt", s.overdue, a.undelivered FROM partner p
      CROSS JOIN LATERAL (SELECT max(received_at) AS last FROM interchange WHERE partner_id = p.id) i
      CROSS JOIN LATERAL (
        SELECT max(o.created_at) AS last, count(*) FILTER (WHERE d.state = 'overdue') AS overdue
          FROM sent_document d JOIN outbound o ON o.id = d.outbound_id WHERE d.partner_id = p.id) s
      CROSS JOIN LATERAL (
        SELECT count(*) AS undelivered
          FROM (SELECT message_id FROM interchange WHERE partner_id = p.id ORDER BY received_at DESC LIMIT 100) last
          JOIN sent_acknowledgement a USING (message_id) JOIN outbound o ON o.id = a.outbound_id WHERE o.state IN ('failed', 'unknown')) a`,
  );
  return new Map(found.map(pulse => [pulse.partnerId, pulse]));
}
