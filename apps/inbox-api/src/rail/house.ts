// A department with its calendar: what working time is counted by. Calendars are kept by content, so that what the domain remembers of their days
// is used by every request.

import type { DepartmentRow } from '#store';
import { type Calendar, calendarOf, type WorkHours } from '#tickets';

export interface House {
  department: DepartmentRow;
  calendar: Calendar;
}

const KEPT = 500;
const calendars = new Map<string, Calendar>();

export function houseOf(department: DepartmentRow): House {
  const key = `${department.timeZone}|${JSON.stringify(department.workHours)}`;
  let calendar = calendars.get(key);
  if (!calendar) {
    if (calendars.size >= KEPT) calendars.clear();
    calendar = calendarOf(department.timeZone, department.workHours as WorkHours);
    calendars.set(key, calendar);
  }
  return { department, calendar };
}
