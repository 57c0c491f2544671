// What a person set for this browser: kept in localStorage, shared by all open components. Broken or forbidden storage means the default.
import { useSyncExternalStore } from 'react';

/**
 * `guide`: of an administrator who sets the company up. open: a step of it was begun, and each page leads back to it; aside: it is not offered any more.
 */
export type Preferences = {
  keysOn: boolean;
  compact: boolean;
  lastDepartment: string;
  details: boolean;
  guide: 'offered' | 'open' | 'aside';
};

const DEFAULTS: Preferences = { keysOn: true, compact: false, lastDepartment: '', details: true, guide: 'offered' };
const NAME = 'rail.preferences';
const listeners = new Set<() => void>();
let current: Preferences = read();

function read(): Preferences {
  try {
    return { ...DEFAULTS, ...(JSON.parse(localStorage.getItem(NAME) ?? '{}') as Partial<Preferences>) };
  } catch {
    return DEFAULTS;
  }
}

export function setPreference<K extends keyof Preferences>(name: K, value: Preferences[K]): void {
  if (current[name] === value) return;
  current = { ...current, [name]: value };
  try {
    localStorage.setItem(NAME, JSON.stringify(current));
  } catch (error) {
    console.warn('Preferences are not kept: storage refused', error);
  }
  for (const tell of listeners) tell();
}

export const preferences = (): Preferences => current;

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const usePreferences = (): Preferences => useSyncExternalStore(subscribe, preferences);
