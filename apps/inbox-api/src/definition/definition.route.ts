// What the routes of kinds and contracts have in common: a save that was refused, said as a problem; and keys as they may stand in an address.
import type { DeskOutcome } from '#store';
import { notFound, RequestFault } from '../http/request.fault.js';

/** The version that now stands. Throws <AREA>.INVALID with each place at fault, or <AREA>.CHANGED_MEANWHILE with the version that another saved. */
export function savedVersion(outcome: DeskOutcome, area: 'KIND' | 'CONTRACT'): number {
  switch (outcome.outcome) {
    case 'saved':
    case 'unchanged':
      return outcome.version;
    case 'faulty':
      throw new RequestFault(`${area}.INVALID`, outcome.faults[0]!.detail, { errors: outcome.faults });
    case 'changed-meanwhile':
      throw new RequestFault(
        `${area}.CHANGED_MEANWHILE`,
        `Somebody saved version ${outcome.currentVersion} since you opened it. Look at what changed, then save again.`,
        { currentVersion: outcome.currentVersion },
      );
  }
}

/** A key of the path. What cannot be one is not there. */
export function keyOf(text: string): string {
  if (!/^[a-z][a-z0-9-]{0,60}$/.test(text)) throw notFound();
  return text;
}
