// A department's calendar and limits, and the places whose public holidays are known.
import type { DepartmentSettings, Kind, SaveDepartmentSettings, SettingsReport } from '#api';
import { call } from '../http.js';

export type HolidayRegion = { code: string; name: string };

export const settingsKey = (departmentId: number) => ['department-settings', departmentId] as const;
export const regionsKey = ['holiday-regions'] as const;
export const kindsKey = ['kinds'] as const;

export const readRegions = (): Promise<HolidayRegion[]> => call<HolidayRegion[]>('GET', '/holiday-regions');

/** The current version of each kind. */
export const readKinds = (): Promise<Kind[]> => call<Kind[]>('GET', '/kinds');

export const readSettings = (departmentId: number): Promise<DepartmentSettings> =>
  call<DepartmentSettings>('GET', `/departments/${departmentId}/settings`);

/** What saving would do; nothing is saved. */
export const checkSettings = (departmentId: number, body: SaveDepartmentSettings): Promise<SettingsReport> =>
  call<SettingsReport>('POST', `/departments/${departmentId}/settings/check`, { body });

export const saveSettings = (departmentId: number, body: SaveDepartmentSettings): Promise<DepartmentSettings> =>
  call<DepartmentSettings>('PUT', `/departments/${departmentId}/settings`, { body });
