// What a delivery report says of each recipient, as rows; and who is proven to be reached, because he wrote. Pure.
import type { ConversionPlan, PlannedReport } from '#store';
import type { NewEntry, TicketDraft } from '#tickets';

/** Adds both to the plan. */
export function planReports(
  plan: Pick<ConversionPlan, 'reports' | 'heard'>,
  draft: TicketDraft,
  entry: NewEntry,
  at: Pick<PlannedReport, 'entryId' | 'ticketId' | 'at'>,
): void {
  const { reports, originalMessageId } = draft.automatic;
  reports.forEach(({ recipient, originalRecipient = '', action, status, diagnostic = '' }, i) => {
    const said = { recipient, originalRecipient, action, status, diagnostic };
    plan.reports.push({ ...at, position: i + 1, messageId: originalMessageId ?? null, ...said });
  });
  if (isHeardFrom(draft, entry)) plan.heard.push({ address: entry.author.address!, at: at.at });
}

/**
 * Not who reports, nor whom somebody else only names: a held sender may be made up, and what is forwarded came from a colleague. An out-of-office
 * proves an address as well as a letter does.
 */
function isHeardFrom({ automatic, forwardedBy }: TicketDraft, { author, held }: NewEntry): boolean {
  const isReport = automatic.isBounce || automatic.isComplaint || automatic.reports.length > 0;
  return !isReport && !held && !forwardedBy && author.kind === 'contact' && !!author.address;
}
