// What a table of rules makes of one message, and whether another table would make something else of it. Pure: for a dry run, where both tables meet the
// messages that really came.
import type { TicketDraft } from '../draft.js';
import type { KindBook } from '../kinds/kind.book.js';
import { businessOf } from '../routing/business.js';
import type { RoutingRule } from '../routing/decision.js';
import { applyRules, BY_RULE_TABLE, type KnownSender } from '../routing/rules.js';
import type { Business, MessageState, Priority } from '../ticket.js';

export type RuledOutcome =
  | { outcome: 'left-out'; rule: string }
  | {
      outcome: 'routed';
      departmentId: number;
      /** Key. Null: a call, whose kind is no matter of rules. */
      kind: string | null;
      priority: Priority;
      /** Null: a call, where it depends on what the call makes. */
      business: Business | null;
      /** In the order of the rules that gave them. */
      tags: string[];
      /** Names of the rules that decided something, in their order. */
      rules: string[];
    };

/** As decide() would have it of a message that opens a ticket. @param departmentId  of the channel that it came through */
export function ruledOutcome(
  table: { rules: readonly RoutingRule[]; kinds: KindBook },
  draft: TicketDraft,
  departmentId: number,
  known: KnownSender,
): RuledOutcome {
  const ruled = applyRules(table, draft, departmentId, known);
  if (ruled.suppressedBy) return { outcome: 'left-out', rule: ruled.suppressedBy };
  const { kinds, rules } = table;
  const kind = kinds.current(ruled.kind?.value ?? (kinds.has(draft.kind) ? draft.kind : 'inquiry'));
  const said = [ruled.priority, ruled.departmentId, ruled.business, ...ruled.tags, draft.call ? undefined : ruled.kind];
  const deciding = new Set(said.flatMap(one => (one ? [one.rule] : [])));
  return {
    outcome: 'routed',
    departmentId: ruled.departmentId?.value ?? departmentId,
    kind: draft.call ? null : kind.key,
    priority: ruled.priority?.value ?? 'normal',
    business: draft.call
      ? (ruled.business?.value ?? null)
      : businessOf({ existingCustomer: known.existingCustomer, kind, rule: ruled.business?.value }),
    tags: ruled.tags.map(({ value }) => value),
    rules: rules.filter(rule => deciding.has(rule.name)).map(rule => rule.name),
  };
}

/** What became of the message, by the ledger. */
export interface RealEnd {
  state: MessageState;
  reason: string | null;
  detail: string | null;
}

/**
 * Whether the message would have ended otherwise. What ended before a rule was asked (a copy, a message that came twice, one that nobody could read)
 * differs never; what joined a ticket that was there differs only by being left out.
 */
export function wouldDiffer(end: RealEnd, before: RuledOutcome, after: RuledOutcome): boolean {
  if (end.state === 'suppressed' && end.detail !== BY_RULE_TABLE) return false;
  if (end.state === 'quarantined' && end.reason !== 'routing.unknown-department') return false;
  if (before.outcome === 'left-out' || after.outcome === 'left-out') return before.outcome !== after.outcome;
  if (end.state === 'appended') return false;
  return (
    before.departmentId !== after.departmentId ||
    before.kind !== after.kind ||
    before.priority !== after.priority ||
    before.business !== after.business ||
    before.tags.join() !== after.tags.join()
  );
}
