// What a partner's answer makes of a document of ours. Pure. Guarantees: the worst that was ever said of a set stands; what speaks of the envelope alone
// (an accepting TA1, CONTRL 8) settles no set; a refusal that names nothing of ours, in a document that is ours, is taken for all that it may mean.
import type { ReturnedAcknowledgement, ReturnedOutcome } from '#channels/contract';
import type { SentDocument, SentSet, SetVerdict } from './sent.document.js';

/** Leading zeros do not count: ISA13 is padded, and some partners echo numbers without. */
const same = (a: string | null, b: string | null): boolean =>
  a !== null && b !== null && a.trim().replace(/^0+/, '') === b.trim().replace(/^0+/, '');

type Named = Pick<ReturnedAcknowledgement, 'groupRef' | 'functionalId' | 'messageRef' | 'documentNumber'>;

const names = ({ groupRef, functionalId, messageRef, documentNumber }: Named, set: SentSet): boolean =>
  groupRef === null
    ? same(set.messageRef, messageRef) || (documentNumber !== null && set.documentNumber === documentNumber)
    : same(set.groupRef, groupRef) &&
      (functionalId === null || set.functionalId === functionalId) &&
      (messageRef === null || same(set.messageRef, messageRef));

/** The newest document that the acknowledgement names by its most telling reference; undefined where it names none of ours. */
export function documentMeant(
  returned: ReturnedAcknowledgement,
  partnerId: number,
  sent: readonly SentDocument[],
): SentDocument | undefined {
  return sent.find(document => {
    if (document.partnerId !== partnerId) return false;
    if (returned.interchangeRef !== null) return same(document.interchangeRef, returned.interchangeRef);
    return document.sets.some(set => names(returned, set));
  });
}

export interface Answer {
  /** The document after it. */
  document: SentDocument;
  /** Sets that it refuses. */
  refused: SentSet[];
  /** Sets that had no answer before. */
  settled: SentSet[];
  /** Sets that have none still, and need one. */
  open: SentSet[];
}

/** `messageId` brought it, `at` when it came. */
export function answerOf(
  sent: SentDocument,
  returned: ReturnedAcknowledgement,
  { messageId, at }: { messageId: number; at: Date },
): Answer {
  const said = verdictsOf(sent, returned);
  const sets = sent.sets.map((set, i): SentSet => (said[i] ? { ...set, verdict: worst(set.verdict, said[i]) } : set));
  const settled = sets.filter((set, i) => set.verdict && !sent.sets[i]!.verdict);
  const open = sent.isOpen ? sets.filter(set => !set.verdict) : [];
  const state = stateOf(sets, sent.state);
  const news = said.some(verdict => verdict !== null) && state !== 'waiting' && state !== 'overdue';
  // Whoever answers to the content has it; whoever says "received" has it as well.
  const received = returned.outcome !== 'rejected' && sent.receivedAt === null;
  return {
    document: {
      ...{ ...sent, sets, state },
      isOpen: open.length > 0,
      ...(received && { receivedAt: at, receivedBy: messageId }),
      ...(news && { acknowledgedAt: at, acknowledgedBy: messageId }),
      findings: [...new Set([...sent.findings, ...returned.findings])],
    },
    refused: sets.filter((_, i) => said[i] === 'rejected'),
    ...{ settled, open },
  };
}

/** What is said of each set, in their order; null: nothing that decides. */
function verdictsOf(sent: SentDocument, returned: ReturnedAcknowledgement): (SetVerdict | null)[] {
  const { type, verdicts, interchangeRef } = returned;
  // 997 and 999 are about a group, however many of its sets they name.
  const about = type === '997' || type === '999' ? { ...returned, messageRef: null } : returned;
  const meant = sent.sets.map(set => interchangeRef !== null || names(about, set));
  const named = sent.sets.map((set, i) =>
    meant[i]
      ? verdicts.filter(
          one =>
            (one.groupRef === null || same(one.groupRef, set.groupRef)) &&
            (one.messageRef === null || same(one.messageRef, set.messageRef)),
        )
      : [],
  );
  const astray = verdicts.some(one => one.outcome === 'rejected' && !named.some(those => those.includes(one)));
  return sent.sets.map((_, i) => {
    if (!meant[i]) return null;
    if (astray) return 'rejected';
    const those = named[i]!.map(one => one.outcome);
    return those.length === 0
      ? decided(returned.others, returned, sent)
      : those.map(one => decided(one, returned, sent)).reduce((a, b) => (a && b ? worst(a, b) : (a ?? b)), null);
  });
}

/** TA1 takes the envelope: what is in it is still to be judged. */
function decided(outcome: ReturnedOutcome, { type }: ReturnedAcknowledgement, sent: SentDocument): SetVerdict | null {
  if (outcome === 'received') return sent.receiptSettles ? 'accepted' : null;
  return type === 'TA1' && outcome !== 'rejected' ? null : outcome;
}

const RANK: Record<SetVerdict, number> = { accepted: 0, 'accepted-with-errors': 1, rejected: 2 };
const worst = (a: SetVerdict | undefined, b: SetVerdict): SetVerdict => (a && RANK[a] > RANK[b] ? a : b);

/** A rejection stands, whatever comes after it: somebody has to look. */
function stateOf(sets: readonly SentSet[], before: SentDocument['state']): SentDocument['state'] {
  const verdicts = sets.flatMap(set => set.verdict ?? []);
  if (before === 'rejected' || verdicts.includes('rejected')) return 'rejected';
  if (verdicts.length < sets.length || sets.length === 0) return before;
  return verdicts.includes('accepted-with-errors') ? 'accepted-with-errors' : 'accepted';
}
