// Whether a message that is decided again has anything new to say to its partner. Pure. A replay by a person is no new reception: the partner was told
// already that it was refused, and is told again only when more of it was taken, or something else is wrong with it than the whole.
import type { Acknowledgement } from '#channels/contract';
import type { GivenAnswer } from '#store';
import { verdictWords } from '#tickets';

/**
 * @param before what the message was answered when it was decided last; empty at its reception
 * @returns all of them, or none: what a repetition of the interchange has sent again is one decision as a whole
 */
export function newsFor<A extends Pick<Acknowledgement, 'type' | 'code' | 'ref' | 'sets'>>(
  answers: readonly A[],
  before: readonly GivenAnswer[],
): readonly A[] {
  return answers.every(answer => before.some(given => saysSame(answer, given))) ? [] : answers;
}

const isRefusal = ({ type, code }: Pick<GivenAnswer, 'type' | 'code'>): boolean =>
  verdictWords(type, code) === 'rejected';

/** Two refusals of one group or interchange are one, whatever is found wrong in it now. */
function saysSame(one: Pick<Acknowledgement, 'type' | 'code' | 'ref' | 'sets'>, other: GivenAnswer): boolean {
  if (one.type !== other.type || one.ref !== other.ref) return false;
  if (isRefusal(one) || isRefusal(other)) return isRefusal(one) && isRefusal(other);
  const codes = (sets: GivenAnswer['sets']) => sets.map(set => `${set.ref} ${set.code}`).join('\n');
  return one.code === other.code && codes(one.sets) === codes(other.sets);
}
