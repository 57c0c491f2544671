// Calendars and limits of a document. Departments themselves are not made here: they come with channels and people.
import {
  type DepartmentRow,
  type DepartmentSettingsValues,
  previewSettings,
  saveSettings,
  settingsFaults,
  type Tx,
} from '#store';
import { type Difference, type KindBook, valueDifference, type WorkHours } from '#tickets';
import type { DocumentSettings } from './company.document.js';
import { type Findings, refuseLost } from './document.change.js';
import { pointerOf } from './document.place.js';
import { settingsOf } from './house.reader.js';

const EXAMPLES = 3;
const TITLES = {
  timeZone: 'Time zone',
  holidayRegion: 'Public holidays of',
  closures: 'Closures',
  claimLimit: 'Tickets in hand of one person',
  railLimit: 'Tickets in hand on the rail',
  expediteBudget: 'Tickets that may be expedited a day',
} as const;

/** `dryRun`: tells the due times that would move without locking a ticket for it. */
export async function importSettings(
  tx: Tx,
  settings: Readonly<Record<string, DocumentSettings>>,
  house: { departments: readonly DepartmentRow[]; kinds: KindBook },
  { now, dryRun }: { now: Date; dryRun: boolean },
): Promise<Findings> {
  const found: Findings = { changes: [], faults: [] };
  const kinds = house.kinds.all().map(kind => kind.key);
  for (const [key, given] of Object.entries(settings)) {
    const place = pointerOf(['departments', key]);
    const department = house.departments.find(one => one.key === key);
    if (!department) {
      found.faults.push({ pointer: place, detail: `There is no department "${key}"` });
      continue;
    }
    const values: DepartmentSettingsValues = { ...given, workHours: given.workHours as WorkHours };
    const faults = settingsFaults(values, kinds);
    found.faults.push(...faults.map(({ pointer, detail }) => ({ pointer: `${place}${pointer}`, detail })));
    const differences = differencesOf(settingsOf(department), given);
    if (faults.length > 0 || differences.length === 0) continue;
    const { moved, examples } = await previewSettings(tx, department.id, values, now, EXAMPLES);
    if (!dryRun)
      refuseLost(await saveSettings(tx, department.id, values, department.version, now), `the settings of ${key}`);
    const lines = differences.map(one => one.words);
    if (moved > 0) lines.push(`Running tickets that become due at another time: ${moved}`);
    for (const { ticketId, before, after } of examples)
      lines.push(`Ticket ${ticketId}: due ${before.toISOString()} is ${after.toISOString()} now`);
    found.changes.push({ title: `department ${key}`, lines });
  }
  return found;
}

function differencesOf(before: DocumentSettings, after: DocumentSettings): Difference[] {
  const names = Object.keys(TITLES) as (keyof typeof TITLES)[];
  return [
    ...names.flatMap(name => valueDifference(`/${name}`, TITLES[name], before[name], after[name])),
    ...eachOf(before.workHours, after.workHours, day => `Working hours on ${day}`),
    ...eachOf(before.kindLimits, after.kindLimits, kind => `Tickets in hand of kind ${kind}`),
  ];
}

const eachOf = (
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
  title: (name: string) => string,
): Difference[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap(name =>
    valueDifference(`/${name}`, title(name), before[name], after[name]),
  );
