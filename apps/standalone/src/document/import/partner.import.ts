// Trading partners of a document. One is known again by its key, so another key makes another partner.
import { type PartnerChanged, PartnerStore, type Tx } from '#store';
import { type Difference, identityKey, partnerFaults, type TradeIdentity, valueDifference } from '#tickets';
import type { DocumentPartner } from '../company.document.js';
import { type Findings, refuseLost } from '../document.change.js';
import { pointerOf } from '../document.place.js';
import { documentPartner } from '../house.reader.js';

const store = new PartnerStore();
const TITLES = {
  name: 'Name',
  enabled: 'Switched on',
  standard: 'Standard',
  accepts: 'Files taken',
  versions: 'Versions agreed',
  errors: 'A set with errors',
  acknowledge: 'Answered with',
  charset: 'Character set',
  duplicateWindowDays: 'Days in which a control number is not used again',
  ackDeadlineMinutes: 'Minutes until they must have acknowledged',
  ackAddress: 'Acknowledgements go to',
} as const;

export async function importPartners(tx: Tx, partners: Readonly<Record<string, DocumentPartner>>): Promise<Findings> {
  const found: Findings = { changes: [], faults: [] };
  let waiting = Object.entries(partners);
  for (const [key, partner] of waiting)
    for (const { pointer, detail } of partnerFaults(partner))
      found.faults.push({ pointer: `${pointerOf(['partners', key])}${pointer}`, detail });
  if (found.faults.length > 0) return found;
  while (waiting.length > 0) {
    const refused: [string, DocumentPartner, PartnerChanged][] = [];
    for (const [key, partner] of waiting) {
      const outcome = await importPartner(tx, key, partner, found);
      if (outcome.outcome === 'identity-taken') refused.push([key, partner, outcome]);
    }
    // An identity that goes from one partner to another is free only when the other one is done.
    if (refused.length < waiting.length) waiting = refused.map(([key, partner]) => [key, partner]);
    else {
      found.faults.push(...refused.map(([key, partner, outcome]) => takenFault(key, partner, outcome)));
      break;
    }
  }
  return found;
}

async function importPartner(
  tx: Tx,
  key: string,
  partner: DocumentPartner,
  found: Findings,
): Promise<PartnerChanged | { outcome: 'unchanged' }> {
  const before = await store.byKey(tx, key);
  const differences = before ? differencesOf(documentPartner(before), partner) : [];
  if (before && differences.length === 0) return { outcome: 'unchanged' };
  const values = { ...partner, key };
  const outcome = before ? await store.change(tx, before.id, before.version, values) : await store.create(tx, values);
  if (outcome.outcome === 'identity-taken') return outcome;
  refuseLost(outcome, `partner ${key}`);
  found.changes.push({
    title: `partner ${key}${before ? '' : ' is new'}`,
    lines: differences.map(one => one.words),
  });
  return outcome;
}

function takenFault(key: string, partner: DocumentPartner, outcome: PartnerChanged) {
  if (outcome.outcome !== 'identity-taken') throw new Error(`partner ${key}: ${outcome.outcome}`);
  const { identity, name } = outcome;
  const keyOf = (one: TradeIdentity) => identityKey(partner.standard, one);
  const place = partner.identities.findIndex(one => keyOf(one) === keyOf(identity));
  const detail = `${wordsOf(identity)} is ${name} already`;
  return { pointer: pointerOf(['partners', key, 'identities', Math.max(0, place), 'id']), detail };
}

const differencesOf = (before: DocumentPartner, after: DocumentPartner): Difference[] => [
  ...(Object.keys(TITLES) as (keyof typeof TITLES)[]).flatMap(name =>
    valueDifference(`/${name}`, TITLES[name], before[name], after[name]),
  ),
  ...valueDifference('/identities', 'They are', before.identities.map(wordsOf), after.identities.map(wordsOf)),
  ...valueDifference('/ownIdentities', 'We are', before.ownIdentities.map(wordsOf), after.ownIdentities.map(wordsOf)),
];

const wordsOf = ({ qualifier, id }: TradeIdentity): string => [qualifier.trim(), id.trim()].filter(Boolean).join(' ');
