// From which mailbox a ticket is answered, and whom a reply may reach. Guarantees: the sender is always one of the channel's own addresses; mail goes
// only to those who take part in the ticket, and to colleagues (A49).
import { aliasFor, type EmailSettings, emailSettings } from '#channels';
import type { ChannelRow, EntryRow, TicketRow } from '#store';
import { answerSubject, FILE_LIMITS } from '#tickets';
import { addressesIn } from '../entry.view.js';

export interface Mailbox {
  channelId: number;
  settings: EmailSettings;
}

interface Who {
  name: string;
  address: string;
}

export interface Proposal {
  from: Who;
  to: Who[];
  cc: Who[];
  subject: string;
}

const lower = (address: string): string => address.trim().toLowerCase();
const domainOf = (address: string): string => lower(address).slice(lower(address).lastIndexOf('@') + 1);

/** The ticket's own channel where it can send, else one of its department's. Null where none can. */
export function mailboxFor(ticket: TicketRow, channels: ChannelRow[]): Mailbox | null {
  const able = channels.flatMap(channel => {
    const read = channel.kind === 'email' ? emailSettings.safeParse(channel.settings) : null;
    return read?.success && read.data.smtpOut ? [{ channel, settings: read.data }] : [];
  });
  const chosen =
    able.find(({ channel }) => channel.id === ticket.channelId) ??
    able.find(({ channel }) => channel.departmentId === ticket.departmentId && channel.enabled);
  return chosen ? { channelId: chosen.channel.id, settings: chosen.settings } : null;
}

/** Bytes that the files of one mail may have together. Where nothing is mailed, a note's files have the same limit. */
export const fileLimitOf = (mailbox: Mailbox | null): number =>
  mailbox?.settings.smtpOut ? Math.round(mailbox.settings.smtpOut.maxFilesMegabytes * 1_000_000) : FILE_LIMITS.bytes;

/** The newest mail of the customer's side that is not held back as unverified. */
export const lastInbound = (entries: EntryRow[]): EntryRow | undefined =>
  entries.findLast(entry => entry.type === 'message' && !entry.held && entry.authorKind === 'contact');

/** The alias that the customer wrote to, else the mailbox's first address. */
export function senderFor({ settings }: Mailbox, inbound: EntryRow | undefined): Who {
  return { name: settings.fromName, address: aliasFor(settings.addresses, inbound?.detail ?? {}) };
}

/** What a reply starts with: to the author of the last mail (or the requester), with those in copy who take part. */
export function proposalFor(
  ticket: TicketRow,
  mailbox: Mailbox,
  entries: EntryRow[],
  participants: Who[],
): Proposal | null {
  const inbound = lastInbound(entries);
  const takesPart = new Set(participants.map(({ address }) => lower(address)));
  const own = new Set(mailbox.settings.addresses.map(lower));
  const author = inbound?.authorAddress ? { name: inbound.authorName, address: inbound.authorAddress } : null;
  const requester = ticket.requesterAddress ? { name: ticket.requesterName, address: ticket.requesterAddress } : null;
  const first = author && takesPart.has(lower(author.address)) ? author : (requester ?? author);
  if (!first) return null;
  const inCopy = inbound ? [...addressesIn(inbound.detail.to), ...addressesIn(inbound.detail.cc)] : [];
  const cc = inCopy.filter(
    ({ address }) =>
      takesPart.has(lower(address)) && !own.has(lower(address)) && lower(address) !== lower(first.address),
  );
  return {
    from: senderFor(mailbox, inbound),
    to: [first],
    cc: [...new Map(cc.map(one => [lower(one.address), one])).values()].slice(0, 10),
    subject: subjectFor(ticket),
  };
}

export const subjectFor = (ticket: Pick<TicketRow, 'id' | 'subject'>): string =>
  answerSubject(ticket.id, ticket.subject);

/**
 * Those of the recipients whom this ticket does not know: neither taking part, nor colleagues, nor addressed on a mail of it that was not held
 * back. That an agent names somebody from a Cc line is the approval that such a person needs before any mail reaches him (A3).
 */
export function strangersAmong(
  recipients: Who[],
  ticket: TicketRow,
  mailbox: Mailbox,
  participants: Who[],
  entries: EntryRow[],
): Who[] {
  const allowed = new Set(participants.map(({ address }) => lower(address)));
  if (ticket.requesterAddress) allowed.add(lower(ticket.requesterAddress));
  for (const { held, type, authorAddress, detail } of entries) {
    if (held || type !== 'message') continue;
    if (authorAddress) allowed.add(lower(authorAddress));
    for (const { address } of [...addressesIn(detail.to), ...addressesIn(detail.cc)]) allowed.add(lower(address));
  }
  const colleagues = new Set(mailbox.settings.organisationDomains.map(lower));
  return recipients.filter(({ address }) => !allowed.has(lower(address)) && !colleagues.has(domainOf(address)));
}
