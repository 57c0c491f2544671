// A department with its calendar and what its tickets' kinds say: what the slips of a rail are read by.
import { calendarFrom, type DepartmentRow, type Library } from '#store';
import type { Calendar, WorkHours } from '#tickets';

export interface House {
  department: DepartmentRow;
  calendar: Calendar;
  library: Library;
}

export function houseOf(department: DepartmentRow, library: Library): House {
  const { timeZone, holidayRegion, closures } = department;
  const workHours = department.workHours as WorkHours;
  return { department, calendar: calendarFrom({ timeZone, workHours, holidayRegion, closures }), library };
}
