// Where the walk through a set of X12 is, and what is going on there.
import type { TradeLine, TradeParty } from '#tickets';
import type { MappedKind } from '../mapped.kind.js';
import { addNote, noted, partyWords, type Reading } from '../reading.js';
import { x12PartyWords } from '../words/party.words.js';

export interface X12Place {
  kind: MappedKind;
  line: TradeLine | null;
  /** Of the document, or of the line. */
  party: TradeParty | null;
  /** The party is none that a line has a field for: it becomes a note of the line when it is complete. */
  aside: boolean;
  /** Lines of a note that is going on. */
  note: string[] | null;
  /** "Order number 4711": of an N9, to which its dates belong. */
  reference: string;
  /** A line of parts (SLN), to which a description belongs. */
  parts: boolean;
  /** Contacts of the document that stand before anybody is named. */
  contacts: TradeParty['contacts'];
}

export const newPlace = (kind: MappedKind): X12Place => ({
  kind,
  line: null,
  party: null,
  aside: false,
  note: null,
  reference: '',
  parts: false,
  contacts: [],
});

/** The loop that is going on has ended: what was gathered in it is told. */
export function endLoop(reading: Reading, place: X12Place): void {
  const of = place.line ?? reading;
  // What was said under one heading is one note.
  if (place.note && place.note.length > 0) addNote(of, place.note.join('\n'));
  if (place.aside && place.party) noted(of, x12PartyWords(place.party.role), partyWords(place.party));
  place.note = null;
  place.reference = '';
  place.party = null;
  place.aside = false;
}
