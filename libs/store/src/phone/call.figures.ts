// Reading calls: those of a ticket, a number or a rail, those without a ticket, and who may be on the telephone.
import type { CallFacts, CallPromise } from '#tickets';
import { type Database, query, type Tx } from '../database/database.js';

export interface CallRow {
  id: number;
  departmentId: number;
  facts: CallFacts;
  ticketId: number;
  promise: CallPromise;
}

const MOST = 100;

/** Newest first, at most 100. A ticket's own and those of what was merged into it. */
export async function callsOn(
  on: Database | Tx,
  departmentId: number,
  { number, ticketId }: { number?: string; ticketId?: number },
): Promise<CallRow[]> {
  return query<CallRow>(
    on,
    `SELECT c.id, c.department_id AS "departmentId", c.facts, c.ticket_id AS "ticketId", c.promise
       FROM phone_call c JOIN ticket t ON t.id = c.ticket_id
      WHERE t.department_id = $1 AND ($2::text IS NULL OR c.number = $2 OR c.facts -> 'outside' ->> 'said' = $2) AND ($3::bigint IS NULL OR c.ticket_id = $3)
      ORDER BY c.started_at DESC, c.id DESC LIMIT ${MOST}`,
    [departmentId, number ?? null, ticketId ?? null],
  );
}

/**
 * Calls of which no ticket tells: records that are held because nobody could read them, and records that wait for their turn longer than a minute. A call
 * that was read has its ticket by the table's own constraint; that the ticket tells of it, the auditor proves.
 */
export const WITHOUT_TICKET = (department: string): string => `(
  SELECT count(*)::int FROM message m JOIN channel ch ON ch.id = m.channel_id
   WHERE m.department_id = ${department} AND ch.kind = 'phone'
     AND (m.state = 'quarantined' OR (m.state = 'pending' AND m.stored_at < now() - interval '1 minute')))`;

export interface CallerRow {
  name: string;
  number: string | null;
  address: string | null;
  company: string | null;
  ticketId: number | null;
}

/** Requesters of the department's last tickets whose name, address or number has the words; the newest first, each number or address once. At most 8. */
export async function knownCallers(on: Database | Tx, departmentId: number, words: string): Promise<CallerRow[]> {
  const text = words.replaceAll('\0', '').trim().slice(0, 200);
  const digits = text.replace(/[^\d]/g, '');
  const like = (part: string) => `%${part.replace(/[\\%_]/g, '\\$&')}%`;
  return query<CallerRow>(
    on,
    `WITH found AS (
       SELECT t.id, t.requester_name, coalesce(t.requester_phone, c.phone) AS number, t.requester_address AS address, c.company, t.state,
              coalesce(t.requester_phone, c.phone, lower(t.requester_address)) AS who
         FROM ticket t LEFT JOIN contact c ON c.id = t.requester_id
        WHERE t.department_id = $1 AND (t.requester_phone IS NOT NULL OR t.requester_address IS NOT NULL)
          AND ($2 = '' OR t.requester_name ILIKE $3 OR t.requester_address ILIKE $3 OR c.company ILIKE $3
               OR ($4 <> '' AND coalesce(t.requester_phone, c.phone) LIKE $5))
        ORDER BY t.id DESC LIMIT 400
     ), once AS (SELECT DISTINCT ON (who) * FROM found ORDER BY who, id DESC)
     SELECT requester_name AS name, number, address, company,
            (SELECT max(f.id) FROM found f WHERE f.who = once.who AND f.state IN ('open', 'claimed', 'waiting')) AS "ticketId"
       FROM once ORDER BY id DESC LIMIT 8`,
    [departmentId, text, like(text), digits, like(digits.replace(/^0+/, ''))],
  );
}
