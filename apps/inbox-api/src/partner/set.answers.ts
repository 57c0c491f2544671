// What we answered of each document of an interchange of theirs. Pure.
import type { SetAnswer } from '#api';
import type { TrafficAnswer, TrafficDocument } from '#store';
import { verdictWords } from '#tickets';

const ANSWERS: Readonly<Record<string, SetAnswer>> = {
  accepted: 'accepted',
  'accepted with errors': 'accepted-with-errors',
  rejected: 'rejected',
};

/**
 * In the order of the documents. References may repeat, in other groups or by mistake: documents take their answers in turn, as the acknowledgements name
 * them in the order of the file. Of a message that was decided again the last word counts.
 */
export function setAnswers(
  documents: readonly TrafficDocument[],
  acknowledgements: readonly TrafficAnswer[],
): (SetAnswer | null)[] {
  const last = new Map(acknowledgements.map(one => [`${one.type} ${one.ref}`, one]));
  const waiting = new Map<string, (SetAnswer | null)[]>();
  for (const { type, sets } of last.values()) {
    for (const { ref, code } of sets) {
      const answers = waiting.get(ref) ?? [];
      answers.push(ANSWERS[verdictWords(type, code)] ?? null);
      waiting.set(ref, answers);
    }
  }
  return documents.map(({ ref }) => (ref === null ? null : (waiting.get(ref)?.shift() ?? null)));
}
