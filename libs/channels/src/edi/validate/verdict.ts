// What is taken of an interchange, by what is wrong with it and what was agreed with its partner. Pure. Guarantees: an interchange whose envelope does not hold is
// refused whole; a document that may have lost or altered a line is rejected, whatever was agreed.
import { identityKey, type TradingPartner } from '#tickets';
import type { Finding } from '../envelope/finding.js';
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
  return {
    interchange: { outcome: 'taken', reason: null, detail: '', findings: interchange.findings },
    sets: interchange.groups.flatMap(group => {
      const ofGroup = group.findings.filter(isError);
      return group.sets.map(set => judgeSet(group, set, ofGroup, noted));
    }),
  };
}

function judgeSet(group: Group, set: TransactionSet, ofGroup: readonly Finding[], noted: boolean): SetVerdict {
  const own = [...set.findings, ...validateSet(set)];
  const errors = own.filter(isError);
  const findings = [...ofGroup, ...own];
  if (errors.length === 0 && ofGroup.length === 0) return { group, set, outcome: 'accepted', findings };
  const soft = ofGroup.length === 0 && noted && errors.every(mayBeNoted);
  return { group, set, outcome: soft ? 'accepted-with-errors' : 'rejected', findings };
}

/** The first reason that holds, most basic first: a stranger is not told what else is wrong. */
function refusalOf(interchange: Interchange, partner: TradingPartner | null): [RefusalReason, string] | null {
  const { standard, sender, receiver, findings, testFlag, groups } = interchange;
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
  const documents = groups.flatMap(group => group.sets.filter(set => !isAcknowledgement(set)));
  const other = documents.map(set => set.version).find(version => !isAgreed(version, partner.versions));
  if (other !== undefined)
    return ['edi.version-not-agreed', `Version ${other || '(none)'} was not agreed with ${partner.name}`];
  return null;
}

/** They answer documents of ours, in whatever version we wrote those. */
const ACKNOWLEDGEMENTS: ReadonlySet<string> = new Set(['997', '999', '824', 'CONTRL', 'APERAK']);
const isAcknowledgement = ({ type }: TransactionSet): boolean => ACKNOWLEDGEMENTS.has(type);

const isAgreed = (version: string, agreed: readonly string[]): boolean =>
  agreed.length === 0 || agreed.some(one => one.trim().toUpperCase() === version.toUpperCase());
