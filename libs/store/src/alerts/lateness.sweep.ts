// Alerts before lateness and at it, once each: for whoever holds the ticket or has it assigned, else for the rail. Every instance may sweep at once: an
// alert with the same name is raised once. Alerts about tickets that are over close by themselves: nothing is left to be done about them.
import { workingMsBetween } from '#tickets';
import { CALENDAR_OF_TICKET, type CalendarRow, calendarFrom } from '../calendar/department.calendar.js';
import { type Database, rows } from '../database/database.js';
import { readOutlook } from '../rail/outlook.reader.js';
import { type NewAlert, raiseAlerts } from './alert.store.js';

/** A fifth of the allowed time, and half an hour at least: time enough to do something about it. */
const SOON_SHARE = 5;
const SOON_AT_LEAST_MS = 30 * 60_000;
/** No tolerance is so long that a fifth of it in working hours lies further ahead. */
const LOOK_AHEAD = '60 days';

interface Row {
  id: number;
  departmentId: number;
  subject: string;
  dueAt: Date;
  minutesAllowed: number;
  userId: number | null;
  now: Date;
  calendar: CalendarRow;
}

const COLUMNS = `t.id, t.department_id AS "departmentId", t.subject, t.due_at AS "dueAt", t.minutes_allowed AS "minutesAllowed",
  coalesce(t.claimed_by, t.assigned_to) AS "userId", now() AS now, ${CALENDAR_OF_TICKET} AS calendar`;
// Told already about this due time: left out, so that a batch reaches those behind.
const UNTOLD = `NOT EXISTS (SELECT 1 FROM alert a WHERE a.once = $2 || t.id || ':' || to_char(t.due_at AT TIME ZONE 'UTC', 'YYYYMMDDHH24MISS'))`;

/** Returns how many alerts are new. */
export async function raiseLateness(database: Database, limit = 500): Promise<number> {
  return database.transaction(async tx => {
    const late = await rows<Row>(
      tx,
      `SELECT ${COLUMNS} FROM ticket t
        WHERE t.state IN ('open', 'claimed', 'waiting') AND t.left_ms IS NULL AND t.due_at < now() AND ${UNTOLD} ORDER BY t.due_at LIMIT $1`,
      [limit, 'late:'],
    );
    const ahead = await rows<Row>(
      tx,
      `SELECT ${COLUMNS} FROM ticket t
        WHERE t.state IN ('open', 'claimed', 'waiting') AND t.left_ms IS NULL AND t.due_at BETWEEN now() AND now() + interval '${LOOK_AHEAD}'
          AND ${UNTOLD} ORDER BY t.due_at LIMIT $1`,
      [limit, 'soon-late:'],
    );
    const soon = ahead.filter(row => {
      const soonMs = Math.max(SOON_AT_LEAST_MS, (row.minutesAllowed * 60_000) / SOON_SHARE);
      return workingMsBetween(row.now, row.dueAt, calendarFrom(row.calendar)) < soonMs;
    });
    return raiseAlerts(tx, [
      ...late.map(row => alertOf(row, 'late', `#${row.id} is late: ${row.subject}`)),
      ...soon.map(row => alertOf(row, 'soon-late', `#${row.id} is due soon: ${row.subject}`)),
    ]);
  });
}

/** By position and pace, for the first of each rail. Only the rail is told: whoever holds none of it can still take it sooner. */
export async function raiseLikelyLate(database: Database): Promise<number> {
  const departments = await database.rows<{ id: number }>('SELECT id FROM department ORDER BY id');
  let raised = 0;
  for (const { id: departmentId } of departments) {
    const now = new Date();
    const queue = (await readOutlook(database, departmentId, now)) ?? [];
    const likely = queue.filter(one => one.likelyLate && one.expectedAt !== null).slice(0, 200);
    if (likely.length === 0) continue;
    raised += await database.transaction(async tx => {
      const found = await rows<Row>(
        tx,
        `SELECT ${COLUMNS} FROM ticket t WHERE t.id = ANY ($1::bigint[]) AND t.due_at > now() AND ${UNTOLD}`,
        [likely.map(one => one.id), 'likely-late:'],
      );
      return raiseAlerts(
        tx,
        found.map(row => ({
          ...alertOf(row, 'likely-late', `#${row.id} will probably be late at the pace of late: ${row.subject}`),
          userId: null,
        })),
      );
    });
  }
  return raised;
}

/** Lateness of what is over. Other news stays until somebody has seen it. */
export async function closeSettledAlerts(database: Database): Promise<void> {
  await database.rows(
    `UPDATE alert a SET acknowledged_at = now() FROM ticket t
      WHERE t.id = a.ticket_id AND a.acknowledged_at IS NULL AND a.kind IN ('soon-late', 'late', 'likely-late') AND t.state IN ('done', 'merged')`,
  );
}

const stamp = (at: Date): string => at.toISOString().slice(0, 19).replace(/[-:T]/g, '');

function alertOf(row: Row, kind: 'late' | 'soon-late' | 'likely-late', text: string): NewAlert {
  return {
    kind,
    departmentId: row.departmentId,
    userId: row.userId,
    ticketId: row.id,
    handoffId: null,
    text,
    once: `${kind}:${row.id}:${stamp(row.dueAt)}`,
  };
}
