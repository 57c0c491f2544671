// Departments of a document, with calendars and limits. One that there is not is made where the document names it.
import {
  type DepartmentRow,
  type DepartmentSettingsValues,
  DepartmentStore,
  previewSettings,
  saveSettings,
  settingsFaults,
  type Tx,
} from '#store';
import { type Difference, type KindBook, valueDifference, type WorkHours } from '#tickets';
import type { DocumentSettings } from '../company.document.js';
import { type Findings, refuseLost } from '../document.change.js';
import { pointerOf } from '../document.place.js';
import { settingsOf } from '../house.reader.js';

const EXAMPLES = 3;
const store = new DepartmentStore();
const TITLES = {
  name: 'Name',
  timeZone: 'Time zone',
  holidayRegion: 'Public holidays of',
  closures: 'Closures',
  claimLimit: 'Tickets in hand of one person',
  railLimit: 'Tickets in hand on the rail',
  expediteBudget: 'Tickets that may be expedited a day',
} as const;

/** New departments are put into `house`, where what names them finds them. `dryRun`: tells the due times that would move without locking a ticket for it. */
export async function importSettings(
  tx: Tx,
  settings: Readonly<Record<string, DocumentSettings>>,
  house: { departments: DepartmentRow[]; kinds: KindBook },
  { now, dryRun }: { now: Date; dryRun: boolean },
): Promise<Findings> {
  const found: Findings = { changes: [], faults: [] };
  const kinds = house.kinds.all().map(kind => kind.key);
  for (const [key, given] of Object.entries(settings)) {
    const place = pointerOf(['departments', key]);
    const known = house.departments.find(one => one.key === key);
    const { name = known?.name, ...rest } = given;
    if (name === undefined) {
      found.faults.push({ pointer: place, detail: `There is no department "${key}"; a new one needs a name` });
      continue;
    }
    const values: DepartmentSettingsValues = { ...rest, workHours: given.workHours as WorkHours };
    const faults = settingsFaults(values, kinds);
    const twin = house.departments.find(one => one.key !== key && one.name.toLowerCase() === name.toLowerCase());
    if (twin) faults.push({ pointer: '/name', detail: `"${name}" is the name of department ${twin.key} already` });
    found.faults.push(...faults.map(({ pointer, detail }) => ({ pointer: `${place}${pointer}`, detail })));
    if (faults.length > 0) continue;
    const department = known ?? (await makeDepartment(tx, { key, name, ...values }));
    if (!known) house.departments.push(department);
    const differences = known ? differencesOf(settingsOf(known), { ...given, name }) : [];
    if (known && differences.length === 0) continue;
    if (known && known.name !== name) refuseLost(await store.rename(tx, known.id, name), `department ${key}`);
    const { moved, examples } = await previewSettings(tx, department.id, values, now, EXAMPLES);
    if (!dryRun)
      refuseLost(await saveSettings(tx, department.id, values, department.version, now), `the settings of ${key}`);
    const lines = differences.map(one => one.words);
    if (moved > 0) lines.push(`Running tickets that become due at another time: ${moved}`);
    for (const { ticketId, before, after } of examples)
      lines.push(`Ticket ${ticketId}: due ${before.toISOString()} is ${after.toISOString()} now`);
    found.changes.push({ title: `department ${key}${known ? '' : ' is new'}`, lines });
  }
  return found;
}

async function makeDepartment(
  tx: Tx,
  given: DepartmentSettingsValues & { key: string; name: string },
): Promise<DepartmentRow> {
  const made = await store.create(tx, given);
  refuseLost(made, `department ${given.key}`);
  if (made.outcome !== 'saved') throw new Error(made.outcome);
  return { ...given, id: made.id, version: 1, closures: [...given.closures] };
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
