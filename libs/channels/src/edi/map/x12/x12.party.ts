// N1 and what hangs on it: names, streets, places and people.
import type { TradeParty } from '#tickets';
import type { Segment } from '../../syntax/segment/segment.js';
import { newParty, textAt } from '../reading.js';
import { channelWords, x12Role } from '../words/party.words.js';

export function partyOf(segment: Segment): TradeParty {
  const party = newParty(x12Role(textAt(segment, 1)));
  party.name = textAt(segment, 2);
  const id = textAt(segment, 4);
  if (id !== '') party.id = { qualifier: textAt(segment, 3), id };
  return party;
}

/** N2, N3, N4 and PER. False where the segment is none of them. */
export function addToParty(party: TradeParty, segment: Segment): boolean {
  const { address } = party;
  switch (segment.tag) {
    case 'N2':
      for (const name of [textAt(segment, 1), textAt(segment, 2)])
        if (name !== '') party.name = party.name === '' ? name : `${party.name}, ${name}`;
      return true;
    case 'N3':
      for (const street of [textAt(segment, 1), textAt(segment, 2)]) if (street !== '') address.street.push(street);
      return true;
    case 'N4':
      address.city = textAt(segment, 1);
      address.region = textAt(segment, 2);
      address.postalCode = textAt(segment, 3);
      address.country = textAt(segment, 4);
      return true;
    case 'PER':
      party.contacts.push(contactOf(segment));
      return true;
    default:
      return false;
  }
}

/** PER03 to PER08 are three pairs of a way and an address. */
export function contactOf(segment: Segment): TradeParty['contacts'][number] {
  const contact: TradeParty['contacts'][number] = {
    name: textAt(segment, 2),
    function: textAt(segment, 1),
    channels: [],
  };
  for (let element = 3; element <= 7; element += 2) {
    const value = textAt(segment, element + 1);
    if (value !== '') contact.channels.push({ type: channelWords(textAt(segment, element)), value });
  }
  return contact;
}
