// Routing rules: the table that stands, its versions, and what another one would make of messages that really came.
import type { Difference, DryRunPage, DryRunRules, Page, RuleReport, RuleTable, RuleVersion, SaveRules } from '#api';
import { call } from '../http.js';

export const rulesKey = ['rules'] as const;
export const ruleVersionsKey = ['rules', 'versions'] as const;
export const ruleDifferencesKey = (from: number, to: number) => ['rules', 'differences', from, to] as const;

export const readRules = (): Promise<RuleTable> => call<RuleTable>('GET', '/rules');

/** What is wrong with it and what it would change; nothing is saved. */
export const checkRules = (rules: SaveRules['rules'], signal?: AbortSignal): Promise<RuleReport> =>
  call<RuleReport>('POST', '/rules/check', { body: { rules }, signal });

/** 412 RULES.STALE where another version stands than `version`. */
export const applyRules = (body: SaveRules, version: number, intent: string): Promise<RuleTable> =>
  call<RuleTable>('PUT', '/rules', { body, version, intent });

/** One page; nothing is saved. */
export const dryRunRules = (body: DryRunRules, signal: AbortSignal): Promise<DryRunPage> =>
  call<DryRunPage>('POST', '/rules/dry-runs', { body, signal });

export const readRuleVersions = (cursor: string | null): Promise<Page<RuleVersion>> =>
  call<Page<RuleVersion>>('GET', `/rules/versions?limit=20${cursor ? `&cursor=${cursor}` : ''}`);

export const readRuleDifferences = (from: number, to: number): Promise<Difference[]> =>
  call<Difference[]>('GET', `/rules/differences?from=${from}&to=${to}`);

/** `version`: the one that stands; `back`: the one to go back to. */
export const rollBackRules = (back: number, version: number, intent: string): Promise<RuleTable> =>
  call<RuleTable>('POST', '/rules/roll-back', { body: { version: back }, version, intent });
