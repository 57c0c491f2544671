// A department's settings as the contract shows them. Pure: the time is an argument.
import type { DepartmentSettings } from '#api';
import { type CalendarRow, calendarFrom, type DepartmentRow } from '#store';
import { holidaysBetween, type WorkHours } from '#tickets';

export function settingsView(department: DepartmentRow, now: Date): DepartmentSettings {
  const { id, version, name, timeZone, holidayRegion, closures } = department;
  const workHours = department.workHours as WorkHours;
  return {
    departmentId: id,
    version,
    name,
    timeZone,
    workHours: workHours as Record<string, string[][]>,
    holidayRegion,
    closures,
    claimLimit: department.claimLimit,
    railLimit: department.railLimit,
    kindLimits: department.kindLimits,
    expediteBudget: department.expediteBudget,
    daysOff: daysOffOf({ timeZone, workHours, holidayRegion, closures }, now),
  };
}

/** Holidays and closures of the next twelve months, by local day. */
export function daysOffOf(calendar: CalendarRow, now: Date): { day: string; name: string }[] {
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: calendar.timeZone }).format(now);
  const inAYear = `${Number(today.slice(0, 4)) + 1}${today.slice(4)}`;
  return holidaysBetween(calendarFrom(calendar), today, inAYear);
}
