// What a delivery report says of each recipient, as rows; and who is proven to be reached, because he wrote. Pure.
import type { ConversionPlan, PlannedReport } from '#store';
import type { NewEntry, TicketDraft } from '#tickets';

export const reportsOf = (
  { automatic: { reports, originalMessageId } }: TicketDraft,
  at: Pick<PlannedReport, 'entryId' | 'ticketId' | 'at'>,
): PlannedReport[] =>
  reports.map(({ recipient, originalRecipient = '', action, status, diagnostic = '' }, i) => ({
    ...at,
    position: i + 1,
    messageId: originalMessageId ?? null,
    ...{ recipient, originalRecipient, action, status, diagnostic },
  }));

/** Not who reports, nor who is only said to have written: a held sender may be made up. An out-of-office proves an address as well as a letter does. */
export function heardFrom({ automatic }: TicketDraft, entry: NewEntry, at: Date): ConversionPlan['heard'] {
  const { author, held } = entry;
  const isReport = automatic.isBounce || automatic.isComplaint || automatic.reports.length > 0;
  return isReport || held || author.kind !== 'contact' || !author.address ? [] : [{ address: author.address, at }];
}
