// The figures above the rail, in one statement. Sums of maintained counters and short index scans: the rail's length does not matter.
import { type Database, query, type Tx } from '../database/database.js';
import { WITHOUT_TICKET } from '../phone/call.figures.js';
import { readOutlook } from './outlook.reader.js';

/** Late tickets and pending messages are counted up to here; more is "1,000 or more". */
export const COUNT_CAP = 1000;

export interface RailNumbersRow {
  departmentId: number;
  open: number;
  claimed: number;
  waiting: number;
  /** Tickets in hand on the rail at once, at most. */
  railLimit: number;
  expedited: { today: number; budget: number };
  /** Due before they can be reached, by position and pace, among the first FORECAST_DEPTH of the rail. */
  likelyLate: number;
  /** On this rail and not accepted yet; of this department and sent back. */
  handoffs: { offered: number; returned: number };
  /** Alerts that nobody has acknowledged; at most COUNT_CAP. */
  alerts: number;
  /** Finished in the last 7 days (UTC days, today's included), and of these in time. */
  week: { finished: number; onTime: number };
  /** Longest on the rail, waiting ones included. */
  oldest: { ticketId: number; receivedAt: Date } | null;
  /** Due before now and not done, where the clock runs; at most COUNT_CAP. */
  late: number;
  /** Since midnight in the department's own time zone. */
  doneToday: { finished: number; onTime: number };
  channels: ChannelHealthRow[];
  quarantined: number;
  /** Messages that are stored and not decided yet; at most COUNT_CAP. */
  pending: number;
  /** Telephone calls of which no ticket tells: 0. */
  callsWithoutTicket: number;
}

export interface ChannelHealthRow {
  id: number;
  name: string;
  enabled: boolean;
  /** As the connector reported it: { state, problem?, code?, at?, retryAt? }. */
  health: Record<string, unknown>;
  lastOkAt: Date | null;
}

interface Figures
  extends Omit<RailNumbersRow, 'week' | 'oldest' | 'doneToday' | 'channels' | 'expedited' | 'handoffs' | 'likelyLate'> {
  expeditedToday: number;
  expediteBudget: number;
  offered: number;
  returned: number;
  weekFinished: number;
  weekOnTime: number;
  oldestId: number | null;
  oldestAt: Date | null;
  todayFinished: number;
  todayOnTime: number;
}

// $1 department, $2 now, $3 cap. Counters are sums over slots. "Today" is not a UTC day, so it comes from the tickets' own index.
const NUMBERS = `
  SELECT d.id AS "departmentId", d.rail_limit AS "railLimit", c.open, c.claimed, c.waiting, w.finished AS "weekFinished", w.on_time AS "weekOnTime",
         o.id AS "oldestId", o.received_at AS "oldestAt", least(lr.n + lw.n, $3::int) AS late, today.finished AS "todayFinished",
         today.on_time AS "todayOnTime", q.n AS quarantined, p.n AS pending, d.expedite_budget AS "expediteBudget",
         (SELECT count(*)::int FROM expedite e WHERE e.department_id = d.id AND e.created_at >= date_trunc('day', $2::timestamptz, d.time_zone)) AS "expeditedToday",
         ${WITHOUT_TICKET('d.id')} AS "callsWithoutTicket",
         (SELECT count(*)::int FROM handoff h WHERE h.to_department_id = d.id AND h.state = 'offered') AS offered,
         (SELECT count(*)::int FROM handoff h WHERE h.from_department_id = d.id AND h.state = 'returned') AS returned,
         (SELECT count(*)::int FROM (SELECT 1 FROM alert a WHERE a.department_id = d.id AND a.acknowledged_at IS NULL LIMIT $3::int) x) AS alerts
    FROM department d
   CROSS JOIN LATERAL (SELECT coalesce(sum(open), 0)::int AS open, coalesce(sum(claimed), 0)::int AS claimed, coalesce(sum(waiting), 0)::int AS waiting
                         FROM rail_counter WHERE department_id = d.id) c
   CROSS JOIN LATERAL (SELECT coalesce(sum(finished), 0)::int AS finished, coalesce(sum(finished_on_time), 0)::int AS on_time
                         FROM rail_day WHERE department_id = d.id AND day > ($2::timestamptz AT TIME ZONE 'UTC')::date - 7) w
    LEFT JOIN LATERAL (SELECT id, received_at FROM ticket WHERE department_id = d.id AND state IN ('open', 'claimed', 'waiting')
                        ORDER BY received_at LIMIT 1) o ON true
   CROSS JOIN LATERAL (SELECT count(*)::int AS n FROM (SELECT 1 FROM ticket WHERE department_id = d.id AND state IN ('open', 'claimed')
                         AND rail_rank IN (0, 1) AND due_at < $2 LIMIT $3::int) x) lr
   CROSS JOIN LATERAL (SELECT count(*)::int AS n FROM (SELECT 1 FROM ticket WHERE department_id = d.id AND state = 'waiting' AND due_at < $2
                         AND left_ms IS NULL LIMIT $3::int) x) lw
   CROSS JOIN LATERAL (SELECT count(*)::int AS finished, count(*) FILTER (WHERE done_on_time)::int AS on_time FROM ticket
                        WHERE department_id = d.id AND state = 'done' AND done_on_time IS NOT NULL
                          AND done_at >= date_trunc('day', $2::timestamptz, d.time_zone)
                          AND done_at < (date_trunc('day', $2::timestamptz AT TIME ZONE d.time_zone) + interval '1 day') AT TIME ZONE d.time_zone) today
   CROSS JOIN LATERAL (SELECT count(*)::int AS n FROM message WHERE department_id = d.id AND state = 'quarantined') q
   CROSS JOIN LATERAL (SELECT count(*)::int AS n FROM (SELECT 1 FROM message WHERE department_id = d.id AND state = 'pending' LIMIT $3::int) x) p
   WHERE d.id = $1::int`;

/** Null where there is no such department. */
export async function numbers(on: Database | Tx, departmentId: number, now: Date): Promise<RailNumbersRow | null> {
  const [row] = await query<Figures>(on, NUMBERS, [departmentId, now, COUNT_CAP]);
  if (!row) return null;
  const channels = await query<ChannelHealthRow>(
    on,
    `SELECT id, name, enabled, health, last_ok_at AS "lastOkAt" FROM channel WHERE department_id = $1 ORDER BY name, id`,
    [departmentId],
  );
  const outlook = await readOutlook(on, departmentId, now);
  const { weekFinished, weekOnTime, oldestId, oldestAt, todayFinished, todayOnTime, ...rest } = row;
  const { expeditedToday, expediteBudget, offered, returned, ...figures } = rest;
  return {
    ...figures,
    expedited: { today: expeditedToday, budget: expediteBudget },
    handoffs: { offered, returned },
    likelyLate: outlook?.filter(one => one.likelyLate).length ?? 0,
    week: { finished: weekFinished, onTime: weekOnTime },
    oldest: oldestId === null || oldestAt === null ? null : { ticketId: oldestId, receivedAt: oldestAt },
    doneToday: { finished: todayFinished, onTime: todayOnTime },
    channels,
  };
}
