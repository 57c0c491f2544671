// The promise that a rail makes for a kind of ticket from a moment on.
import type { DepartmentRow } from '#store';
import { addWorkingMinutes, isKind, kindOf } from '#tickets';
import { houseOf } from '../rail/house.js';

/** `fallbackMinutes`: for a kind that this build does not know. */
export function promiseOf(department: DepartmentRow, kind: string, fallbackMinutes: number, now: Date) {
  const newMinutesAllowed = isKind(kind) ? kindOf(kind).toleranceMinutes : fallbackMinutes;
  return { newMinutesAllowed, newDueAt: addWorkingMinutes(now, newMinutesAllowed, houseOf(department).calendar) };
}
