// What decide() is told about the company: departments with their calendars, and the rule table. Small, read whole, kept for seconds.
import { calendarOf, OFFICE_HOURS, type RoutingDepartment, type RoutingRule, type WorkHours } from '#tickets';
import { type Database, query, type Tx } from '../database/database.js';

export interface Routing {
  departments: Map<number, RoutingDepartment>;
  rules: RoutingRule[];
}

export async function readRouting(on: Database | Tx): Promise<Routing> {
  const departments = await query<{ id: number; name: string; timeZone: string; workHours: WorkHours | null }>(
    on,
    'SELECT id, name, time_zone AS "timeZone", work_hours AS "workHours" FROM department',
  );
  const rules = await query<RoutingRule>(
    on,
    `SELECT id, name, department_id AS "departmentId", conditions, effect FROM routing_rule WHERE enabled ORDER BY position, id`,
  );
  return {
    departments: new Map(
      departments.map(({ id, name, timeZone, workHours }) => [
        id,
        { id, name, calendar: calendarOf(timeZone, workHours ?? OFFICE_HOURS) },
      ]),
    ),
    rules,
  };
}
