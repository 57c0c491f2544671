// The promise that a rail makes for a kind of ticket from a moment on.
import { addWorkingMinutes } from '#tickets';
import type { House } from '../rail/house.js';

/** `fallbackMinutes`: for a kind that this build does not know. */
export function promiseOf(house: House, kind: string, fallbackMinutes: number, now: Date) {
  const { kinds } = house.library;
  const newMinutesAllowed = kinds.has(kind) ? kinds.current(kind).toleranceMinutes : fallbackMinutes;
  return { newMinutesAllowed, newDueAt: addWorkingMinutes(now, newMinutesAllowed, house.calendar) };
}
