// Takes a document over: all of it or nothing, in one transaction. A dry run does the same and takes it back, so that it cannot say anything else than the
// import would: a contract may name a kind of the same document in both.
import type { PrivateHost, SecretBox } from '#runtime';
import {
  companyOf,
  contractDesk,
  type Database,
  type DepartmentRow,
  DepartmentStore,
  kindDesk,
  kindStore,
  saveCompany,
  type Tx,
} from '#store';
import { calendarOf, type FieldFault, KindBook, OFFICE_HOURS, valueDifference } from '#tickets';
import type { CompanyDocument } from './company.document.js';
import type { Change, Findings } from './document.change.js';
import { importChannels } from './import/channel.import.js';
import { importDefinitions } from './import/definition.import.js';
import { importMembers } from './import/member.import.js';
import { importPartners } from './import/partner.import.js';
import { importRules } from './import/rule.import.js';
import { importSettings } from './import/settings.import.js';
import { importMacros, importTemplates } from './import/standard-work.import.js';
import { importWebhooks } from './import/webhook.import.js';

export type ImportOutcome =
  /** Saved, or with `dryRun` what would be. */
  | { outcome: 'taken-over'; changes: Change[] }
  /** Nothing was saved. Pointers into the document. */
  | { outcome: 'faulty'; faults: FieldFault[] };

export interface ImportOptions {
  dryRun: boolean;
  now: Date;
  /** Seals what a changed channel keeps. */
  secrets: SecretBox;
  /** Hosts of the own network that webhooks may call. */
  webhookPrivateHosts: readonly PrivateHost[];
}

/** Throws where somebody else saved one of the same rows at the same moment; nothing is saved then. */
export async function importDocument(
  database: Database,
  document: CompanyDocument,
  options: ImportOptions,
): Promise<ImportOutcome> {
  try {
    return await database.transaction(async tx => {
      // Read anew at each attempt of the transaction, so that a version which moved on is seen.
      const departments = await new DepartmentStore().list(database, null);
      const outcome = await takeOver(tx, document, departments, options);
      if (options.dryRun || outcome.outcome === 'faulty') throw new TakenBack(outcome);
      return outcome;
    });
  } catch (error) {
    if (error instanceof TakenBack) return error.found;
    throw error;
  }
}

/** Ends the transaction without its changes. */
class TakenBack extends Error {
  constructor(readonly found: ImportOutcome) {
    super('Nothing is saved');
  }
}

async function takeOver(
  tx: Tx,
  document: CompanyDocument,
  departments: DepartmentRow[],
  options: ImportOptions,
): Promise<ImportOutcome> {
  const defined = await importDefinitions<CompanyDocument['kinds'][string]>(tx, 'kinds', document.kinds, kindDesk);
  // Whatever names one of these kinds would be at fault, too: the cause is said alone.
  if (defined.faults.length > 0) return { outcome: 'faulty', faults: defined.faults };
  const house = { departments, kinds: new KindBook(await kindStore.all(tx)) };
  const named = await importCompany(tx, document.company);
  // Whatever belongs to a new department is checked with it in place.
  const settled = await importSettings(tx, document.departments, house, options);
  const agreed = await importDefinitions<CompanyDocument['contracts'][string]>(
    tx,
    'contracts',
    document.contracts,
    contractDesk,
  );
  const written = await importTemplates(tx, document.templates, house);
  const none: Findings = { changes: [], faults: [] };
  const bundled = written.faults.length > 0 ? none : await importMacros(tx, document.macros, house);
  const traded = await importPartners(tx, document.partners);
  const connected = await importChannels(tx, document.channels, departments, options.secrets);
  const ruled = await importRules(tx, document.rules, house);
  const told = await importWebhooks(tx, document.webhooks, departments, options.webhookPrivateHosts);
  const invited = await importMembers(tx, document.members, departments);
  const all = [named, settled, defined, agreed, written, bundled, traded, connected, ruled, told, invited];
  const faults = all.flatMap(one => one.faults);
  if (faults.length > 0) return { outcome: 'faulty', faults };
  return { outcome: 'taken-over', changes: all.flatMap(one => one.changes) };
}

async function importCompany(tx: Tx, company: CompanyDocument['company']): Promise<Findings> {
  if (!company) return { changes: [], faults: [] };
  const { name, timeZone } = company;
  const before = await companyOf(tx);
  const differences = [
    ...valueDifference('/name', 'Name', before?.name, name),
    ...(timeZone === undefined ? [] : valueDifference('/timeZone', 'Time zone', before?.timeZone, timeZone)),
  ];
  if (differences.length === 0) return { changes: [], faults: [] };
  const faults = timeZone === undefined ? [] : zoneFaults(timeZone);
  if (faults.length > 0) return { changes: [], faults };
  await saveCompany(tx, { name, timeZone: timeZone ?? null });
  return { changes: [{ title: 'company', lines: differences.map(one => one.words) }], faults: [] };
}

function zoneFaults(timeZone: string): FieldFault[] {
  try {
    calendarOf(timeZone, OFFICE_HOURS);
    return [];
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return [{ pointer: '/company/timeZone', detail: error.message }];
  }
}
