// A CONTRL that comes back: what UCI says of our interchange, UCF of each group and UCM of each message (ISO 9735-4). Pure. Guarantee: a rejection on any
// level is kept, whatever the level above it says.
import type { ReturnedAcknowledgement, ReturnedOutcome, ReturnedVerdict } from '../../../contract/interchange.js';
import type { TransactionSet } from '../../envelope/interchange.js';
import { first, given, NOTHING, overall, place, severally } from './verdict.words.js';

/** 0083: 4 rejects this level and all below it, 7 acknowledges it and what below it is not rejected, 8 says that it was received. */
const ACTIONS: Readonly<Record<string, ReturnedOutcome>> = { 7: 'accepted', 8: 'received' };
const actionOf = (code: string | null): ReturnedOutcome => ACTIONS[code ?? ''] ?? 'rejected';

export function control(set: TransactionSet): ReturnedAcknowledgement {
  const interchange = first(set, 'UCI');
  const outcome = actionOf(given(interchange, 4));
  const error = given(interchange, 5);
  const { verdicts, findings } = below(set);
  return {
    ...NOTHING,
    ...place(set),
    type: 'CONTRL',
    ...(outcome === 'rejected' ? overall(outcome, verdicts) : severally(outcome, verdicts)),
    interchangeRef: given(interchange, 1),
    findings: [...(error ? [`The interchange, error ${error}`] : []), ...findings],
  };
}

/** UCM and its UCS stand below the UCF of their group; without groups, below UCI. */
function below(set: TransactionSet): { verdicts: ReturnedVerdict[]; findings: string[] } {
  const verdicts: ReturnedVerdict[] = [];
  const findings: string[] = [];
  let groupRef: string | null = null;
  const say = (verdict: ReturnedVerdict, what: string, error: string | null): void => {
    verdicts.push(verdict);
    if (verdict.outcome === 'rejected') add(`${what}, error ${error ?? '(none)'}`);
  };
  const add = (words: string): void => {
    findings.push(words);
    verdicts.at(-1)?.findings.push(words);
  };
  for (const segment of set.segments) {
    if (segment.tag === 'UCF') {
      groupRef = given(segment, 1);
      const outcome = actionOf(given(segment, 4));
      say({ groupRef, messageRef: null, outcome, findings: [] }, `Group ${groupRef}`, given(segment, 5));
    } else if (segment.tag === 'UCM') {
      const messageRef = given(segment, 1);
      const outcome = actionOf(given(segment, 3));
      say({ groupRef, messageRef, outcome, findings: [] }, `Message ${messageRef}`, given(segment, 4));
    } else if (segment.tag === 'UCS')
      add(`Segment ${segment.value(1)}, error ${segment.value(2) || '(see its elements)'}`);
  }
  return { verdicts, findings };
}
