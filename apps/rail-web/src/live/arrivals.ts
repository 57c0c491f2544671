// What has come in since the list was read. The list never jumps: arrivals are counted here until somebody takes them in.
import { useSyncExternalStore } from 'react';

const NONE: ReadonlySet<number> = new Set();
const byDepartment = new Map<number, ReadonlySet<number>>();
const listeners = new Set<() => void>();

function set(departmentId: number, ids: ReadonlySet<number>): void {
  byDepartment.set(departmentId, ids);
  for (const tell of listeners) tell();
}

export function addArrivals(departmentId: number, ids: Iterable<number>): void {
  const had = byDepartment.get(departmentId) ?? NONE;
  const now = new Set([...had, ...ids]);
  if (now.size !== had.size) set(departmentId, now);
}

export function dropArrival(departmentId: number, id: number): void {
  const had = byDepartment.get(departmentId);
  if (had?.has(id)) set(departmentId, new Set([...had].filter(other => other !== id)));
}

export function clearArrivals(departmentId: number): void {
  if (byDepartment.get(departmentId)?.size) set(departmentId, NONE);
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useArrivals = (departmentId: number): number =>
  useSyncExternalStore(subscribe, () => byDepartment.get(departmentId) ?? NONE).size;
