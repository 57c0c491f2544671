// What becomes of an interchange and of each set in it. Guarantees: a set is accepted only if all of it was understood, or what was not can have changed
// no line; a set without its end is always rejected; an unknown sender, a test that was not agreed or a broken envelope refuses the whole.
import type { TradingPartner } from '#tickets';
import type { Finding } from '../envelope/finding.js';
import type { Group, Interchange, TransactionSet } from '../envelope/interchange.js';
import { breachOf, versionFinding } from './agreement.check.js';
import { mayBeNoted } from './noted.errors.js';
import { WHOLE_REASONS } from './refusal.reasons.js';
import { validateSet } from './set.validator.js';

export type SetOutcome = 'accepted' | 'accepted-with-errors' | 'rejected';

export interface JudgedSet {
  group: Group;
  set: TransactionSet;
  outcome: SetOutcome;
  /** Of the set itself; those of its group stand with the group. */
  findings: Finding[];
}

export interface Verdict {
  interchange: {
    outcome: 'taken' | 'refused';
    /** One of REFUSAL_REASONS; null where it was taken. */
    reason: string | null;
    findings: Finding[];
  };
  /** Every set, in the order of the file; of a refused interchange all are rejected. */
  sets: JudgedSet[];
}

const isError = ({ severity }: Finding): boolean => severity === 'error';

/** @param partner whose interchange it is; null where nobody knows the sender */
export function judge(interchange: Interchange, partner: TradingPartner | null): Verdict {
  const breach = breachOf(interchange, partner);
  const findings = [...(breach ? [breach.finding] : []), ...interchange.findings];
  const fault = findings.find(isError);
  if (!partner || fault) {
    const reason = breach?.reason ?? WHOLE_REASONS[fault!.code] ?? 'edi.envelope-invalid';
    return refusal(reason, findings, allSets(interchange));
  }
  const sets = interchange.groups.flatMap(group => group.sets.map(set => judgeSet(set, group, partner)));
  const version = sets[0]?.findings.find(({ code }) => code === 'interchange.version-not-agreed');
  if (version && sets.every(({ findings: found }) => found.some(({ code }) => code === version.code))) {
    return refusal('edi.version-not-agreed', [version, ...findings], sets);
  }
  return { interchange: { outcome: 'taken', reason: null, findings }, sets };
}

const refusal = (reason: string, findings: Finding[], sets: JudgedSet[]): Verdict => ({
  interchange: { outcome: 'refused', reason, findings },
  sets,
});

/** Nobody looks into the sets of an interchange that is refused as a whole. */
const allSets = ({ groups }: Interchange): JudgedSet[] =>
  groups.flatMap(group =>
    group.sets.map(set => ({ group, set, outcome: 'rejected' as const, findings: [...set.findings] })),
  );

function judgeSet(set: TransactionSet, group: Group, partner: TradingPartner): JudgedSet {
  const version = versionFinding(set, group.version, partner);
  // What is not read by the right table is not judged by a wrong one.
  if (version) return { group, set, outcome: 'rejected', findings: [version, ...set.findings] };
  const findings = [...set.findings, ...validateSet(set)];
  return { group, set, outcome: outcomeOf(findings, group, partner), findings };
}

function outcomeOf(findings: readonly Finding[], group: Group, partner: TradingPartner): SetOutcome {
  const errors = findings.filter(isError);
  // A group that is cut off or miscounted may have lost a document: none of it is taken for whole.
  if (group.findings.some(isError)) return 'rejected';
  if (errors.length === 0) return 'accepted';
  return partner.errors === 'note-errors' && errors.every(mayBeNoted) ? 'accepted-with-errors' : 'rejected';
}
