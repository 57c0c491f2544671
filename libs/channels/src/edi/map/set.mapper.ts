// One transaction set or message as a trade document and as the ticket that a person reads. Pure. Guarantee: never throws for what a partner can send, and
// a set that is not known here is told in full, as a document.
import { hash } from 'node:crypto';
import type { TradeDocument } from '#tickets';
import type { Group, Interchange, TransactionSet } from '../envelope/interchange.js';
import { readEdifact } from './edifact/edifact.reader.js';
import { isOriginal, kindOfSet, type MappedKind, orderJoined, purposeOf } from './mapped.kind.js';
import { newReading, type Reading, warningsOf } from './reading.js';
import { documentText } from './text/document.text.js';
import { oneLine } from './text/one.line.js';
import { requesterOf } from './text/requester.js';
import { subjectOf } from './text/subject.js';
import { readX12 } from './x12/x12.reader.js';

export interface MappedDocument {
  kind: MappedKind;
  subject: string;
  /** Plain text, for a person. */
  text: string;
  document: TradeDocument;
  /** Number of the order whose ticket it joins, see orderJoined. */
  joinsOrder: string | null;
  /** Its number should be new. */
  original: boolean;
  /** Whose document it is, by name, or what the sender calls itself. */
  requesterName: string;
}

/** @param raw the bytes that the positions of `set` count in; without them `source.sha256` is '' */
export function mapSet(set: TransactionSet, group: Group, interchange: Interchange, raw?: Uint8Array): MappedDocument {
  const kind = kindOfSet(set.type);
  const reading = newReading();
  if (set.standard === 'x12') readX12(reading, set, kind);
  else readEdifact(reading, set, kind);
  const document = documentOf(reading, kind, sourceOf(set, group, interchange, raw));
  const requesterName = requesterOf(document);
  return {
    kind,
    subject: oneLine(subjectOf(kind, document, requesterName, reading.about)),
    text: documentText(kind, document, requesterName, set),
    document,
    joinsOrder: orderJoined(kind, document.purpose, document.documentNumber, document.originalOrder),
    original: isOriginal(kind, document.purpose),
    requesterName,
  };
}

function documentOf(reading: Reading, kind: MappedKind, source: TradeDocument['source']): TradeDocument {
  const isOrder = kind === 'order' || kind === 'rfq';
  return {
    source,
    documentNumber: reading.documentNumber,
    purpose: purposeOf(source.standard, reading.purposeCode, kind),
    purposeCode: reading.purposeCode,
    documentDate: reading.documentDate,
    originalOrder: isOrder ? null : reading.originalOrder,
    currency: reading.currency,
    parties: reading.parties,
    references: reading.references,
    dates: reading.dates,
    notes: reading.notes,
    lines: reading.lines,
    declaredLineCount: reading.declaredLineCount,
    totals: reading.totals,
    warnings: warningsOf(reading),
    ack: null,
  };
}

function sourceOf(set: TransactionSet, group: Group, interchange: Interchange, raw: Uint8Array | undefined) {
  const { standard, byteStart, byteEnd } = set;
  return {
    standard,
    version: standard === 'x12' ? group.version || interchange.version : set.version,
    messageType: set.type,
    senderId: interchange.sender.id.trim(),
    receiverId: interchange.receiver.id.trim(),
    interchangeRef: interchange.controlRef,
    groupRef: group.controlRef,
    messageRef: set.controlRef,
    testFlag: interchange.testFlag,
    byteStart,
    byteEnd,
    sha256: raw === undefined ? '' : hash('sha256', raw.subarray(byteStart, byteEnd)),
  };
}
