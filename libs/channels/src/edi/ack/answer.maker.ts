// What a partner is answered: one 997 or 999 for each functional group, TA1 where it was asked for or the envelope is refused, one CONTRL for each EDIFACT
// interchange. Pure. Guarantee: a 997, 999 or CONTRL is never answered by another, and a TA1 by nothing, so that two systems cannot answer each other for ever.
import type { TradingPartner } from '#tickets';
import type { Acknowledgement, InterchangeFacts } from '../../contract/interchange.js';
import { EDIFACT_ANSWERS } from '../envelope/acknowledging.sets.js';
import type { Interchange } from '../envelope/interchange.js';
import type { Verdict } from '../validate/verdict.js';
import { contrl, contrlOfFacts } from './contrl.answer.js';
import { REPEATED_NUMBER } from './finding.codes.js';
import { groupAnswer } from './group.answer.js';
import { ta1, ta1OfFacts } from './ta1.answer.js';

/** GS01 of groups that acknowledge. */
const ACKNOWLEDGING_GROUP = 'FA';

/** In the order in which they belong: the interchange's own first, then one for each group. None for a stranger. */
export function answersOf(
  interchange: Interchange,
  verdict: Verdict,
  partner: TradingPartner | null,
): Acknowledgement[] {
  if (!partner || partner.acknowledge === 'none') return [];
  const refused = verdict.interchange.outcome === 'refused';
  if (interchange.standard === 'edifact') {
    const sets = interchange.groups.flatMap(group => group.sets);
    const acknowledging = sets.length > 0 && sets.every(set => EDIFACT_ANSWERS.has(set.type));
    return acknowledging ? [] : [contrl(interchange, verdict)];
  }
  const answering = interchange.groups.filter(group => group.functionalId !== ACKNOWLEDGING_GROUP);
  const brings = interchange.groups.length > 0 || interchange.interchangeAcks.length > 0;
  // Nothing but acknowledgements is not answered, whatever is wrong with it, unless groups come with the wish for a TA1; a TA1 alone is never answered.
  if (answering.length === 0 && brings && !(interchange.groups.length > 0 && interchange.ackRequested)) return [];
  const answers = refused || interchange.ackRequested ? [ta1(interchange, verdict)] : [];
  if (refused) return answers;
  const type = partner.acknowledge === '999' ? '999' : '997';
  return [...answers, ...answering.map(group => groupAnswer(type, interchange, group, verdict))];
}

/** The control number came before with other bytes: TA105 025, or UCI 4 with 0085 26. Null where the partner is not answered. */
export function repetitionAnswer(facts: InterchangeFacts, partner: TradingPartner): Acknowledgement | null {
  if (partner.acknowledge === 'none') return null;
  return facts.standard === 'x12' ? ta1OfFacts(facts, 'R', REPEATED_NUMBER) : contrlOfFacts(facts);
}
