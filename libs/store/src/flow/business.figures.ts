// Whose business it was, last 30 days. Repeat business, new business and strangers are three figures, each for itself: they answer different
// questions, and no statement, answer, file or page of the house adds them together.
import type { Business } from '#tickets';
import { type Database, query, type Tx } from '../database/database.js';
import { daysAgo } from './local.days.js';

/** The kind that new business is offered to sales as. */
const TO_SALES = 'sales-opportunity';

export interface BusinessRow {
  departmentId: number;
  business: Business;
  arrived: number;
  /** With a promise that counted. */
  finished: number;
  /** Tickets of which a sales opportunity was offered. */
  handedToSales: number;
}

// $1 departments, $2 now, $3 the kind of a sales opportunity. Three short index scans a department.
const BUSINESS = `
  SELECT d.id AS "departmentId", x.business, sum(x.arrived)::int AS arrived, sum(x.finished)::int AS finished, sum(x.handed)::int AS "handedToSales"
    FROM department d
   CROSS JOIN LATERAL (SELECT ${daysAgo('$2', '30')} AS month) w
   CROSS JOIN LATERAL (
           SELECT business, count(*) AS arrived, 0 AS finished, 0 AS handed FROM ticket
            WHERE department_id = d.id AND created_at >= w.month AND created_at <= $2
              -- a call that is only kept as a record is no work that arrived
              AND (ended_by_call IS NULL OR done_on_time IS NOT NULL) GROUP BY business
            UNION ALL
           SELECT business, 0, count(*), 0 FROM ticket
            WHERE department_id = d.id AND state = 'done' AND done_at >= w.month AND done_at <= $2 AND done_on_time IS NOT NULL GROUP BY business
            UNION ALL
           SELECT t.business, 0, 0, count(DISTINCT t.id) FROM handoff h JOIN ticket t ON t.id = h.origin_ticket_id
            WHERE h.from_department_id = d.id AND h.kind = $3 AND h.offered_at >= w.month AND h.offered_at <= $2 GROUP BY t.business
         ) x
   WHERE d.id = ANY ($1::int[])
   GROUP BY d.id, x.business`;

/** At most one row for each department and business; none where nothing happened. */
export const businessSplit = (on: Database | Tx, ids: readonly number[], now: Date): Promise<BusinessRow[]> =>
  query(on, BUSINESS, [ids, now, TO_SALES]);
