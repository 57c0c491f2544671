// An interchange against what was agreed with its sender: who it is, whom it is for, test or production, versions.
import { identityKey, type TradingPartner } from '#tickets';
import type { Finding, FindingCode } from '../envelope/finding.js';
import { findingAt } from '../envelope/finding.maker.js';
import type { Interchange, TransactionSet } from '../envelope/interchange.js';
import { type WholeReason, wholeSentence } from './refusal.reasons.js';

export interface Breach {
  reason: WholeReason;
  finding: Finding;
}

/** Where the headers of both standards say it. */
const PLACES = {
  x12: { sender: { element: 6 }, receiver: { element: 8 }, test: { element: 15 } },
  edifact: { sender: { element: 2, component: 1 }, receiver: { element: 3, component: 1 }, test: { element: 11 } },
};

/** The first thing that was not agreed; null where all was. */
export function breachOf(interchange: Interchange, partner: TradingPartner | null): Breach | null {
  const { standard, sender, receiver, testFlag, header } = interchange;
  const breach = (reason: WholeReason, code: FindingCode, at: keyof (typeof PLACES)['x12'], what: string): Breach => ({
    reason,
    finding: findingAt(code, 'error', `${wholeSentence(reason)} ${what}`, header, PLACES[standard][at]),
  });
  const named = ({ qualifier, id }: { qualifier: string; id: string }) =>
    qualifier === '' ? `"${id}"` : `"${id}" with the qualifier ${qualifier}`;
  if (!partner) {
    return breach('edi.unknown-sender', 'interchange.unknown-sender', 'sender', `It names ${named(sender)}.`);
  }
  if (!partner.enabled) {
    return breach('edi.partner-disabled', 'interchange.unknown-sender', 'sender', `It is ${partner.name}.`);
  }
  const own = new Set(partner.ownIdentities.map(identity => identityKey(standard, identity)));
  if (own.size > 0 && !own.has(identityKey(standard, receiver))) {
    return breach('edi.wrong-recipient', 'interchange.wrong-recipient', 'receiver', `It names ${named(receiver)}.`);
  }
  if (testFlag && partner.accepts === 'production') {
    return breach('edi.test-on-production', 'interchange.test-on-production', 'test', `It is from ${partner.name}.`);
  }
  if (!testFlag && partner.accepts === 'test') {
    return breach('edi.production-on-test', 'interchange.test-on-production', 'test', `It is from ${partner.name}.`);
  }
  return null;
}

const ANSWERS = new Set(['997', '999', '824', 'CONTRL', 'APERAK']);

/** Answers to documents of ours are taken in any version: they are no documents that somebody agreed on. */
export function versionFinding(set: TransactionSet, groupVersion: string, partner: TradingPartner): Finding | null {
  const { versions } = partner;
  const { version, type, segments, standard } = set;
  if (versions.length === 0 || ANSWERS.has(type)) return null;
  if (versions.some(agreed => [version, groupVersion].includes(agreed.trim()))) return null;
  const message = `${wholeSentence('edi.version-not-agreed')} ${type} ${set.controlRef} is in ${version || 'none'}.`;
  const place = standard === 'edifact' ? { element: 2, component: 2 } : {};
  return findingAt('interchange.version-not-agreed', 'error', message, segments[0]!, place);
}
