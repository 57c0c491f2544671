// Takes a document over: all of it or nothing, in one transaction. A dry run does the same and takes it back, so that it cannot say anything else than the
// import would: a contract may name a kind of the same document in both.
import { contractDesk, type Database, type DepartmentRow, DepartmentStore, kindDesk, kindStore, type Tx } from '#store';
import { type FieldFault, KindBook } from '#tickets';
import type { CompanyDocument } from './company.document.js';
import { importDefinitions } from './definition.import.js';
import type { Change, Findings } from './document.change.js';
import { importPartners } from './partner.import.js';
import { importSettings } from './settings.import.js';
import { importMacros, importTemplates } from './standard-work.import.js';

export type ImportOutcome =
  /** Saved, or with `dryRun` what would be. */
  | { outcome: 'taken-over'; changes: Change[] }
  /** Nothing was saved. Pointers into the document. */
  | { outcome: 'faulty'; faults: FieldFault[] };

/** Throws where somebody else saved one of the same rows at the same moment; nothing is saved then. */
export async function importDocument(
  database: Database,
  document: CompanyDocument,
  options: { dryRun: boolean; now: Date },
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
  departments: readonly DepartmentRow[],
  options: { dryRun: boolean; now: Date },
): Promise<ImportOutcome> {
  const defined = await importDefinitions<CompanyDocument['kinds'][string]>(tx, 'kinds', document.kinds, kindDesk);
  // Whatever names one of these kinds would be at fault, too: the cause is said alone.
  if (defined.faults.length > 0) return { outcome: 'faulty', faults: defined.faults };
  const house = { departments, kinds: new KindBook(await kindStore.all(tx)) };
  const agreed = await importDefinitions<CompanyDocument['contracts'][string]>(
    tx,
    'contracts',
    document.contracts,
    contractDesk,
  );
  const settled = await importSettings(tx, document.departments, house, options);
  const written = await importTemplates(tx, document.templates, house);
  const none: Findings = { changes: [], faults: [] };
  const bundled = written.faults.length > 0 ? none : await importMacros(tx, document.macros, house);
  const traded = await importPartners(tx, document.partners);
  const all = [settled, defined, agreed, written, bundled, traded];
  const faults = all.flatMap(one => one.faults);
  if (faults.length > 0) return { outcome: 'faulty', faults };
  return { outcome: 'taken-over', changes: all.flatMap(one => one.changes) };
}
