// What differs between two writings of a line, and between two heads. Pure. Guarantee: what a change does not speak of stays as it was; an absent value is
// never a change.
import { compareDecimals } from './decimal.order.js';
import type { CodedDate, TradeDocument, TradeLine, TradeParty } from './trade.document.js';

export interface TradeChange {
  field: 'quantity' | 'unitPrice' | 'uom' | 'date' | 'shipTo' | 'description' | 'schedules' | 'currency' | 'party';
  /** "Quantity", "Delivery requested". */
  title: string;
  /** Null: there was none. */
  before: string | null;
  after: string | null;
}

/** @param before null: the line is new, and all that it says is told */
export function lineChanges(before: TradeLine | null, after: TradeLine): TradeChange[] {
  const changes: TradeChange[] = [];
  const tell = (
    field: TradeChange['field'],
    title: string,
    was: string | null,
    is: string | null,
    same = was === is,
  ) => {
    if (is !== null && is !== '' && !same) changes.push({ field, title, before: was || null, after: is });
  };
  const [was, is] = [before?.quantity ?? null, after.quantity];
  tell('quantity', 'Quantity', was, is, was !== null && is !== null && isSame(was, is));
  tell('uom', 'Unit', before?.uom ?? null, after.uom);
  const [cost, costs] = [before?.unitPrice ?? null, after.unitPrice];
  tell('unitPrice', 'Price', cost, costs, cost !== null && costs !== null && isSame(cost, costs));
  tell('description', 'Description', before?.description ?? null, after.description);
  changes.push(...dateChanges(before?.requestedDates ?? [], after.requestedDates));
  const moved = movedTo(before?.shipTo ?? null, after.shipTo);
  if (moved) changes.push({ field: 'shipTo', title: 'Ship to', ...moved });
  tell('schedules', 'Deliveries', scheduleWords(before), scheduleWords(after));
  return changes;
}

export function headChanges(before: TradeDocument, after: TradeDocument): TradeChange[] {
  const changes = dateChanges(
    before.dates,
    // The day of the change is about the change, not about the order.
    after.dates.filter(({ code }) => code !== 'BCH11'),
  );
  if (after.currency !== null && after.currency !== before.currency)
    changes.push({ field: 'currency', title: 'Currency', before: before.currency, after: after.currency });
  for (const party of after.parties) {
    const moved = movedTo(before.parties.find(({ role }) => role === party.role) ?? null, party);
    if (moved) changes.push({ field: 'party', title: party.role, ...moved });
  }
  return changes;
}

function dateChanges(before: readonly CodedDate[], after: readonly CodedDate[]): TradeChange[] {
  const changes: TradeChange[] = [];
  for (const { code, meaning, value } of after) {
    const was = before.find(date => date.code === code)?.value ?? null;
    if (value !== was) changes.push({ field: 'date', title: meaning, before: was, after: value });
  }
  return changes;
}

/** By value where both are numbers; what could not be read as one, as written. */
function isSame(a: string, b: string): boolean {
  const order = compareDecimals(a, b);
  return order === null ? a === b : order === 0;
}

/** Null where both are one place: whoever has an identifier is known by it, so a change need not repeat the address. */
function movedTo(before: TradeParty | null, after: TradeParty | null): { before: string | null; after: string } | null {
  if (after === null) return null;
  const [was, is] = [before === null ? '' : placeWords(before), placeWords(after)];
  const short = after.address.street.length === 0 && after.address.city === '';
  const known = before?.id && after.id && before.id.qualifier === after.id.qualifier && before.id.id === after.id.id;
  return is === '' || is === was || (known && short) ? null : { before: was || null, after: is };
}

function placeWords({ name, id, address }: TradeParty): string {
  const { street, city, region, postalCode, country } = address;
  const place = [name, ...street, city, region, postalCode, country].filter(part => part !== '').join(', ');
  return id === null ? place : place === '' ? id.id : `${place} (${id.id})`;
}

const scheduleWords = (line: TradeLine | null): string =>
  (line?.schedules ?? [])
    .map(({ quantity, uom, dates, location }) =>
      [`${quantity} ${uom}`.trim(), location ?? '', ...dates.map(date => `${date.meaning} ${date.value}`)]
        .filter(part => part !== '')
        .join(', '),
    )
    .join('; ');
