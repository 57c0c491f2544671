// A trade document in a clerk's words: what it is, what it is for, days, amounts, parties. Pure. Amounts stay the text that they came as.
import type { DocumentWords, TicketDocument, TradeDocument, TradeParty } from '#api';

type Coded = TradeDocument['dates'][number];

const TITLES: Record<string, string> = {
  '860': 'Change of order',
  ORDCHG: 'Change of order',
  '869': 'Question about order',
  OSTENQ: 'Question about order',
};

const PURPOSES: Record<TradeDocument['purpose'], string> = {
  original: 'Original',
  cancel: 'Cancellation',
  change: 'Change',
  replace: 'Replaces the order',
  duplicate: 'Duplicate',
  other: '',
};

/** `Order 4711`, `Change of order 4711`. A change is named by the order that it changes. */
export function titleWords({
  documentType,
  document,
  words: { set },
}: Pick<TicketDocument, 'documentType' | 'document' | 'words'>): string {
  const title = TITLES[documentType] ?? (set === documentType ? `Document ${set}` : set);
  const number = title.endsWith('of order') || title.endsWith('about order') ? document.originalOrder : null;
  const words = `${title} ${number || document.documentNumber}`.trim();
  return document.purpose === 'cancel' ? `Cancellation: ${words}` : words;
}

/** 353 and 1225: what stands beside those that an order knows; both standards mean the same by them. */
const OTHER_PURPOSES: Record<string, string> = {
  '6': 'Confirmation',
  '13': 'Request',
  '15': 'Sent again',
  '22': 'For information',
};

/** In words; an unusual code as the partner wrote it. */
export const purposeWords = ({ purpose, purposeCode }: Pick<TradeDocument, 'purpose' | 'purposeCode'>): string =>
  PURPOSES[purpose] ||
  (OTHER_PURPOSES[purposeCode.replace(/^0(?=.)/, '')] ?? (purposeCode ? `Code ${purposeCode}` : ''));

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A day has no zone: `2026-03-05` is `5 Mar 2026` wherever it is read; a moment keeps its clock. What is no day stays as written. */
export function dayWords(value: string): string {
  const [from, to] = value.split('/');
  if (from && to) return `${dayWords(from)} to ${dayWords(to)}`;
  const found = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}:\d{2}))?/.exec(value);
  const month = found && MONTHS[Number(found[2]) - 1];
  if (!found || !month) return value;
  return `${Number(found[3])} ${month} ${found[1]}${found[4] ? `, ${found[4]}` : ''}`;
}

/** `Delivery requested 5 Mar 2026`. */
export const dateWords = ({ meaning, code, value }: Coded): string => `${meaning || code} ${dayWords(value)}`;

/** Groups of three before the point, by a narrow space, from five digits on; not a digit is changed. What is no plain decimal stays as it is. */
export function amountWords(value: string): string {
  const found = /^(-?)(\d+)(\.\d+)?$/.exec(value);
  if (!found) return value;
  const [, sign = '', whole = '', part = ''] = found;
  return sign + (whole.length < 5 ? whole : whole.replace(/\B(?=(\d{3})+$)/g, '\u202f')) + part;
}

/** @param quantity  that it stands behind; of one it is `piece`, not `pieces`. A code without words stays as the partner wrote it. */
export function unitWords(words: DocumentWords, code: string, quantity: string | null = null): string {
  const many = words.units[code];
  return many !== undefined && quantity === '1' ? ofOne(many) : (many ?? code);
}

/** `boxes` is `box`, `square feet` is `square foot`; `kg`, `each` and `dozen pieces` are of one as of many. */
const ofOne = (many: string): string =>
  many.startsWith('dozen')
    ? many
    : many
        .replace(/\bfeet$/, 'foot')
        .replace(/xes$/, 'x')
        .replace(/(?<=[a-z]{2})s$/, '');

/** `each`, `per hundred`, `per 100 KGM`; '' where nothing is said. */
export function basisWords(words: DocumentWords, code: string): string {
  const known = words.bases[code] ?? code;
  return /^\d/.test(known) ? `per ${known}` : known;
}

export const roleWords = (words: DocumentWords, role: string): string => words.roles[role] ?? role;

/** Lines of a party's address, as on an envelope: the postcode stands behind a state and before a town without one. */
export function addressLines({ address }: Pick<TradeParty, 'address'>): string[] {
  const { street, city, region, postalCode, country } = address;
  const behind = [city, [region, postalCode].filter(Boolean).join(' ')].filter(Boolean).join(', ');
  const place = region ? behind : [postalCode, city].filter(Boolean).join(' ');
  return [...street, [place, country].filter(Boolean).join(', ')].filter(Boolean);
}

/** In one line, for a line's own ship-to. */
export const partyWords = (party: TradeParty): string =>
  [party.name || party.id?.id || '', ...addressLines(party)].filter(Boolean).join(', ');

const FIRST = ['buyer', 'ship-to', 'bill-to', 'seller'];

/** Buyer, ship-to, bill-to, seller first, then the others in their order. */
export function inOrder(parties: readonly TradeParty[]): TradeParty[] {
  const rank = ({ role }: TradeParty): number => (FIRST.includes(role) ? FIRST.indexOf(role) : FIRST.length);
  return [...parties].sort((a, b) => rank(a) - rank(b));
}

/** A sum to check by (CTT of X12, CNT of EDIFACT): of quantities, weights, packages, never of money. */
export const isControlTotal = (qualifier: string): boolean => /^(?:CTT|CNT)/.test(qualifier);

/** `3 lines`; and what was declared where it is another number. */
export function lineCountWords(count: number, declared: string | null): string {
  const counted = `${amountWords(String(count))} ${count === 1 ? 'line' : 'lines'}`;
  return declared !== null && declared !== String(count) ? `${counted}, declared ${declared}` : counted;
}

/** The words of a warning cut at the numbers of tickets: `#14` is a way to go. */
export const withTickets = (warning: string): { text: string; ticketId: number | null }[] =>
  warning
    .split(/(#[1-9]\d{0,9}\b)/)
    .map(text => ({ text, ticketId: text.startsWith('#') ? Number(text.slice(1)) : null }));

/** Where a warning names its place: how the raw document is opened there; '' where it names none. */
export function placeIn(warning: string): string {
  const byte = /\bbyte (\d+)/i.exec(warning)?.[1];
  if (byte) return `byte=${byte}`;
  const segment = /\bsegment (\d+)/i.exec(warning)?.[1];
  return segment && segment !== '0' ? `segment=${segment}` : '';
}
