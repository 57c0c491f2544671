// Who asks, as a document names it. Pure.
import type { TradeDocument } from '#tickets';
import { oneLine } from './one.line.js';

/** Whose document it is: the seller's or the buyer's, by its type; of a message whoever it is from; else the sender as the envelope names it. */
export function requesterOf({ parties, source }: TradeDocument): string {
  const named = (role: string) => parties.find(party => party.role === role && party.name !== '')?.name;
  const author = SELLERS.has(source.messageType) ? (named('seller') ?? named('SF')) : named('buyer');
  return oneLine(author ?? named('FR') ?? named('MS') ?? (source.senderId || 'an unnamed sender'));
}

/** Sets that a seller writes to its customer. */
const SELLERS: ReadonlySet<string> = new Set(
  '810 832 843 855 856 865 870 945 DESADV INVOIC ORDRSP OSTRPT PRICAT QUOTES'.split(' '),
);
