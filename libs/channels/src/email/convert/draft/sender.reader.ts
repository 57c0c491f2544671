// Who wrote a mail, who gets it, and where it was delivered. Guarantees: never an error for odd or missing fields; at most the
// allowed number of people; a usable address is preferred to the order of the fields.
import type { MailboxAddress } from '#tickets';
import { parseAddresses, usableAddress } from '../header/address.parser.js';
import { allValues, type HeaderField } from '../header/header.reader.js';
import type { HeaderTextDecoder } from '../header/header-text.decoder.js';

export const UNKNOWN_SENDER = 'unknown sender';

/** Fields that say which mailbox took the mail, best first. */
const DELIVERY_FIELDS = ['delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to', 'x-delivered-to'];
const MOST_DELIVERED_TO = 200;
/** Mailboxes that are read from one kind of field. */
const MOST_READ = 5_000;

/** All mailboxes of the fields of that name. */
export function mailboxes(fields: readonly HeaderField[], name: string, decoder: HeaderTextDecoder): MailboxAddress[] {
  return allValues(fields, name)
    .flatMap(value => parseAddresses(value, decoder))
    .slice(0, MOST_READ);
}

/**
 * The sender: the first usable From; else Reply-To, Return-Path, Sender; else "unknown sender" with address ''.
 * A From that has only a name keeps that name.
 */
export function readSender(fields: readonly HeaderField[], decoder: HeaderTextDecoder): MailboxAddress {
  const from = mailboxes(fields, 'from', decoder);
  const usable = from.find(entry => entry.address !== '');
  if (usable) return usable;
  const named = from.find(entry => entry.name !== '')?.name ?? '';
  for (const name of ['reply-to', 'return-path', 'sender']) {
    const other = mailboxes(fields, name, decoder).find(entry => entry.address !== '');
    if (other) return { name: other.name || named, address: other.address };
  }
  return { name: named || UNKNOWN_SENDER, address: '' };
}

/** Recipients of To or Cc that have an address, each once. */
export function readRecipients(
  fields: readonly HeaderField[],
  name: string,
  decoder: HeaderTextDecoder,
): MailboxAddress[] {
  const seen = new Set<string>();
  return mailboxes(fields, name, decoder).filter(entry => {
    const key = entry.address.toLowerCase();
    if (key === '' || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/**
 * Addresses that the mail was delivered to, best first: the transport's own recipients, the delivery fields, To, Cc.
 * @param transport facts of the connector; `rcptTo` is an array of addresses where SMTP brought the mail
 */
export function readDeliveredTo(
  fields: readonly HeaderField[],
  decoder: HeaderTextDecoder,
  transport: Record<string, unknown>,
  recipients: readonly MailboxAddress[],
): string[] {
  const envelope = Array.isArray(transport.rcptTo) ? transport.rcptTo.filter(entry => typeof entry === 'string') : [];
  const found = [
    ...envelope.map(usableAddress),
    ...DELIVERY_FIELDS.flatMap(name => mailboxes(fields, name, decoder).map(entry => entry.address)),
    ...recipients.map(entry => entry.address),
  ];
  const unique = new Map<string, string>();
  for (const address of found)
    if (address && !unique.has(address.toLowerCase())) unique.set(address.toLowerCase(), address);
  return [...unique.values()].slice(0, MOST_DELIVERED_TO);
}

/** True where the address belongs to one of the domains, or to a subdomain of one. */
export function isInDomains(address: string, domains: readonly string[]): boolean {
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
  if (domain === '' || !address.includes('@')) return false;
  return domains.some(given => {
    const own = given.trim().toLowerCase().replace(/^@/, '');
    return own !== '' && (domain === own || domain.endsWith(`.${own}`));
  });
}
