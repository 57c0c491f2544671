// NAD and what hangs on it: CTA and COM. Names and addresses come structured (C080, C059) or as lines (C058).
import type { TradeParty } from '#tickets';
import type { Segment } from '../../syntax/segment/segment.js';
import { newParty, textAt } from '../reading.js';
import { channelWords, edifactRole } from '../words/party.words.js';

/** NAD01 role, 02 C082 identifier, 03 C058 lines, 04 C080 name, 05 C059 street, 06 city, 07 region, 08 postal code, 09 country. */
export function partyOf(segment: Segment): TradeParty {
  const party = newParty(edifactRole(textAt(segment, 1)));
  const id = textAt(segment, 2, 1);
  // 3055 says who gave the identifier: 9 GS1, 91 the seller, 92 the buyer.
  if (id !== '') party.id = { qualifier: textAt(segment, 2, 3), id };
  const { address } = party;
  const lines = componentsOf(segment, 3, 5);
  const names = componentsOf(segment, 4, 5);
  party.name = names.length > 0 ? names.join(' ') : (lines.shift() ?? '');
  address.street = [...lines, ...componentsOf(segment, 5, 4)];
  address.city = textAt(segment, 6);
  // C819 of later directories: the code, else its name.
  address.region = textAt(segment, 7) || textAt(segment, 7, 4);
  address.postalCode = textAt(segment, 8);
  address.country = textAt(segment, 9);
  return party;
}

/** CTA01 function, C056: name, else the identifier of a department. */
export function addContact(party: TradeParty, segment: Segment): void {
  const name = textAt(segment, 2, 2) || textAt(segment, 2, 1);
  party.contacts.push({ name, function: textAt(segment, 1), channels: [] });
}

/** COM: C076 says where (3148) and how (3155); later directories repeat it. */
export function addChannels(party: TradeParty, segment: Segment): void {
  if (party.contacts.length === 0) party.contacts.push({ name: '', function: '', channels: [] });
  const contact = party.contacts.at(-1)!;
  for (let element = 1; element <= segment.length; element++) {
    const value = textAt(segment, element, 1);
    if (value !== '') contact.channels.push({ type: channelWords(textAt(segment, element, 2)), value });
  }
}

function componentsOf(segment: Segment, element: number, most: number): string[] {
  const found: string[] = [];
  const last = Math.min(most, segment.components(element));
  for (let component = 1; component <= last; component++) {
    const text = textAt(segment, element, component);
    if (text !== '') found.push(text);
  }
  return found;
}
