// Ticket kinds and handoff contracts as versioned data.
import type { Contract, DefinitionReport, Difference, Kind, SaveContract, SaveKind } from '#api';
import { call } from '../http.js';

type Area = 'kinds' | 'contracts';

export const listKey = (area: Area) => [area] as const;
export const versionsKey = (area: Area, key: string) => [area, key] as const;
export const differencesKey = (area: Area, key: string, from: number, to: number) => [area, key, from, to] as const;

export const readKinds = (): Promise<Kind[]> => call<Kind[]>('GET', '/kinds');
export const readContracts = (): Promise<Contract[]> => call<Contract[]>('GET', '/contracts');

/** The newest first. */
export const readKindVersions = (key: string): Promise<Kind[]> =>
  call<Kind[]>('GET', `/kinds/${encodeURIComponent(key)}/versions`);
export const readContractVersions = (key: string): Promise<Contract[]> =>
  call<Contract[]>('GET', `/contracts/${encodeURIComponent(key)}/versions`);

export const readDifferences = (area: Area, key: string, from: number, to: number): Promise<Difference[]> =>
  call<Difference[]>('GET', `/${area}/${encodeURIComponent(key)}/differences?from=${from}&to=${to}`);

/** What is wrong with it and what it would change; nothing is saved. */
export const checkKind = (key: string, body: SaveKind, signal?: AbortSignal): Promise<DefinitionReport> =>
  call<DefinitionReport>('POST', '/kinds/check', { body: { ...body, key }, signal });
export const checkContract = (key: string, body: SaveContract, signal?: AbortSignal): Promise<DefinitionReport> =>
  call<DefinitionReport>('POST', '/contracts/check', { body: { ...body, key }, signal });

/** Adds a version. 409 …CHANGED_MEANWHILE where another was saved since `basedOn`. */
export const saveKind = (key: string, body: SaveKind, intent: string): Promise<Kind> =>
  call<Kind>('PUT', `/kinds/${encodeURIComponent(key)}`, { body, intent });
export const saveContract = (key: string, body: SaveContract, intent: string): Promise<Contract> =>
  call<Contract>('PUT', `/contracts/${encodeURIComponent(key)}`, { body, intent });
