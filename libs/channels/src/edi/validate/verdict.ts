// What is taken of an interchange, by what is wrong with it and what was agreed with its partner. Pure. Guarantees: an interchange whose envelope does not hold is
// refused whole; what is wrong with one group or message refuses that one alone; a document that may have lost or altered a line is rejected, whatever was agreed.
import { identityKey, type TradingPartner } from '#tickets';
import { isAcknowledgement } from '../envelope/acknowledging.sets.js';
import type { Finding } from '../envelope/finding.js';
import { findingAt } from '../envelope/finding.maker.js';
import type { Group, Interchange, TransactionSet } from '../envelope/interchange.js';
import { mayBeNoted } from './noted.errors.js';
import { REFUSALS, type RefusalReason } from './refusal.reasons.js';
import { validateSet } from './set.validator.js';

export interface SetVerdict {
  group: Group;
  set: TransactionSet;
  outcome: 'accepted' | 'accepted-with-errors' | 'rejected';
  /** Of the set, its group's errors among them. */
  findings: Finding[];
}

export interface Verdict {
  interchange: { outcome: 'taken' | 'refused'; reason: RefusalReason | null; detail: string; findings: Finding[] };
  /** Empty where the whole is refused. */
  sets: SetVerdict[];
}

const isError = (finding: Finding): boolean => finding.severity === 'error';

/** `partner`: whose identity the sender is; null where nobody has it. */
export function judge(interchange: Interchange, partner: TradingPartner | null): Verdict {
  const refused = refusalOf(interchange, partner);
  if (refused) {
    const [reason, detail] = refused;
    return {
      interchange: { outcome: 'refused', reason, detail, findings: interchange.findings },
      sets: [],
    };
  }
  const noted = partner?.errors === 'note-errors';
  const agreed = partner?.versions ?? [];
  return {
    interchange: { outcome: 'taken', reason: null, detail: '', findings: interchange.findings },
    sets: interchange.groups.flatMap(group => {
      const ofGroup = [...group.findings.filter(isError), ...groupVersion(group, agreed)];
      return group.sets.map(set => judgeSet(group, set, ofGroup, { noted, agreed }));
    }),
  };
}

function judgeSet(
  group: Group,
  set: TransactionSet,
  ofGroup: readonly Finding[],
  { noted, agreed }: { noted: boolean; agreed: readonly string[] },
): SetVerdict {
  const own = [...setVersion(set, agreed), ...set.findings, ...validateSet(set)];
  const errors = own.filter(isError);
  const findings = [...ofGroup, ...own];
  if (errors.length === 0 && ofGroup.length === 0) return { group, set, outcome: 'accepted', findings };
  const soft = ofGroup.length === 0 && noted && errors.every(mayBeNoted);
  return { group, set, outcome: soft ? 'accepted-with-errors' : 'rejected', findings };
}

/** The first reason that holds, most basic first: a stranger is not told what else is wrong. */
function refusalOf(interchange: Interchange, partner: TradingPartner | null): [RefusalReason, string] | null {
  const { standard, sender, receiver, findings, testFlag } = interchange;
  const broken = findings.find(isError);
  const named = `${sender.qualifier ? `${sender.qualifier}:` : ''}${sender.id}`;
  if (!partner) {
    // Without a readable header nobody can say who sent it.
    if (broken && sender.id === '') return ['edi.envelope-invalid', broken.message];
    return ['edi.unknown-sender', `unknown sender ${named}`];
  }
  if (!partner.enabled) return ['edi.partner-switched-off', `${partner.name} is switched off`];
  if (broken) return ['edi.envelope-invalid', broken.message];
  const addressed = identityKey(standard, receiver);
  const ours = partner.ownIdentities;
  if (ours.length > 0 && !ours.some(own => identityKey(standard, own) === addressed))
    return ['edi.wrong-recipient', `It is for ${receiver.id}, as whom ${partner.name} does not address us`];
  if (testFlag && partner.accepts === 'production')
    return ['edi.test-on-production', `${REFUSALS['edi.test-on-production']} (${partner.name})`];
  if (!testFlag && partner.accepts === 'test')
    return ['edi.production-on-test', `${REFUSALS['edi.production-on-test']} (${partner.name})`];
  return null;
}

/** GS08 is the version of all sets of the group. */
function groupVersion({ header, sets }: Group, agreed: readonly string[]): Finding[] {
  const [other] = sets.filter(set => set.standard === 'x12' && !isAgreed(set, agreed));
  if (!header || !other) return [];
  return [findingAt('group.version-not-agreed', 'error', notAgreed(other, 'GS08'), header, { element: 8 })];
}

/** S009 is the version of one message. */
function setVersion(set: TransactionSet, agreed: readonly string[]): Finding[] {
  if (set.standard !== 'edifact' || isAgreed(set, agreed)) return [];
  const place = { element: 2, component: 2 };
  return [findingAt('set.version-not-agreed', 'error', notAgreed(set, 'S009'), set.segments[0]!, place)];
}

const notAgreed = ({ version }: TransactionSet, place: string): string =>
  `Version ${version || '(none)'} (${place}) was not agreed with this partner.`;

/** An answer to a document of ours is in whatever version we wrote that. */
const isAgreed = (set: TransactionSet, agreed: readonly string[]): boolean =>
  agreed.length === 0 ||
  isAcknowledgement(set) ||
  agreed.some(one => one.trim().toUpperCase() === set.version.toUpperCase());
