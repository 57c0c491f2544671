// What the readers of returned acknowledgements share: empty references, places, and the worst of several verdicts. Pure.
import type { ReturnedAcknowledgement, ReturnedOutcome, ReturnedVerdict } from '../../../contract/interchange.js';
import type { TransactionSet } from '../../envelope/interchange.js';
import type { Segment } from '../../syntax/segment/segment.js';

export const NOTHING = {
  ...{ interchangeRef: null, groupRef: null, functionalId: null, messageRef: null, documentNumber: null },
};

/** Null where the element is empty. */
export const given = (segment: Segment | undefined, element: number, component = 1): string | null =>
  segment?.value(element, component).trim() || null;
export const first = (set: TransactionSet, tag: string): Segment | undefined =>
  set.segments.find(segment => segment.tag === tag);
export const all = (set: TransactionSet, tag: string): Segment[] => set.segments.filter(segment => segment.tag === tag);
export const place = ({ byteStart, byteEnd }: TransactionSet) => ({ byteStart, byteEnd });

/** "Received" leaves open what an acceptance settles, so it is the worse of the two. */
const RANK: Record<ReturnedOutcome, number> = { accepted: 0, received: 1, 'accepted-with-errors': 2, rejected: 3 };

export const worstOf = (outcomes: readonly ReturnedOutcome[]): ReturnedOutcome =>
  outcomes.reduce((worst, one) => (RANK[one] > RANK[worst] ? one : worst), 'accepted');

type Said = Pick<ReturnedAcknowledgement, 'outcome' | 'others' | 'verdicts'>;

/** One thing is said of all that is meant. */
export const plainly = (outcome: ReturnedOutcome): Said => ({ outcome, others: outcome, verdicts: [] });

/** Some things are said of some, and one of the others. */
export const severally = (others: ReturnedOutcome, verdicts: ReturnedVerdict[]): Said => ({
  ...{ others, verdicts },
  outcome: worstOf([others, ...verdicts.map(verdict => verdict.outcome)]),
});

/** Said of the whole, whatever is said of its parts beside it: none of them came off better. */
export const overall = (outcome: ReturnedOutcome, verdicts: ReturnedVerdict[]): Said =>
  severally(
    outcome,
    verdicts.map(verdict => ({ ...verdict, outcome: worstOf([outcome, verdict.outcome]) })),
  );
