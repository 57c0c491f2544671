// Saving a definition: checked against what there is at that moment, and never saved twice for nothing. The same desk serves the console, the API and
// the command line, so their checks cannot differ.
import {
  checkContract,
  checkKind,
  contractDifferences,
  type Difference,
  type FieldFault,
  type HandoffContract,
  KindBook,
  kindDifferences,
  type TicketKind,
} from '#tickets';
import { type Database, query, type Tx } from '../database/database.js';
import {
  contractStore,
  type Definition,
  type DefinitionStore,
  kindStore,
  type SaveOutcome,
} from './definition.store.js';

export interface DefinitionReport {
  /** Empty where it may be saved. */
  faults: FieldFault[];
  /** 0 for a new one. */
  currentVersion: number;
  /** What saving would change of the current version. */
  differences: Difference[];
}

export type DeskOutcome =
  | SaveOutcome
  /** Nothing differs from the version that stands: none is added. */
  | { outcome: 'unchanged'; version: number }
  | { outcome: 'faulty'; faults: FieldFault[] };

type Unsaved<D> = Omit<D, 'version'>;

export class DefinitionDesk<D extends Definition> {
  constructor(
    private readonly store: DefinitionStore<D>,
    private readonly check: (on: Database | Tx, definition: Unsaved<D>) => Promise<FieldFault[]>,
    private readonly compare: (before: D, after: D) => Difference[],
  ) {}

  /** What is wrong with it, and what it would change. Saves nothing. */
  async report(on: Database | Tx, definition: Unsaved<D> & { key: string }): Promise<DefinitionReport> {
    const faults = await this.check(on, definition);
    const [current] = await this.store.versions(on, definition.key);
    const differences = current
      ? this.compare(current, { ...definition, version: current.version } as unknown as D)
      : [];
    return { faults, currentVersion: current?.version ?? 0, differences };
  }

  /** `basedOn`: the version that the editor saw, 0 for a new one. */
  async save(
    tx: Tx,
    definition: Unsaved<D> & { key: string },
    by: { basedOn: number; userId: number | null },
  ): Promise<DeskOutcome> {
    const { faults, currentVersion, differences } = await this.report(tx, definition);
    if (faults.length > 0) return { outcome: 'faulty', faults };
    if (currentVersion > 0 && currentVersion === by.basedOn && differences.length === 0)
      return { outcome: 'unchanged', version: currentVersion };
    return this.store.save(tx, definition, by);
  }

  /** Null where one of the two versions is not there. */
  async differences(on: Database | Tx, key: string, from: number, to: number): Promise<Difference[] | null> {
    const versions = await this.store.versions(on, key);
    const before = versions.find(one => one.version === from);
    const after = versions.find(one => one.version === to);
    return before && after ? this.compare(before, after) : null;
  }
}

export const kindDesk = new DefinitionDesk<TicketKind>(kindStore, async (_, kind) => checkKind(kind), kindDifferences);

export const contractDesk = new DefinitionDesk<HandoffContract>(
  contractStore,
  async (on, contract) => {
    const departments = await query<{ key: string }>(on, 'SELECT key FROM department ORDER BY key');
    const kinds = new KindBook(await kindStore.all(on));
    return checkContract(contract, { kinds, departments: departments.map(department => department.key) });
  },
  contractDifferences,
);
