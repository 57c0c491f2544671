// What decide() is told about the company: departments with their calendars, kinds, and the rule table. Small, read whole, kept for seconds.
import { KindBook, type RoutingDepartment, type RoutingRule } from '#tickets';
import { CALENDAR_JSON, type CalendarRow, calendarFrom } from '../calendar/department.calendar.js';
import { type Database, query, type Tx } from '../database/database.js';
import { kindStore } from '../definitions/definition.store.js';

export interface Routing {
  departments: Map<number, RoutingDepartment>;
  rules: RoutingRule[];
  kinds: KindBook;
}

export async function readRouting(on: Database | Tx): Promise<Routing> {
  const departments = await query<{ id: number; name: string; calendar: CalendarRow }>(
    on,
    `SELECT d.id, d.name, ${CALENDAR_JSON} AS calendar FROM department d`,
  );
  const rules = await query<RoutingRule>(
    on,
    `SELECT id, name, department_id AS "departmentId", conditions, effect FROM routing_rule WHERE enabled ORDER BY position, id`,
  );
  return {
    departments: new Map(
      departments.map(({ id, name, calendar }) => [id, { id, name, calendar: calendarFrom(calendar) }]),
    ),
    rules,
    kinds: new KindBook(await kindStore.all(on)),
  };
}
