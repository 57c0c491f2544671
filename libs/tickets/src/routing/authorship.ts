// Who speaks in a message, and for whom the ticket is.
import type { TicketDraft } from '../draft.js';
import type { RoutingChannel } from './decision.js';

export interface Authorship {
  author: { name: string; address: string | null };
  requester: { name: string; address: string | null };
  /** One of us wrote it to a customer: from the mailbox's own address, or a colleague with the mailbox in blind copy. */
  byUs: boolean;
}

export function authorshipOf(draft: TicketDraft, channel: RoutingChannel): Authorship {
  const requester = {
    name: draft.requester.name || draft.requester.address || 'Unknown sender',
    address: draft.requester.address || null,
  };
  const author = draft.author
    ? { name: draft.author.name || draft.author.address, address: draft.author.address || null }
    : requester;
  const from = (author.address ?? '').toLowerCase();
  const own = new Set(channel.ownAddresses);
  const visible = [...draft.to, ...draft.cc].filter(mailbox => mailbox.address);
  const outside = visible.filter(
    mailbox => !own.has(plain(mailbox.address)) && !channel.organisationDomains.includes(domainOf(mailbox.address)),
  );
  const colleague = channel.organisationDomains.includes(domainOf(from));
  const toUs = visible.some(mailbox => own.has(plain(mailbox.address)));
  const byUs = draft.refuted !== true && outside.length > 0 && (own.has(plain(from)) || (colleague && !toUs));
  if (!byUs || draft.forwardedBy) return { author, requester, byUs: false };
  const customer = outside[0]!;
  return { author, requester: { name: customer.name || customer.address, address: customer.address }, byUs };
}

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();

/** Lower case, without a plus-address' tag. */
function plain(address: string): string {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, at).split('+')[0]}${address.slice(at)}`.toLowerCase();
}
