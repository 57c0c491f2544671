// A trade document as a person reads it, in plain text: who wants what from us, until when, for how much, and what was said beside it.
import type { TradeDocument, TradeParty, TradeStandard } from '#tickets';
import type { TransactionSet } from '../../envelope/interchange.js';
import type { MappedKind } from '../mapped.kind.js';
import { partyWords } from '../reading.js';
import { contactWords, edifactPartyWords, x12PartyWords } from '../words/party.words.js';
import { factsOf } from './columns.js';
import { dayWords } from './day.words.js';
import { linesText } from './line.text.js';
import { segmentsText } from './segment.text.js';
import { titleOf } from './subject.js';

export function documentText(
  kind: MappedKind,
  document: TradeDocument,
  from: string,
  set: Pick<TransactionSet, 'segments'>,
): string {
  const text = [firstLine(kind, document, from)];
  // A blank line before each block that there is.
  const add = (block: readonly string[]): void => {
    if (block.length === 0) return;
    text.push('');
    for (const line of block) text.push(line);
  };
  const { notes, warnings, lines } = document;
  // A message is what it says: first that, then who says it.
  if (kind === 'message') add(notes);
  add(factsOf(headerFacts(document)));
  if (lines.length > 0) add(linesText(document));
  add(factsOf(totalFacts(document)));
  if (kind !== 'message' && notes.length > 0) add(['Notes:', ...notes]);
  if (warnings.length > 0) add(['To look at:', ...warnings]);
  if (kind === 'document') add(['As it came:', ...segmentsText(set.segments)]);
  return text.join('\n');
}

function firstLine(kind: MappedKind, document: TradeDocument, from: string): string {
  const dated = document.documentDate === null ? '' : `, dated ${dayWords(document.documentDate)}`;
  const test = document.source.testFlag ? ' (TEST)' : '';
  return `${titleOf(kind, document)} from ${from}${dated}${test}`;
}

function headerFacts(document: TradeDocument): [string, string][] {
  const { source, parties, dates, references } = document;
  const facts: [string, string][] = [];
  if (document.purpose === 'other' && document.purposeCode !== '') facts.push(['Purpose code', document.purposeCode]);
  for (const party of parties) facts.push([roleWords(source.standard, party.role), partyText(party)]);
  for (const { meaning, value } of dates) facts.push([meaning, dayWords(value)]);
  for (const { meaning, value } of references) facts.push([meaning, value]);
  if (document.currency !== null) facts.push(['Currency', document.currency]);
  return facts;
}

function totalFacts({ lines, declaredLineCount, totals, currency }: TradeDocument): [string, string][] {
  const facts: [string, string][] = [];
  if (declaredLineCount !== null) {
    const same = declaredLineCount === String(lines.length);
    facts.push(['Lines', same ? declaredLineCount : `${declaredLineCount} as declared, ${lines.length} as counted`]);
  }
  for (const { qualifier, meaning, value } of totals) {
    // Counts and hash totals are no money.
    const isMoney = currency !== null && !qualifier.startsWith('CTT') && !qualifier.startsWith('CNT');
    facts.push([meaning, isMoney ? `${value} ${currency}` : value]);
  }
  return facts;
}

const roleWords = (standard: TradeStandard, role: string): string =>
  (standard === 'x12' ? x12PartyWords : edifactPartyWords)(role);

/** The party in one line, each of its people in one more. */
function partyText(party: TradeParty): string {
  const people = party.contacts.map(contact => {
    const ways = contact.channels.map(({ type, value }) => `${type} ${value}`);
    const what = contact.function === '' ? '' : `${contactWords(contact.function)}: `;
    return what + [contact.name, ...ways].filter(Boolean).join(', ');
  });
  return [partyWords(party), ...people].join('\n');
}
