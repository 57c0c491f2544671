// What stands on the slip: "Order 4711 from Acme, 12 lines, wanted by 5 Mar 2026".
import type { CodedDate, DocumentPurpose, TradeDocument } from '#tickets';
import type { MappedKind } from '../mapped.kind.js';
import { WANTED } from '../words/date.words.js';
import { setWords } from '../words/set.words.js';
import { dayWords, isDay } from './day.words.js';

const LONGEST = 200;

/** @param about of a message: its heading */
export function subjectOf(kind: MappedKind, document: TradeDocument, from: string, about: string): string {
  const parts = [`${titleOf(kind, document)} from ${from}`];
  const { length } = document.lines;
  if (length > 0) parts.push(length === 1 ? '1 line' : `${length} lines`);
  const wanted = wantedBy(document);
  if (wanted !== null && kind !== 'status-inquiry') parts.push(`wanted by ${dayWords(wanted)}`);
  const heading = kind === 'message' ? about.split('\n')[0] : '';
  const subject = parts.join(', ') + (heading ? `: ${heading}` : '');
  return subject.length > LONGEST ? `${subject.slice(0, LONGEST - 1).toWellFormed()}…` : subject;
}

/** "Order 4711", "Change of order 4711", "Cancellation of order 4711". */
export function titleOf(kind: MappedKind, document: TradeDocument): string {
  const { documentNumber, originalOrder, purpose, source } = document;
  const number = documentNumber === '' ? '' : ` ${documentNumber}`;
  const order = originalOrder ?? documentNumber;
  switch (kind) {
    case 'order':
      return again(`order${number}`, purpose) ?? `Order${number}`;
    case 'order-change':
      return purpose === 'cancel' ? `Cancellation of order ${order}`.trim() : `Change of order ${order}`.trim();
    case 'rfq':
      return again(`request for quotation${number}`, purpose) ?? `Request for quotation${number}`;
    case 'status-inquiry':
      return originalOrder === null ? `Status question${number}` : `Status question about order ${originalOrder}`;
    case 'message':
      return 'Message';
    case 'document': {
      const words = setWords(source.messageType);
      return words === source.messageType ? `Document ${words}${number}` : `${words}${number} (${source.messageType})`;
    }
  }
}

const AGAIN: Partial<Record<DocumentPurpose, string>> = {
  cancel: 'Cancellation of',
  change: 'Change of',
  replace: 'Replacement of',
  duplicate: 'Copy of',
};

function again(what: string, purpose: DocumentPurpose): string | null {
  const words = AGAIN[purpose];
  return words === undefined ? null : `${words} ${what}`;
}

/** The surest date of the document; where it has none, the earliest of its lines. Null where no day is named. */
export function wantedBy({ dates, lines }: TradeDocument): string | null {
  const whole = surest(dates);
  if (whole !== null) return whole;
  let earliest: string | null = null;
  const consider = (day: string | null) => {
    if (day !== null && (earliest === null || day < earliest)) earliest = day;
  };
  for (const line of lines) {
    consider(surest(line.requestedDates));
    for (const schedule of line.schedules) consider(surest(schedule.dates));
  }
  return earliest;
}

function surest(dates: readonly CodedDate[]): string | null {
  let best: string | null = null;
  let rank = WANTED.length;
  for (const { code, meaning, value } of dates) {
    // "(Contract 12)": a date of something that the document refers to.
    if (!isDay(value) || meaning.endsWith(')')) continue;
    const at = WANTED.indexOf(code.charAt(0) === '0' ? code.replace(/^0+/, '') : code);
    if (at < 0 || at >= rank) continue;
    rank = at;
    best = dayOf(value);
  }
  return best;
}

/** Of two days the later one: until then it may come. */
const dayOf = (value: string): string => {
  const slash = value.indexOf('/');
  return slash < 0 ? value.slice(0, 10) : value.slice(slash + 1, slash + 11);
};
