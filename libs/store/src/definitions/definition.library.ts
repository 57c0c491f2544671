// Kinds and contracts as everybody reads them: whole, and kept for a moment. What is saved in this process is seen at once, elsewhere within seconds;
// a version that somebody names and that is not known yet is looked for again.
import { type HandoffContract, KindBook, type TicketKind } from '#tickets';
import type { Database } from '../database/database.js';
import { contractStore, kindStore, type Stored } from './definition.store.js';

export interface Library {
  kinds: KindBook;
  /** The current version of each contract, by key. */
  contracts: ReadonlyMap<string, Stored<HandoffContract>>;
  /** Any version; undefined where there is none. */
  contractAt(key: string, version: number): Stored<HandoffContract> | undefined;
  /** The kind as a ticket has it pinned. A version that is gone cannot be; the current one, or a bare one, stands in for a newer build's. */
  kindOf(ticket: { kind: string; kindVersion: number }): TicketKind;
}

const KEPT_MS = 2_000;

export class DefinitionLibrary {
  private kept: Promise<Library> | null = null;
  private readAt = 0;

  constructor(private readonly database: Database) {}

  read(): Promise<Library> {
    if (!this.kept || performance.now() - this.readAt > KEPT_MS) {
      this.readAt = performance.now();
      const reading = readLibrary(this.database);
      this.kept = reading;
      // What failed is not kept: the next caller asks again.
      reading.catch(() => this.forget());
    }
    return this.kept;
  }

  /** After saving. */
  forget(): void {
    this.kept = null;
  }
}

export async function readLibrary(database: Database): Promise<Library> {
  const [kinds, contracts] = await Promise.all([kindStore.all(database), contractStore.all(database)]);
  const book = new KindBook(kinds);
  return {
    kinds: book,
    contracts: new Map(contracts.map(contract => [contract.key, contract])),
    contractAt: (key, version) => contracts.find(one => one.key === key && one.version === version),
    kindOf: ({ kind, kindVersion }) =>
      book.at(kind, kindVersion) ?? (book.has(kind) ? book.current(kind) : bareKind(kind)),
  };
}

/** During an update another build may have made a ticket of a kind that this one has not read yet. */
const bareKind = (key: string): TicketKind => ({
  key,
  version: 1,
  title: key,
  toleranceMinutes: 480,
  outcomes: [],
  schema: { type: 'object', properties: {} },
  checklist: [],
  attachments: [],
  requiredToClose: [],
  acknowledgement: '',
  business: 'repeat',
});
