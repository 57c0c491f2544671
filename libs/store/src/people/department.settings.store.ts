// A department's calendar and limits. Guarantees: settings that make no calendar are never stored; of two who save at once the second is told; when
// the calendar changes, every running clock of the department keeps the working time that it had left, in the same transaction.
import { calendarOf, type FieldFault, retime } from '#tickets';
import { CALENDAR_JSON, type CalendarRow, calendarFrom } from '../calendar/department.calendar.js';
import { type Database, query, rows, type Tx } from '../database/database.js';
import { addToOutbox } from '../outbox/outbox.store.js';

export interface DepartmentSettingsValues extends CalendarRow {
  claimLimit: number;
  railLimit: number;
  kindLimits: Record<string, number>;
  expediteBudget: number;
}

export interface MovedTicket {
  ticketId: number;
  subject: string;
  before: Date;
  after: Date;
}

export type SettingsOutcome =
  | { outcome: 'saved'; version: number; moved: number }
  | { outcome: 'stale'; currentVersion: number }
  | { outcome: 'unknown-department' };

/** Each place at fault; empty where the settings can be used. `kinds`: keys that there are. */
export function settingsFaults(values: DepartmentSettingsValues, kinds: readonly string[]): FieldFault[] {
  const faults: FieldFault[] = [];
  for (const kind of Object.keys(values.kindLimits))
    if (!kinds.includes(kind))
      faults.push({ pointer: `/kindLimits/${kind}`, detail: `There is no ticket kind "${kind}"` });
  const { timeZone, workHours, holidayRegion, closures } = values;
  // One part after the other, so that a fault is said at its place.
  const parts: [string, () => unknown][] = [
    ['/timeZone', () => calendarOf(timeZone, { mon: [['08:00', '17:00']] })],
    ['/workHours', () => calendarOf('UTC', workHours)],
    ['/holidayRegion', () => calendarOf('UTC', { mon: [['08:00', '17:00']] }, { holidayRegion })],
    ...closures.map((closure, i): [string, () => unknown] => [
      `/closures/${i}`,
      () => calendarOf('UTC', { mon: [['08:00', '17:00']] }, { closures: [closure] }),
    ]),
    ['/workHours', () => calendarOf(timeZone, workHours, { holidayRegion, closures })],
  ];
  for (const [pointer, make] of parts) {
    if (faults.some(fault => fault.pointer === pointer)) continue;
    const problem = problemOf(make);
    if (problem && !faults.some(fault => fault.detail === problem))
      faults.push({ pointer: placeOf(pointer, problem), detail: problem });
  }
  return faults;
}

function problemOf(make: () => unknown): string | null {
  try {
    make();
    return null;
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}

/** "mon: two shifts overlap" stands at that weekday. */
const placeOf = (pointer: string, problem: string): string => {
  const day = /^(mon|tue|wed|thu|fri|sat|sun): /.exec(problem)?.[1];
  return day && pointer === '/workHours' ? `${pointer}/${day}` : pointer;
};

/** Running tickets whose due time the new calendar would change: all their number, and `examples` of them, the first due first. */
export async function previewSettings(
  on: Database | Tx,
  departmentId: number,
  values: CalendarRow,
  now: Date,
  examples: number,
): Promise<{ moved: number; examples: MovedTicket[] }> {
  const before = await calendarOfDepartment(on, departmentId);
  if (!before) return { moved: 0, examples: [] };
  const running = await query<{ id: number; subject: string; dueAt: Date }>(
    on,
    `SELECT id, subject, due_at AS "dueAt" FROM ticket
      WHERE department_id = $1 AND state IN ('open', 'claimed', 'waiting') AND left_ms IS NULL ORDER BY due_at, id`,
    [departmentId],
  );
  const moved = running.flatMap(({ id, subject, dueAt }) => {
    const after = retime(dueAt, now, calendarFrom(before), calendarFrom(values));
    return after.getTime() === dueAt.getTime() ? [] : [{ ticketId: id, subject, before: dueAt, after }];
  });
  return { moved: moved.length, examples: moved.slice(0, examples) };
}

/**
 * The row lock on the department orders two savers, and holds off nobody else. Tickets are locked in the order of their numbers, as everywhere.
 * One event for each ticket that moved; the timeline stays free of it, since nothing happened to the ticket itself.
 */
export async function saveSettings(
  tx: Tx,
  departmentId: number,
  values: DepartmentSettingsValues,
  expectedVersion: number,
  now: Date,
): Promise<SettingsOutcome> {
  const [row] = await rows<{ version: number; calendar: CalendarRow }>(
    tx,
    `SELECT d.version, ${CALENDAR_JSON} AS calendar FROM department d WHERE d.id = $1 FOR UPDATE`,
    [departmentId],
  );
  if (!row) return { outcome: 'unknown-department' };
  if (row.version !== expectedVersion) return { outcome: 'stale', currentVersion: row.version };
  await rows(
    tx,
    `UPDATE department SET time_zone = $2, work_hours = $3, holiday_region = $4, closures = $5, claim_limit = $6, rail_limit = $7,
            kind_limits = $8, expedite_budget = $9, version = version + 1 WHERE id = $1`,
    [
      departmentId,
      values.timeZone,
      JSON.stringify(values.workHours),
      values.holidayRegion,
      JSON.stringify(values.closures),
      values.claimLimit,
      values.railLimit,
      JSON.stringify(values.kindLimits),
      values.expediteBudget,
    ],
  );
  const moved = await retimeTickets(tx, departmentId, row.calendar, values, now);
  return { outcome: 'saved', version: row.version + 1, moved };
}

async function retimeTickets(
  tx: Tx,
  departmentId: number,
  before: CalendarRow,
  after: CalendarRow,
  now: Date,
): Promise<number> {
  const [old, fresh] = [calendarFrom(before), calendarFrom(after)];
  if (old === fresh) return 0;
  await retimeReturned(tx, departmentId, dueAt => retime(dueAt, now, old, fresh));
  const running = await rows<{ id: number; dueAt: Date }>(
    tx,
    `SELECT id, due_at AS "dueAt" FROM ticket
      WHERE department_id = $1 AND state IN ('open', 'claimed', 'waiting') AND left_ms IS NULL ORDER BY id FOR NO KEY UPDATE`,
    [departmentId],
  );
  const moved = running
    .map(({ id, dueAt }) => ({ id, before: dueAt, after: retime(dueAt, now, old, fresh) }))
    .filter(one => one.before.getTime() !== one.after.getTime());
  if (moved.length === 0) return 0;
  const changed = await rows<{ id: number; version: number; seq: number }>(
    tx,
    `UPDATE ticket t SET due_at = u.due_at, version = version + 1, event_seq = event_seq + 1, updated_at = clock_timestamp()
       FROM unnest($1::bigint[], $2::timestamptz[]) AS u(id, due_at) WHERE t.id = u.id
     RETURNING t.id, t.version, t.event_seq AS seq`,
    [moved.map(one => one.id), moved.map(one => one.after)],
  );
  // A handoff's running leg has the clock of its ticket.
  await rows(
    tx,
    `UPDATE handoff_leg l SET due_at = u.due_at FROM handoff h, unnest($1::bigint[], $2::timestamptz[]) AS u(id, due_at)
      WHERE h.id = l.handoff_id AND h.ticket_id = u.id AND l.ended_at IS NULL AND l.department_id = $3`,
    [moved.map(one => one.id), moved.map(one => one.after), departmentId],
  );
  await addToOutbox(
    tx,
    changed.map(({ id: ticketId, version, seq }) => ({
      topic: 'rail.tickets',
      key: String(ticketId),
      seq,
      type: 'ticket.changed',
      payload: { ticketId, departmentId, version },
    })),
  );
  return changed.length;
}

/** What came back is the sender's to correct: a clock of this department that is no ticket's. */
async function retimeReturned(tx: Tx, departmentId: number, again: (dueAt: Date) => Date): Promise<void> {
  const legs = await rows<{ id: number; dueAt: Date }>(
    tx,
    `SELECT id, due_at AS "dueAt" FROM handoff_leg WHERE department_id = $1 AND leg = 'returned' AND ended_at IS NULL ORDER BY id FOR UPDATE`,
    [departmentId],
  );
  await rows(
    tx,
    'UPDATE handoff_leg l SET due_at = u.due_at FROM unnest($1::bigint[], $2::timestamptz[]) AS u(id, due_at) WHERE l.id = u.id',
    [legs.map(leg => leg.id), legs.map(leg => again(leg.dueAt))],
  );
}

async function calendarOfDepartment(on: Database | Tx, departmentId: number): Promise<CalendarRow | null> {
  const [row] = await query<{ calendar: CalendarRow }>(
    on,
    `SELECT ${CALENDAR_JSON} AS calendar FROM department d WHERE d.id = $1`,
    [departmentId],
  );
  return row?.calendar ?? null;
}
