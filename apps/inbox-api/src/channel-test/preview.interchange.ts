// Which interchanges of a sample came before, by the rule that the router decides by. Guarantee: reads in the transaction that it is given and locks nothing.
import type { PreviewInterchange } from '#api';
import { repetitionAnswer } from '#channels';
import type { Conversion, InterchangeFacts } from '#channels/contract';
import { interchangeKey, knownInterchanges, type Tx } from '#store';
import { type EarlierInterchange, isItself, type Repetition, repetitionOf, type TradingPartner } from '#tickets';

export interface PreviewedInput {
  conversion: Conversion;
  partner: TradingPartner | null;
}

/** Of one interchange; null where it is none, is held whole for another reason, or none of its key came. */
export interface CameBefore {
  repetition: Repetition;
  view: PreviewInterchange;
}

/** Positions answer. One file may repeat itself: its interchanges are taken one after the other. @param messageId  of a sample that is stored */
export async function cameBefore(
  tx: Tx,
  inputs: readonly PreviewedInput[],
  { messageId, receivedAt }: { messageId: number | null; receivedAt: Date },
): Promise<(CameBefore | null)[]> {
  const keys = inputs.flatMap(input => {
    const whole = wholeOf(input);
    return whole ? [interchangeKey(whole.facts)] : [];
  });
  const known: Map<string, EarlierInterchange> = new Map(await knownInterchanges(tx, [...new Set(keys)]));
  return inputs.map(input => {
    const whole = wholeOf(input);
    if (!whole) return null;
    const { facts, partner } = whole;
    const came = { messageId, sha256: facts.sha256, receivedAt };
    const earlier = known.get(interchangeKey(facts));
    const repetition = repetitionOf({ ...came, controlRef: facts.controlRef }, earlier, partner);
    if (repetition.outcome === 'first') known.set(interchangeKey(facts), came);
    const own = earlier && isItself(came, earlier) ? earlier : null;
    if (repetition.outcome === 'first' && !own) return null;
    return { repetition, view: viewOf(facts, partner, repetition, own) };
  });
}

/** As the router: what is held whole is not asked whether it came before. */
function wholeOf({ conversion, partner }: PreviewedInput): { facts: InterchangeFacts; partner: TradingPartner } | null {
  const { interchange, quarantined } = conversion;
  return interchange && partner && quarantined.every(one => one.part) ? { facts: interchange, partner } : null;
}

function viewOf(
  facts: InterchangeFacts,
  partner: TradingPartner,
  repetition: Repetition,
  own: EarlierInterchange | null,
): PreviewInterchange {
  const { controlRef } = facts;
  const earlier = repetition.outcome === 'first' ? own : repetition.earlier;
  const answer = repetition.outcome === 'reused' ? repetitionAnswer(facts, partner) : null;
  return {
    ...{ controlRef, outcome: repetition.outcome === 'first' ? 'itself' : repetition.outcome },
    messageId: earlier?.messageId ?? null,
    receivedAt: earlier && earlier.messageId !== null ? earlier.receivedAt.toISOString() : null,
    answer: answer && { type: answer.type, code: answer.code },
    detail: repetition.outcome === 'first' ? null : repetition.detail,
  };
}
