// What an import does, in words, and what stands against it. Collected over the whole document, so that its writer sees everything at once.
import type { FieldFault } from '#tickets';

export interface Change {
  /** "kind order: version 1 becomes 2" */
  title: string;
  /** Each difference in words; none for what is new. */
  lines: string[];
}

export interface Findings {
  changes: Change[];
  /** Pointers into the document. */
  faults: FieldFault[];
}

/** Throws for a row that another saved between our reading and our writing: nothing is saved then, and a second run sees it. */
export function refuseLost(outcome: { outcome: string }, what: string): void {
  if (outcome.outcome !== 'saved' && outcome.outcome !== 'unchanged')
    throw new Error(`Somebody saved ${what} at the same moment. Nothing was changed: run the import again`);
}
