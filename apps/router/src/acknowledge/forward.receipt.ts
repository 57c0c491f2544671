// What a colleague reads who forwarded a request: where it hangs, and by when the customer hears. Pure. Guarantee: no word of the customer stands in it.
import type { EntryRow, TicketRow } from '#store';
import { type MailboxAddress, momentWords } from '#tickets';

export const RECEIPT_SUBJECT = 'your forwarded request';

/** To whom a receipt goes; null where the ticket was not begun by a forward. */
export function forwarderOf(inbound: Pick<EntryRow, 'detail'> | undefined): MailboxAddress | null {
  const forward = inbound?.detail.forward as { by?: Partial<MailboxAddress> | null } | undefined;
  const address = forward?.by?.address;
  return typeof address === 'string' && address !== '' ? { name: String(forward?.by?.name ?? ''), address } : null;
}

export function receiptWords(
  ticket: Pick<TicketRow, 'id' | 'dueAt' | 'leftMs' | 'requesterName' | 'requesterAddress'>,
  department: { name: string; timeZone: string },
  forwarder: MailboxAddress,
): string {
  const found = ticket.requesterAddress?.toLowerCase() !== forwarder.address.toLowerCase();
  const lines = [`Thank you. This is #${ticket.id} now, on the rail of ${department.name}.`];
  if (ticket.leftMs === null) lines.push(`Whoever asked hears by ${momentWords(ticket.dueAt, department.timeZone)}.`);
  if (!found)
    lines.push(
      'We could not see in it who asked, so the ticket carries your name. Answer this mail with the name and address of the customer, or correct it on the ticket.',
    );
  return lines.join('\n\n');
}
