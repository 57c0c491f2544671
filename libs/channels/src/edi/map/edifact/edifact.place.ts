// Where the walk through a message of EDIFACT is. A segment says little by itself: the group that it stands in says what its date or quantity is of.
import type { TradeLine, TradeParty } from '#tickets';
import type { Segment } from '../../syntax/segment/segment.js';
import type { MappedKind } from '../mapped.kind.js';
import { coded, datedAs, noted, partyWords, type Reading, textAt } from '../reading.js';
import { edifactMoment } from '../value/edifact.moment.js';
import { edifactDateWords } from '../words/date.words.js';
import { edifactPartyWords } from '../words/party.words.js';

/** `none`: the document or the line itself. Others: the segment that began the group, in words for a reader. */
export type EdifactGroup =
  | 'none'
  | 'party'
  | 'reference'
  | 'schedule'
  | 'location'
  | 'package'
  | 'currency'
  | 'payment'
  | 'transport'
  | 'terms'
  | 'price'
  | 'allowance'
  | 'tax';

export interface EdifactPlace {
  kind: MappedKind;
  line: TradeLine | null;
  group: EdifactGroup;
  party: TradeParty | null;
  /** The party is none that a line has a field for: it becomes a note of the line when it is complete. */
  aside: boolean;
  /** "Order number 4711": to which the dates of its group belong. */
  reference: string;
  /** LOC of a line, to which the quantities that follow belong. */
  location: string | null;
  /** Whether LOC was followed by a quantity. */
  locationTold: boolean;
  locationMeaning: string;
  schedule: TradeLine['schedules'][number] | null;
  /** How good the price that the line has is: see PRICES. */
  priceRank: number;
}

export const newPlace = (kind: MappedKind): EdifactPlace => ({
  kind,
  line: null,
  group: 'none',
  party: null,
  aside: false,
  reference: '',
  location: null,
  locationTold: true,
  locationMeaning: '',
  schedule: null,
  priceRank: -1,
});

/** A group begins: what was gathered in the one before is told. */
export function enter(reading: Reading, place: EdifactPlace, group: EdifactGroup): void {
  if (place.aside || !place.locationTold) tell(reading, place);
  place.group = group;
  place.reference = '';
  place.location = null;
  place.schedule = null;
  if (group !== 'reference') place.party = null;
}

function tell(reading: Reading, place: EdifactPlace): void {
  const of = place.line ?? reading;
  if (place.aside && place.party) noted(of, edifactPartyWords(place.party.role), partyWords(place.party));
  if (!place.locationTold && place.location !== null) noted(of, place.locationMeaning, place.location);
  place.aside = false;
  place.locationTold = true;
}

/** C507 of DTM: code 2005, value 2380, format 2379. Null where it holds no date. */
export function dateOf(reading: Reading, segment: Segment) {
  const code = textAt(segment, 1, 1);
  const written = textAt(segment, 1, 2);
  if (written === '') return null;
  const format = textAt(segment, 1, 3);
  const iso = edifactMoment(written, format);
  const value = datedAs(reading, segment, { element: 1, component: 2, written, iso, format: format || '(none given)' });
  return coded(code, edifactDateWords(code), value);
}
