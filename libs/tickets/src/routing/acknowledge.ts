// Whether a machine may answer a message at all. Pure.
import type { TicketDraft } from '../draft.js';
import type { Authorship } from './authorship.js';
import type { RoutingChannel } from './decision.js';

/** A colleague who forwards a request is told where it hangs; nobody is where a machine forwards. */
export function isToBeReceipted(draft: TicketDraft, channel: RoutingChannel): boolean {
  return (
    channel.receipts === true &&
    draft.forward !== undefined &&
    draft.forwardedBy !== null &&
    !isRole(draft.forwardedBy.address) &&
    !isByMachine(draft)
  );
}

/**
 * Never to a machine, a list or a bounce (RFC 3834, section 2), nor to ourselves and our colleagues, nor to somebody whom a colleague's forward only names: they wrote to
 * that colleague, and hear from a person.
 */
export function isToBeAcknowledged(draft: TicketDraft, authorship: Authorship, channel: RoutingChannel): boolean {
  if (channel.acknowledges !== true || authorship.byUs || draft.forwardedBy !== null) return false;
  if (isByMachine(draft)) return false;
  const { address } = authorship.requester;
  if (address === null || isRole(address) || isFromHere(draft.messageId, channel)) return false;
  return !channel.organisationDomains.includes(domainOf(address));
}

const isByMachine = ({ automatic: { isBounce, isAutoReply, isBulk, isComplaint, reports } }: TicketDraft): boolean =>
  isBounce || isAutoReply || isBulk || isComplaint || reports.length > 0;

/** A Message-ID of our own domain on a mail from outside: something of ours came round in a circle. */
const isFromHere = (messageId: string | null, channel: RoutingChannel): boolean =>
  messageId !== null && channel.ownAddresses.some(own => domainOf(own) === domainOf(messageId.replace(/>\s*$/, '')));

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();

/** Addresses behind which no person reads. */
const isRole = (address: string): boolean =>
  /^(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?)(?:[+-].*)?@/i.test(address);
