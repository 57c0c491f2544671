// What is written of a message that became no entry: suppressed by a named rule, or quarantined with a reason, which is a defect as well. Pure.
import type { ConversionPlan, PendingMessage } from '#store';
import type { Decision, TicketDraft } from '#tickets';

export type Ended = Extract<Decision, { outcome: 'suppressed' | 'quarantined' }>;

export function endOf(
  message: PendingMessage,
  decision: Ended,
  draft: TicketDraft | null,
): { settled: ConversionPlan['messages'][number]; defect: ConversionPlan['defects'][number] | null } {
  const reason = decision.outcome === 'suppressed' ? decision.rule : decision.reason;
  return {
    settled: {
      id: message.id,
      state: decision.outcome,
      reason,
      detail: decision.detail || null,
      ticketId: null,
      contentKey: draft?.contentKey ?? null,
    },
    defect:
      decision.outcome === 'suppressed'
        ? null
        : { kind: 'quarantined', reason, departmentId: message.departmentId, ticketId: null, messageId: message.id },
  };
}
