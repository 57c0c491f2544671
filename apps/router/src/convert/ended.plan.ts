// What is written of a message that became no entry: suppressed by a named rule, or quarantined with a reason, which is a defect as well. Pure.
import type { Conversion } from '#channels/contract';
import type { ConversionPlan, PendingMessage } from '#store';
import type { Position, TicketDraft } from '#tickets';

export interface Ended {
  state: 'suppressed' | 'quarantined';
  /** The rule's name, or the code. */
  reason: string;
  detail?: string;
  position?: Position;
}

/** What the converter itself left out; null where it did not. */
export const leftOut = ({ suppressed, suppressedDetail = '' }: Conversion): Ended | null =>
  suppressed === null ? null : { state: 'suppressed', reason: suppressed, detail: suppressedDetail };

export function endOf(
  message: PendingMessage,
  { state, reason, detail, position }: Ended,
  draft: TicketDraft | null,
): { settled: ConversionPlan['messages'][number]; defect: ConversionPlan['defects'][number] | null } {
  return {
    settled: {
      id: message.id,
      state,
      reason,
      detail: detail || null,
      ticketId: null,
      contentKey: draft?.contentKey ?? null,
      position: position ?? null,
    },
    defect:
      state === 'suppressed'
        ? null
        : { kind: 'quarantined', reason, departmentId: message.departmentId, ticketId: null, messageId: message.id },
  };
}

/** How the messages of a batch ended, for logs and tests. */
export interface ConversionCounts {
  ticketed: number;
  appended: number;
  suppressed: number;
  quarantined: number;
}

export const noCounts = (): ConversionCounts => ({ ticketed: 0, appended: 0, suppressed: 0, quarantined: 0 });

export function addCounts(sum: ConversionCounts, more: ConversionCounts): void {
  for (const key of Object.keys(sum) as (keyof ConversionCounts)[]) sum[key] += more[key];
}
